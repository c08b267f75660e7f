/* Writes kb.h and kb.c: the knowledge base as tables that a C or C++ program links. */
#include "base/arena.h"
#include "emit/c_matcher.h"
#include "emit/c_records.h"
#include "emit/c_source.h"
#include "emit/c_tables.h"
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

/* What changes when a text or a table does, and only then; the fixed code around it is not in
 * it. */
static struct hash_text write_tables(const struct emit_context *context, struct sink *sinks,
                                     const struct c_kb *c) {
  const struct kb *kb = context->kb;
  struct hash_stream build;
  struct buf part = {0};
  hash_start(&build);
  buf_add_c(&part, "/* ---- The cases, and what finds them "
                   "------------------------------------------ */\n\n");
  for (size_t i = 0; i < kb->case_count; i++) {
    struct str path = kb->cases[i]->doc->piece->source->place;
    c_record_write(&part, context->scratch, c, kb->cases[i], path);
    hand_on(context, sinks, &part, &build);
  }
  c_tables_write(&part, c);
  hand_on(context, sinks, &part, &build);
  buf_free(&part);
  return hash_end(&build);
}

void emit_c(const struct emit_context *context, struct sink *sinks) {
  struct arena a = {0};
  struct c_kb c = c_kb_of(&a, context->kb);
  struct buf *source = &sinks[SOURCE].out, *header = &sinks[HEADER].out;
  c_text_fixed(source, &c.prefix, c_type_source);
  c_matcher_engine(source, &c.prefix);
  struct hash_text build = write_tables(context, sinks, &c);
  c_text_fixed(source, &c.prefix, c_case_source);
  c_text_fixed(source, &c.prefix, c_face_source);
  c_text_fixed(header, &c.prefix, c_header_top);
  buf_printf(header, "#define %.*s_BUILD_ID \"%s\"\n\n", STR_ARG(c.prefix.large), build.digits);
  c_text_fixed(header, &c.prefix, c_header_rest);
  arena_free(&a);
}
