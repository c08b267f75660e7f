/* The log templates of the tables, and what cases say to the fields of a line. */
#ifndef MATCHER_TEMPLATE_ROWS_H
#define MATCHER_TEMPLATE_ROWS_H

struct arena;
struct match_source;
struct tables;
struct text_pool;

void template_rows_build(struct arena *a, struct tables *tables, struct text_pool *pool,
                         const struct match_source *source);

#endif
