/* Holds the cases against what the outputs can take, before anything is written. */
#include "base/arena.h"
#include "base/map.h"
#include "diag/diag.h"
#include "emit/emitter.h"
#include "emit/limits.h"
#include "emit/rules.h"

/* The longest line that a chunk of the case makes. */
static size_t longest_line(const struct schema *schema, const struct kb_case *kb_case,
                           const struct case_chunks *of) {
  struct buf line = {0};
  size_t longest = 0;
  for (size_t i = 0; i < of->count; i++) {
    buf_clear(&line);
    chunk_write(&line, schema, kb_case, of, i);
    longest = line.n > longest ? line.n : longest;
  }
  buf_free(&line);
  return longest;
}

static void report_limit(struct bag *bag, const struct schema *schema,
                         const struct kb_case *kb_case, size_t bytes) {
  const struct range *limit = &schema->outputs.jsonl_bytes_per_line;
  struct diag *diag = diag_add(bag, &emit_rules[EMIT_OUTPUT_LIMIT], kb_case->title_span,
                               "a chunk of this case takes %zu bytes in chunks.jsonl, and a line "
                               "may have %zu",
                               bytes, limit->max);
  if (limit->span.source)
    diag_relate(bag, diag, limit->span, "the limit");
  diag_help(bag, diag,
            "shorten the case, lower chunks.tokens so that it is split, or raise "
            "outputs.jsonl.bytes_per_line");
}

static void report_header(struct bag *bag, const struct schema *schema,
                          const struct kb_case *kb_case, size_t tokens) {
  struct diag *diag = diag_add(bag, &emit_rules[EMIT_HEADER_LONG], kb_case->title_span,
                               "the header of this case takes about %zu of the %zu tokens of a "
                               "chunk, so its parts do not repeat it",
                               tokens, schema->chunks.tokens.max);
  diag_help(bag, diag, "shorten what chunks.text has above the first section, or raise "
                       "chunks.tokens");
}

static void check_case(struct arena *scratch, struct bag *bag, const struct emit_request *request,
                       const struct kb_case *kb_case) {
  const struct schema *schema = request->kb->schema;
  struct str path = emit_path(scratch, request, kb_case->doc->piece->source->path);
  struct case_chunks of = chunk_case(scratch, schema, kb_case, path);
  size_t bytes = longest_line(schema, kb_case, &of);
  if (bytes > schema->outputs.jsonl_bytes_per_line.max)
    report_limit(bag, schema, kb_case, bytes);
  if (of.long_header > 0)
    report_header(bag, schema, kb_case, of.long_header);
}

bool limits_check_ids(struct bag *bag, const struct kb *kb) {
  struct arena scratch = {0};
  struct map seen = {0};
  bool is_good = true;
  for (size_t i = 0; i < kb->case_count; i++) {
    size_t first = map_add(&seen, &scratch, kb->cases[i]->id, i);
    if (first == i)
      continue;
    is_good = false;
    struct diag *diag =
        diag_add(bag, &emit_rules[EMIT_ID_DUPLICATE], kb->cases[i]->title_span,
                 "this case would get the id of another one: %.*s", STR_ARG(kb->cases[i]->id));
    diag_relate(bag, diag, kb->cases[first]->title_span, "the other one");
    diag_help(bag, diag, "make them differ in what record.identity names");
  }
  arena_free(&scratch);
  return is_good;
}

/* An error of lint about the same cases says it already, unless the schema has silenced it. */
static bool is_silenced(const struct schema *schema) {
  for (size_t i = 0; i < schema->rule_count; i++) {
    if (str_equal_c(schema->rules[i].name, "duplicate-identity"))
      return schema->rules[i].level < LEVEL_ERROR;
  }
  return false;
}

void emit_check(struct arena *scratch, struct bag *bag, const struct emit_request *request) {
  const struct kb *kb = request->kb;
  for (size_t i = 0; i < kb->case_count; i++) {
    arena_reset(scratch);
    check_case(scratch, bag, request, kb->cases[i]);
  }
  if (is_silenced(kb->schema))
    limits_check_ids(bag, kb);
}
