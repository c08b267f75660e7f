/* What the generated kb.c matches lines by: the engine, and its tables. */
#include "emit/c/c_matcher.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/builtin_engine.h"
#include "emit/c/c_tables.h"
#include "matcher/matcher.h"
#include "matcher/tables.h"

void c_matcher_engine(struct buf *out, const struct c_prefix *prefix) {
  c_text_source(out, prefix, (struct str){builtin_engine_bytes, builtin_engine_size});
  buf_add_char(out, '\n');
}

/* ---- Texts ------------------------------------------------------------------------------ */

/* One struct of arrays of characters, which C puts one behind the other; a NUL ends each. */

static void add_texts(struct buf *out, const struct c_kb *c, const struct tables *tables) {
  struct str small = c->prefix.small;
  buf_printf(out, "static const struct {\n");
  for (size_t i = 0, from = 0; i < tables->cut_count; from = tables->cuts[i++] + 1) {
    buf_printf(out, "  char t%zu[%zu];\n", i, tables->cuts[i] + 1 - from);
    c_pass(c, out);
  }
  buf_printf(out, "} %.*s_bytes = {\n", STR_ARG(small));
  for (size_t i = 0, from = 0; i < tables->cut_count; from = tables->cuts[i++] + 1) {
    struct str text = str_slice(tables->text, from, tables->cuts[i]);
    buf_add_c(out, "    ");
    if (text.n > C_LITERAL_BYTES)
      c_text_array(out, text, 4);
    else
      c_text_literal(out, text, 4);
    buf_add_c(out, ",\n");
    c_pass(c, out);
  }
  buf_add_c(out, "};\n\n");
}

/* ---- Numbers ---------------------------------------------------------------------------- */

enum { NUMBERS_A_LINE = 16 };

static void add_numbers(struct buf *out, const struct c_kb *c, const char *name,
                        const struct number_list *list) {
  c_table_open(out, c, "uint32_t", name);
  for (size_t i = 0; i < list->n; i++) {
    buf_printf(out, "%s%uu,%s", i % NUMBERS_A_LINE == 0 ? "    " : " ", (unsigned)list->p[i],
               i % NUMBERS_A_LINE == NUMBERS_A_LINE - 1 || i + 1 == list->n ? "\n" : "");
    c_pass(c, out);
  }
  c_table_close(out, list->n, "0");
}

void c_matcher_tables(struct buf *out, const struct c_kb *c) {
  struct arena a = {0};
  struct match_source source = match_source_of_kb(&a, c->kb);
  const struct tables *tables = tables_build(&a, &source);
  struct str small = c->prefix.small;
  add_texts(out, c, tables);
#define TABLE_LIST(name) add_numbers(out, c, #name, &tables->name);
  TABLE_LISTS(TABLE_LIST)
#undef TABLE_LIST
  buf_printf(out,
             "static const struct %.*s_tables %.*s_tables = {\n"
             "    (const char *)&%.*s_bytes,\n",
             STR_ARG(small), STR_ARG(small), STR_ARG(small));
#define TABLE_LIST(name) buf_printf(out, "    %.*s_" #name ",\n", STR_ARG(small));
  TABLE_LISTS(TABLE_LIST)
#undef TABLE_LIST
#define TABLE_NUMBER(name) buf_printf(out, "    %uu,\n", (unsigned)tables->engine.name);
  TABLE_NUMBERS(TABLE_NUMBER)
#undef TABLE_NUMBER
  buf_add_c(out, "};\n\n");
  arena_free(&a);
}
