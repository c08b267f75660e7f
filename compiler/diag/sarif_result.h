/* One finding as SARIF describes it. */
#ifndef DIAG_SARIF_RESULT_H
#define DIAG_SARIF_RESULT_H

#include "base/json_writer.h"
#include "diag/line_hash.h"
#include "diag/page.h"

/* What the address of a file is relative to, by name. */
#define SARIF_ROOT "SRCROOT"

/* The results of one log on their way out: {.page = …} and a writer that has been started.
 * sarif_results_end frees it. */
struct sarif_results {
  struct page page;
  struct json_writer w;
  struct buf text;
  struct arena hash_arena; /* the hashes of the file at hand */
  const struct source *hashed;
  struct line_hashes hashes;
};

void sarif_write_result(struct sarif_results *results, const struct diag *diag);
void sarif_results_end(struct sarif_results *results);

#endif
