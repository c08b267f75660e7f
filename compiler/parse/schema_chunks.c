/* The part of a schema that says what a chunk holds: its text template, metadata and size. */
#include "base/buf.h"
#include "parse/schema_names.h"

#include <stdint.h>

static void read_unit(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"record", "section", "both"};
  size_t choice = CHUNK_RECORD;
  schema_choice(r, value, words, 3, &choice);
  ((struct chunk_rules *)target)->unit = (enum chunk_unit)choice;
}

static void add_part(struct schema_reader *r, struct chunk_rules *chunks,
                     struct text_part part) {
  chunks->text = arena_grow(r->a, chunks->text, chunks->text_count, sizeof *chunks->text);
  chunks->text[chunks->text_count++] = part;
}

static void add_literal(struct schema_reader *r, struct chunk_rules *chunks, struct str text) {
  if (text.n > 0)
    add_part(r, chunks, (struct text_part){.literal = arena_copy(r->a, text)});
}

/* A stretch of the text in the source: known if the text stands there as it is. In a block, or
 * between escapes, a name stands where it is first found. */
static struct span span_of_part(struct span span, struct str text, size_t from, size_t to) {
  size_t quotes = span.n == text.n + 2 ? 1 : 0;
  if (span.source && span.n != text.n + 2 * quotes && to - from > 2) {
    size_t at = str_find(span_text(span), str_slice(text, from, to), 0);
    return at == STR_NONE ? span : span_part(span, at, to - from);
  }
  if (!span.source || span.n != text.n + 2 * quotes)
    return span;
  return span_part(span, quotes + from, to - from);
}

/* Literals and {name}; \{ \} and \\ stand for themselves. */
static void parse_text(struct schema_reader *r, struct str text, struct span span,
                       struct chunk_rules *chunks) {
  char *out = arena_alloc(r->scratch, text.n);
  struct str literal = {out, 0};
  for (size_t at = 0; at < text.n; at++) {
    char c = text.p[at];
    if (c == '\\' && at + 1 < text.n &&
        (text.p[at + 1] == '{' || text.p[at + 1] == '}' || text.p[at + 1] == '\\')) {
      out[literal.n++] = text.p[++at];
      continue;
    }
    size_t close = c == '{' ? str_find_char(text, '}', at) : STR_NONE;
    if (c == '}' || (c == '{' && close == STR_NONE)) {
      struct diag *diag =
          diag_add(r->bag, &schema_rules[SCHEMA_TEMPLATE], span_of_part(span, text, at, at + 1),
                   "a brace in this template has no partner");
      diag_help(r->bag, diag, "write \\{ or \\} for a brace that is text");
      return;
    }
    if (c != '{') {
      out[literal.n++] = c;
      continue;
    }
    add_literal(r, chunks, literal);
    literal.n = 0;
    struct text_part part = {.is_name = true};
    struct span name_span = span_of_part(span, text, at, close + 1);
    if (schema_name(r, str_slice(text, at + 1, close), name_span, &part.name))
      add_part(r, chunks, part);
    at = close;
  }
  add_literal(r, chunks, literal);
}

static void read_text(struct schema_reader *r, const struct value *value, void *target) {
  struct chunk_rules *chunks = target;
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (!text.p)
    return;
  if (text.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_TEMPLATE], value->span,
             "a chunk without text finds nothing: write literals and {name}, or leave it out");
  chunks->text = NULL;
  chunks->text_count = 0;
  parse_text(r, text, value->span, chunks);
}

static void read_tokens(struct schema_reader *r, const struct value *value, void *target) {
  struct chunk_rules *chunks = target;
  schema_range(r, value, &chunks->tokens);
  if (chunks->tokens.max < 32)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a chunk of fewer than 32 tokens has no room for its own header");
}

static void read_vocabulary(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"o200k", "cl100k"};
  size_t choice = 0;
  schema_choice(r, value, words, 2, &choice);
  ((struct chunk_rules *)target)->vocabulary = str_from_c(words[choice]);
}

/* A metadata key goes into every vector store, so it is a plain identifier. */
static bool is_metadata_key(struct str key) {
  bool fits = key.n > 0 && is_alpha_char(key.p[0]);
  for (size_t i = 0; fits && i < key.n; i++)
    fits = is_alpha_char(key.p[i]) || is_digit_char(key.p[i]) || key.p[i] == '_';
  return fits;
}

/* log.TEMPLATE.template, if that is no field. */
static bool find_message(struct schema_reader *r, struct str text, struct name *name) {
  struct str end = STR(".template");
  if (!str_starts_with(text, STR("log.")) || !str_ends_with(text, end) ||
      text.n <= STR("log.").n + end.n)
    return false;
  struct str log = str_slice(text, STR("log.").n, text.n - end.n);
  for (size_t i = 0; i < r->schema->log_count; i++) {
    const struct log_template *template = &r->schema->logs[i];
    if (!str_equal(template->name, log) ||
        log_template_field(template, STR("template")) != STR_NONE)
      continue;
    *name = (struct name){
        .kind = NAME_MESSAGE, .index = i, .text = text, .as = str_slice(end, 1, end.n)};
    return true;
  }
  return false;
}

static bool read_name(struct schema_reader *r, struct str text, struct span span,
                      struct name *name) {
  return find_message(r, text, name) || schema_name(r, text, span, name);
}

static bool read_metadata_name(struct schema_reader *r, const struct value *value,
                               struct name *name) {
  if (value->kind != VALUE_OBJECT) {
    struct str text = {NULL, 0};
    schema_text(r, value, &text);
    return text.p && read_name(r, text, value->span, name);
  }
  static const struct schema_key rows[] = {{"name", NULL, SCHEMA_REQUIRED},
                                           {"as", NULL, SCHEMA_REQUIRED}};
  /* Shown as a part of the list, which holds names as well. */
  struct schema_show *show = r->show;
  r->show = NULL;
  schema_map(r, value, rows, 2, NULL, "a metadata entry");
  r->show = show;
  const struct value *from = value_get(value, STR("name")), *as = value_get(value, STR("as"));
  struct str text = {NULL, 0}, key = {NULL, 0};
  if (from)
    schema_text(r, from, &text);
  if (as)
    schema_text(r, as, &key);
  if (!text.p || !key.p || !read_name(r, text, from->span, name))
    return false;
  name->as = key;
  return true;
}

/* title and path are in the metadata of every chunk without being asked for. */
static bool is_taken(const struct chunk_rules *chunks, struct str key) {
  if (str_equal_c(key, "title") || str_equal_c(key, "path"))
    return true;
  for (size_t i = 0; i < chunks->metadata_count; i++) {
    if (str_equal(chunks->metadata[i].as, key))
      return true;
  }
  return false;
}

static void read_metadata(struct schema_reader *r, const struct value *value, void *target) {
  struct chunk_rules *chunks = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of names");
    return;
  }
  chunks->metadata = arena_array(r->a, struct name, value->count);
  for (size_t i = 0; i < value->count; i++) {
    struct name name;
    if (!read_metadata_name(r, &value->items[i], &name) || name.kind == NAME_TITLE ||
        name.kind == NAME_PATH)
      continue;
    struct span span = value->items[i].span;
    struct diag *diag = NULL;
    if (!is_metadata_key(name.as))
      diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], span,
                      "\"%.*s\" cannot be a metadata key: letters, digits and _ only",
                      STR_ARG(name.as));
    else if (is_taken(chunks, name.as))
      diag = diag_add(r->bag, &schema_rules[SCHEMA_DUPLICATE], span,
                      "two metadata keys are called \"%.*s\"", STR_ARG(name.as));
    else
      chunks->metadata[chunks->metadata_count++] = name;
    if (diag)
      diag_help(r->bag, diag, "rename one:  {name: %.*s, as: other_name}", STR_ARG(name.text));
  }
}

/* Without a template of its own a chunk is the title, the front matter and every section. The
 * text lives as long as the schema, because its names are cut out of it. */
void schema_default_chunks(struct schema_reader *r) {
  struct schema *schema = r->schema;
  struct record_rules *record = &schema->record;
  if (record->identity_count == 0) {
    record->identity = arena_new(r->a, struct name);
    record->identity_count = schema_name(r, STR("title"), (struct span){0}, record->identity);
  }
  schema->chunks.tokens = (struct range){0, 512, {0}};
  schema->chunks.vocabulary = STR("o200k");
  struct buf text = {0};
  buf_add_c(&text, "{title}");
  size_t key_count;
  const struct str *keys = schema_front_keys(r, &key_count);
  for (size_t i = 0; i < key_count; i++) {
    struct str key = keys[i];
    if (is_metadata_key(key))
      buf_printf(&text, "\n%.*s: {frontmatter.%.*s}", STR_ARG(key), STR_ARG(key));
  }
  /* A nested section is part of the text of the one that it stands in. */
  for (size_t i = 0; i < schema->section_kind_count; i++) {
    if (!schema->section_kinds[i].is_nested)
      buf_printf(&text, "\n\n{section.%.*s}", STR_ARG(schema->section_kinds[i].id));
  }
  r->chunk_text = arena_copy(r->a, buf_str(&text));
  parse_text(r, r->chunk_text, (struct span){schema->source, 0, 0}, &schema->chunks);
  buf_free(&text);
}

void schema_read_chunks(struct schema_reader *r, const struct value *value, void *target) {
  struct buf text = {0};
  const struct value otherwise = {
      .kind = VALUE_STRING, .style = STYLE_QUOTED, .text = r->chunk_text};
  schema_show_flow(&text, &otherwise);
  buf_add_char(&text, '\0');
  const struct schema_key rows[] = {
      {"unit", read_unit, "record"},     {"text", read_text, text.p},
      {"tokens", read_tokens, "..512"},  {"vocabulary", read_vocabulary, "o200k"},
      {"metadata", read_metadata, "[]"},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, &((struct schema *)target)->chunks,
             "\"chunks\"");
  buf_free(&text);
}
