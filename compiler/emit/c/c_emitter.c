/* Writes kb.h and kb.c: the knowledge base as tables that a C or C++ program links. */
#include "base/arena.h"
#include "emit/c/c_matcher.h"
#include "emit/c/c_records.h"
#include "emit/c/c_source.h"
#include "emit/c/c_tables.h"
#include "emit/emitter.h"

enum { HEADER, SOURCE, FILES };

/* Hands `part` on to kb.c, and counts it in for KB_BUILD_ID. */
static void hand_on(const struct emit_context *context, struct sink *sinks, struct buf *part,
                    struct hash_stream *build) {
  hash_add(build, buf_str(part));
  buf_add(&sinks[SOURCE].out, buf_str(part));
  buf_clear(part);
  emit_next(context, sinks, FILES);
}

/* What hand_on needs where tables are written. */
struct table_sink {
  const struct emit_context *context;
  struct sink *sinks;
  struct hash_stream *build;
};

static void pass(void *to, struct buf *part) {
  struct table_sink *sink = to;
  hand_on(sink->context, sink->sinks, part, sink->build);
}

/* Every text of the knowledge base, as one struct: its members have places that do not change
 * when a program is loaded, and no padding between them. */
static void write_texts(const struct emit_context *context, struct sink *sinks,
                        const struct c_kb *c, struct buf *part, struct hash_stream *build) {
  const struct kb *kb = context->kb;
  struct str prefix = c->prefix.small;
  buf_printf(part, "static const struct %.*s_text_table {\n", STR_ARG(prefix));
  for (size_t i = 0; i < kb->case_count; i++) {
    c_record_declare(part, context->scratch, c, kb->cases[i]);
    hand_on(context, sinks, part, build);
  }
  c_names_declare(part, c);
  buf_printf(part, "  char end[1];\n} %.*s_texts = {\n", STR_ARG(prefix));
  for (size_t i = 0; i < kb->case_count; i++) {
    c_record_write(part, context->scratch, c, kb->cases[i]);
    hand_on(context, sinks, part, build);
  }
  c_names_write(part, c);
  buf_add_c(part, "    \"\",\n};\n\n");
}

/* What changes when a text or a table does, and only then; the fixed code around it is not in
 * it. */
static struct hash_text write_tables(const struct emit_context *context, struct sink *sinks,
                                     struct c_kb *c) {
  struct hash_stream build;
  struct table_sink to = {context, sinks, &build};
  struct buf part = {0};
  hash_start(&build);
  buf_add_c(&part, "/* ---- The cases, and what finds them "
                   "------------------------------------------ */\n\n");
  write_texts(context, sinks, c, &part, &build);
  c->pass = pass;
  c->to = &to;
  c_tables_write(&part, c);
  hand_on(context, sinks, &part, &build);
  c->pass = NULL;
  buf_free(&part);
  return hash_end(&build);
}

/* Most compilers hand on the bytes of a literal as they are. One that reads them as another
 * character set would make other texts of them, so it shall refuse the file. */
static void write_guard(struct buf *out, const struct c_kb *c) {
  buf_printf(
      out,
      "/* This file is UTF-8: a compiler that takes it for something else stops here. */\n"
      "typedef char %.*s_is_read_as_utf8[sizeof ",
      STR_ARG(c->prefix.small));
  c_text_literal(out, STR("\xEA\xB0\x80"), 0);
  buf_add_c(out, " == 4 ? 1 : -1];\n\n");
}

void emit_c(const struct emit_context *context, struct sink *sinks) {
  struct arena a = {0};
  struct c_kb c = c_kb_of(&a, context->kb);
  struct buf *source = &sinks[SOURCE].out, *header = &sinks[HEADER].out;
  c_text_fixed(source, &c.prefix, c_type_source);
  write_guard(source, &c);
  c_matcher_engine(source, &c.prefix);
  struct hash_text build = write_tables(context, sinks, &c);
  c_text_fixed(source, &c.prefix, c_case_source);
  c_text_fixed(source, &c.prefix, c_find_source);
  c_text_fixed(source, &c.prefix, c_face_source);
  c_text_fixed(header, &c.prefix, c_header_top);
  buf_printf(header, "#define %.*s_BUILD_ID \"%s\"\n\n", STR_ARG(c.prefix.large), build.digits);
  c_text_fixed(header, &c.prefix, c_header_rest);
  arena_free(&a);
}
