/* Reads what `git diff -U0` prints. */
#ifndef DRIVER_FILTER_DIFF_TEXT_H
#define DRIVER_FILTER_DIFF_TEXT_H

#include "base/str.h"

struct arena;

/* One hunk: `count` lines from `first` on (1-based) are new; with none, lines behind `first`
 * were taken away. */
struct diff_hunk {
  struct str path;
  size_t first, count;
};

struct diff_hunks {
  struct diff_hunk *items;
  size_t count;
};

/* The hunks of a patch with the prefixes a/ and b/. Nothing in the lines of a file is taken for
 * a header. Lives in `a`. */
struct diff_hunks diff_read(struct arena *a, struct str text);

#endif
