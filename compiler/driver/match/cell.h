/* Text that fills a column of a table, whatever script it is in. */
#ifndef DRIVER_MATCH_CELL_H
#define DRIVER_MATCH_CELL_H

#include "base/buf.h"

/* The text with blanks behind it up to that many cells of a terminal; a longer one is cut and
 * ends in "…". What a terminal would obey is spelled out. */
void cell_add(struct buf *out, struct str text, size_t cells);
/* How many cells the text takes, at most `most`. */
size_t cell_width(struct str text, size_t most);

#endif
