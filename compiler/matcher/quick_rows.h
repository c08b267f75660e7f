/* The log templates once more, as the engine reads them when it is in a hurry. */
#ifndef MATCHER_QUICK_ROWS_H
#define MATCHER_QUICK_ROWS_H

struct arena;
struct match_source;
struct tables;
struct text_pool;

/* Needs the services in the tables. */
void quick_rows_build(struct arena *a, struct tables *tables, struct text_pool *pool,
                      const struct match_source *source);

#endif
