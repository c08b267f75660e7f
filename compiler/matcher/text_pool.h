/* The texts of the tables in one row of bytes, each once. */
#ifndef MATCHER_TEXT_POOL_H
#define MATCHER_TEXT_POOL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/map.h"

/* {.a = …} is an empty pool. The texts that go in are borrowed as long as it is used. C
 * promises to take string literals of 4,095 bytes only, so behind every few texts stands a NUL:
 * what is between two of these is a literal. */
struct text_pool {
  struct arena *a; /* the cuts live in it */
  struct map places;
  struct buf bytes;
  size_t *cuts; /* where these NULs are */
  size_t cut_count;
};

/* Where the text stands. */
uint32_t text_pool_add(struct text_pool *pool, struct str text);
/* The same for a text that may be a part of `whole`, which stands at `at`. */
uint32_t text_pool_add_part(struct text_pool *pool, struct str text, struct str whole,
                            uint32_t at);

/* Cuts behind the last text. */
void text_pool_close(struct text_pool *pool);

#endif
