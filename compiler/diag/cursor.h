/* Lines and columns of many places, without counting a long line anew for each. */
#ifndef DIAG_CURSOR_H
#define DIAG_CURSOR_H

#include "diag/source.h"

/* {0} is a new one. Fast where the places come in ascending order; right in any. Source
 * positions are counted from the start of the line; a thousand findings on a line of 64 KiB
 * would make that slow. */
struct cursor {
  const struct source *source;
  size_t line; /* 0-based */
  size_t offset, column;
};

struct position cursor_position(struct cursor *cursor, const struct source *source,
                                size_t offset);

#endif
