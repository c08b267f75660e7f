/* Tables as GitHub Flavored Markdown has them, which CommonMark takes for paragraphs. */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include "diag/source.h"

struct arena;

/* https://github.github.com/gfm/#tables-extension-. All spans are whole lines without their
 * ends, or what stands in a cell. */
struct table {
  struct span head;     /* the row of column titles */
  struct span *columns; /* its cells */
  size_t column_count;
  struct span *rows;
  size_t row_count;
};

/* Finds the table that a paragraph is, or that begins behind its first lines. False if there is
 * none. Lives in `a`. */
bool table_find(struct arena *a, struct span paragraph, struct table *table);

/* How many cells a row has, and the first `count` of them. Lives in `a`. */
size_t table_count_cells(struct str row);
struct span *table_cells(struct arena *a, struct span row, size_t count);

/* Is the text no table only because the row of dashes has more or fewer cells than the head? */
bool table_is_nearly(struct str paragraph, size_t *head_cells, size_t *dash_cells);

#endif
