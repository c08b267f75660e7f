/* The texts of the tables in one row of bytes, each once. */
#include "matcher/text_pool.h"

#include "base/arena.h"

enum { LITERAL_BYTES = 4000 };

static size_t literal_start(const struct text_pool *pool) {
  return pool->cut_count == 0 ? 0 : pool->cuts[pool->cut_count - 1] + 1;
}

void text_pool_close(struct text_pool *pool) {
  pool->cuts = arena_grow(pool->a, pool->cuts, pool->cut_count, sizeof *pool->cuts);
  pool->cuts[pool->cut_count++] = pool->bytes.n;
  buf_add_char(&pool->bytes, '\0');
}

uint32_t text_pool_add(struct text_pool *pool, struct str text) {
  if (text.n == 0)
    return 0;
  size_t length = pool->bytes.n - literal_start(pool);
  if (length > 0 && length + text.n > LITERAL_BYTES)
    text_pool_close(pool);
  size_t at = map_add(&pool->places, pool->a, text, pool->bytes.n);
  if (at == pool->bytes.n)
    buf_add(&pool->bytes, text);
  if (pool->bytes.n >= UINT32_MAX)
    die("the texts by which log lines are recognised are longer than 4 GiB");
  return (uint32_t)at;
}

uint32_t text_pool_add_part(struct text_pool *pool, struct str text, struct str whole,
                            uint32_t at) {
  size_t inside = text.n <= whole.n ? str_find(whole, text, 0) : STR_NONE;
  return inside == STR_NONE ? text_pool_add(pool, text) : at + (uint32_t)inside;
}
