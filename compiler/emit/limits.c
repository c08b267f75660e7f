/* Holds the cases against what the outputs can take, before anything is written. */
#include "emit/limits.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/wide.h"
#include "diag/diag.h"
#include "emit/body_rest.h"
#include "emit/emitter.h"
#include "emit/rules.h"

#include <string.h>

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
  struct diag *diag =
      diag_add(bag, &emit_rules[EMIT_OUTPUT_LIMIT], kb_case->title_span,
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
  diag_help(bag, diag,
            "shorten what chunks.text has above the first section, or raise "
            "chunks.tokens");
}

/* So many bytes more than itself may a byte take as JSON: \u00XX for what may not stand there
 * and for "<"; three for each byte of a longer character. Without a branch, so that the
 * compiler can count many bytes at once. */
static unsigned char byte_extra(unsigned char c) {
  unsigned char is_longer = c >= 0x80;
  unsigned char is_quoted = (c == '"') | (c == '\\');
  unsigned char is_escaped = (c < 0x20) | (c == 0x7F) | (c == '<');
  return (unsigned char)(is_longer << 1 | is_quoted | (is_escaped << 2 | is_escaped));
}

enum { BLOCK = 32, LARGEST_EXTRA = 5, BLOCKS_AT_ONCE = 255 / LARGEST_EXTRA };

WIDE_PART void add_extra(unsigned char *restrict extra, const char *restrict p) {
  for (int i = 0; i < BLOCK; i++)
    extra[i] = (unsigned char)(extra[i] + byte_extra((unsigned char)p[i]));
}

static size_t sum_extra(const unsigned char *extra) {
  size_t sum = 0;
  for (int i = 0; i < BLOCK; i++)
    sum += extra[i];
  return sum;
}

/* At least as many bytes as the text takes as JSON, and seldom twice as many. */
WIDE static size_t json_bound(struct str text) {
  size_t bytes = text.n, at = 0;
  while (text.n - at >= BLOCK) {
    unsigned char extra[BLOCK] = {0};
    for (int i = 0; i < BLOCKS_AT_ONCE && text.n - at >= BLOCK; i++, at += BLOCK)
      add_extra(extra, text.p + at);
    bytes += sum_extra(extra);
  }
  if (at == text.n)
    return bytes;
  char last[BLOCK];
  unsigned char extra[BLOCK] = {0};
  memset(last, 'a', sizeof last);
  memcpy(last, text.p + at, text.n - at);
  add_extra(extra, last);
  return bytes + sum_extra(extra);
}

/* Is it one piece of text, and not put together from several? */
static bool is_plain(const struct kb_case *kb_case, const struct name *name) {
  const struct value *value =
      name->kind == NAME_FRONT ? value_get(kb_case->doc->front, name->key) : NULL;
  return !value || (value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT);
}

static bool has_section_twice(const struct kb_case *kb_case) {
  size_t i = 0;
  while (i < kb_case->section_count && kb_case->sections[i].occurrence == 0)
    i++;
  return i < kb_case->section_count;
}

/* A byte that varies may become "<*>", of which "<" may be escaped. */
static size_t message_bound(const struct kb_case *kb_case, const struct schema *schema,
                            const struct name *name) {
  const struct log_line *line = case_log_line(kb_case, &schema->logs[name->index]);
  return line ? 8 * json_bound(span_text(line->span)) : 0;
}

/* At most so many bytes does a line hold beside text and metadata: ids, hashes, numbers. */
enum { LINE_FRAME = 512 };

/* Can no limit be met, by a bound that costs next to nothing? Most cases end here, so that
 * checking stays fast; the others are measured. A byte is at most one token. */
static bool is_surely_within(const struct schema *schema, const struct kb_case *kb_case,
                             struct str path) {
  const struct chunk_rules *chunks = &schema->chunks;
  size_t bytes = LINE_FRAME + json_bound(kb_case->full_title) + json_bound(kb_case->title) +
                 2 * json_bound(path);
  size_t header = 2;
  bool is_header = true, is_sure = !has_section_twice(kb_case);
  for (size_t i = 0; is_sure && i < chunks->text_count; i++) {
    const struct text_part *part = &chunks->text[i];
    struct str text = part->is_name ? case_text(kb_case, schema, &part->name) : part->literal;
    is_header = is_header && !(part->is_name && part->name.kind == NAME_SECTION);
    header += is_header ? text.n + 1 : 0;
    bytes +=
        json_bound(text) + (part->is_name && part->name.kind == NAME_PATH ? path.n * 3 : 0);
    is_sure = !part->is_name || is_plain(kb_case, &part->name);
  }
  for (size_t i = 0; is_sure && i < chunks->metadata_count; i++) {
    const struct name *name = &chunks->metadata[i];
    bytes += name->as.n + 8;
    bytes += name->kind == NAME_MESSAGE ? message_bound(kb_case, schema, name)
                                        : json_bound(case_text(kb_case, schema, name));
    is_sure = is_plain(kb_case, &chunks->metadata[i]);
  }
  /* Sections that the template does not name make chunks, too. */
  for (size_t i = 0; chunks->unit != CHUNK_RECORD && i < kb_case->section_count; i++)
    bytes += json_bound(kb_case->sections[i].text) +
             schema->section_kinds[kb_case->sections[i].kind].id.n;
  return is_sure && bytes <= schema->outputs.jsonl_bytes_per_line.max &&
         header <= chunks->tokens.max / 2;
}

static bool is_small(const struct schema *schema, const struct kb_case *kb_case) {
  return is_surely_within(schema, kb_case, kb_case->doc->piece->source->place);
}

void emit_look(struct arena *a, const struct schema *schema, struct kb_case *kb_case) {
  struct body_rest rest = body_rest_of(a, kb_case);
  kb_case->has_indented_code = body_has_indented_code(kb_case);
  kb_case->rest = rest.items;
  kb_case->rest_count = rest.count;
  kb_case->is_looked_at = true;
  kb_case->is_small = is_small(schema, kb_case);
}

static void check_case(struct arena *scratch, struct bag *bag,
                       const struct emit_request *request, const struct kb_case *kb_case) {
  const struct schema *schema = request->kb->schema;
  struct str path = kb_case->doc->piece->source->place;
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
      return !schema->rules[i].keeps_level && schema->rules[i].level < LEVEL_ERROR;
  }
  return false;
}

void emit_check(struct arena *scratch, struct bag *bag, const struct emit_request *request) {
  const struct kb *kb = request->kb;
  for (size_t i = 0; i < kb->case_count; i++) {
    if (kb->cases[i]->is_small || is_small(kb->schema, kb->cases[i]))
      continue;
    arena_reset(scratch);
    check_case(scratch, bag, request, kb->cases[i]);
  }
  if (is_silenced(kb->schema))
    limits_check_ids(bag, kb);
}
