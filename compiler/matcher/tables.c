/* Lays out the rows of numbers that the engine reads, of a kbc that runs or of a kb.c. */
#include "matcher/tables.h"

#include "base/arena.h"
#include "matcher/matcher.h"
#include "matcher/pattern_rows.h"
#include "matcher/quick_rows.h"
#include "matcher/template_rows.h"
#include "matcher/text_pool.h"

struct tables *tables_build(struct arena *a, const struct match_source *source) {
  struct tables *tables = arena_new(a, struct tables);
  struct text_pool pool = {.a = a, .places = {0}};
  pattern_rows_build(a, tables, &pool, source);
  template_rows_build(a, tables, &pool, source);
  quick_rows_build(a, tables, &pool, source);
  /* The engine compares eight bytes at a time. */
  text_pool_add(&pool, (struct str){"\0\0\0\0\0\0\0", 8});
  text_pool_close(&pool);
  tables->cuts = pool.cuts;
  tables->cut_count = pool.cut_count;
  tables->text = arena_copy(a, buf_str(&pool.bytes));
  tables->engine.text = tables->text.p;
#define TABLE_LIST(name) tables->engine.name = tables->name.p;
  TABLE_LISTS(TABLE_LIST)
#undef TABLE_LIST
  buf_free(&pool.bytes);
  return tables;
}
