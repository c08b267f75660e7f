/* What a build goes without: the cases with errors, and what is not in the part that was asked
 * for. */
#ifndef DRIVER_LEAVE_OUT_H
#define DRIVER_LEAVE_OUT_H

#include "diag/diag.h"
#include "emit/emit.h"

struct inputs;
struct kb;
struct kb_case;

/* What stays, in the order of the knowledge base, and what was left out because of errors. */
struct leave_out {
  struct kb_case **kept;
  size_t kept_count;
  struct emit_left_out *left_out;
  size_t left_out_count;
};

/* Leaves out the cases in whose text an error of the bag stands, which is sorted; an error
 * outside of every case names its place, for there stands what should have become one. With a
 * filter only the cases of the named files stay. `root` is that of the corpus. Lives in `a`. */
struct leave_out leave_out_errors(struct arena *a, struct str root, const struct kb *kb,
                                  const struct inputs *inputs, const struct bag *bag);
/* The same among what was kept, of which `kb` was linked. False if nothing more is left out. */
bool leave_out_more(struct arena *a, struct str root, const struct kb *kb,
                    const struct inputs *inputs, const struct bag *bag, struct leave_out *out);

#endif
