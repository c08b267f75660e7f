/* The two sides that kbc plan and kbc breaking compare: what was loaded, and what is now. */
#ifndef DRIVER_COMPARISON_H
#define DRIVER_COMPARISON_H

#include "driver/session.h"
#include "emit/emit.h"
#include "emit/plan/finished.h"
#include "emit/plan/plan_write.h"

struct comparison {
  struct arena a;
  const struct options *options;
  struct manifest old, new;
  bool is_ids;  /* the old side is a list of ids, and says nothing else */
  bool is_none; /* there is no old side */

  /* Of the new side: a finished build, or the sources. */
  struct finished finished;
  struct session session;
  bool has_session;
  struct project *project;
  struct emit_request request;
  struct chunk_index index;
};

/* Reads both sides. `word` is what the option `name` says of the old one: a manifest, or, if
 * `takes_ids`, a list of ids or "none". False if the command ends here, with `status`; else
 * that is the status of the findings. Call comparison_close in any case. */
bool comparison_open(struct comparison *c, const struct options *options, const char *name,
                     struct str word, bool takes_ids, enum status *status);
void comparison_close(struct comparison *c);

/* Where the chunks of the new side come from. */
struct plan_source comparison_source(struct comparison *c);

/* Says why a file is refused, and answers what that means. */
enum status comparison_refuse(struct str option, struct str path, enum load_result result,
                              const struct load_fault *fault);

#endif
