/* What no frame may show: the secrets that findings are about. */
#ifndef DIAG_HIDDEN_H
#define DIAG_HIDDEN_H

#include "diag/diag.h"

struct arena;

/* By path and place; no two overlap. */
struct hidden {
  struct span *spans;
  size_t count;
};

/* Of all findings together, for one may show the line of another. Lives in `a`. */
struct hidden hidden_of(struct arena *a, const struct diag *diags, size_t count);

/* Does the byte stand in one of them? */
bool hidden_covers(const struct hidden *hidden, const struct source *source, size_t offset);

/* Puts asterisks for secrets into the messages of other findings at the same place, which may
 * quote the line. Fixes stay what they are. */
void hide_in_texts(struct arena *a, struct diag *diags, size_t count);

#endif
