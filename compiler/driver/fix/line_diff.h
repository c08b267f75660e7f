/* Which lines two texts share: the fewest that have to be taken out and put in. */
#ifndef DRIVER_FIX_LINE_DIFF_H
#define DRIVER_FIX_LINE_DIFF_H

#include "base/str.h"

struct arena;

/* The lines of a text, each with its line end; the last one may have none. */
struct line_list {
  struct str *items;
  size_t count;
  bool *is_changed; /* taken out, of the older text; put in, of the newer one */
};

/* Lives in `a`, borrows from the text. */
struct line_list line_list_of(struct arena *a, struct str text);

/* Marks what has changed. The lines that are left are the same in both, in the same order. */
void line_diff(struct arena *scratch, struct line_list *before, struct line_list *after);

#endif
