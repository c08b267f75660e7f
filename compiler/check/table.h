/* Tables as GitHub Flavored Markdown has them, which CommonMark takes for paragraphs. */
#ifndef CHECK_TABLE_H
#define CHECK_TABLE_H

#include "check/checker.h"

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

/* Holds a paragraph that is a table against what the section wants of tables. */
void check_table(struct checker *c, const struct section_rule *rule, const struct block *block);

#endif
