/* The difference of two texts as `patch` and `git apply` read it. */
#ifndef DRIVER_FIX_UNIFIED_H
#define DRIVER_FIX_UNIFIED_H

#include "base/str.h"

struct buf;
struct hidden;
struct source;

/* Adds nothing if the texts are the same. `path` is relative to the folder in which the diff is
 * going to be applied. With `is_shown` it is for a terminal: what could move the cursor or hide
 * text is spelled out, so such a diff can no longer be applied. Nor can one with secrets, which
 * are not shown: answers how many there are on the side that has more of them. */
size_t unified_add(struct buf *out, struct str path, const struct source *before,
                   const struct source *after, const struct hidden *hidden, bool is_shown);

#endif
