/* The patterns of the tables: their rows, and the buckets by which they are found. */
#ifndef MATCHER_PATTERN_ROWS_H
#define MATCHER_PATTERN_ROWS_H

struct arena;
struct match_source;
struct tables;
struct text_pool;

/* Fills in services, patterns and buckets. */
void pattern_rows_build(struct arena *a, struct tables *tables, struct text_pool *pool,
                        const struct match_source *source);

#endif
