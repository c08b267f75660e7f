/* The tables of the generated kb.c: what is looked up, and by what lines are matched. */
#include "emit/c_tables.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/c_matcher.h"
#include "emit/front_json.h"
#include "model/kb.h"

#include <stdlib.h>

/* ---- Keys ---------------------------------------------------------------------------------
 */

static int compare_texts(const void *left, const void *right) {
  return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static void add_key(struct c_kb *c, struct map *known, struct str key) {
  if (map_add(known, c->a, key, c->key_count) != c->key_count)
    return;
  c->keys = arena_grow(c->a, c->keys, c->key_count, sizeof *c->keys);
  c->keys[c->key_count++] = key;
}

/* The keys that the schema relates to a log line are there even if no case has one. */
static void add_schema_keys(struct c_kb *c, struct map *known) {
  const struct schema *schema = c->kb->schema;
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      const struct log_field *field = &schema->logs[i].fields[j];
      if (field->equals.n > 0)
        add_key(c, known, field->equals);
      if (field->contains.n > 0)
        add_key(c, known, field->contains);
      if (c->service_key.n == 0)
        c->service_key = field->equals;
      if (c->message_key.n == 0)
        c->message_key = field->contains;
    }
  }
}

struct c_kb c_kb_of(struct arena *a, const struct kb *kb) {
  struct c_kb c = {.a = a, .kb = kb, .prefix = c_prefix_of(a, kb->schema->outputs.c_prefix)};
  struct map known = {0};
  add_schema_keys(&c, &known);
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct value *front = kb->cases[i]->doc->front;
    for (size_t j = 0; front && front->kind == VALUE_OBJECT && j < front->count; j++)
      add_key(&c, &known, front->members[j].key);
    map_add(&c.ids, a, kb->cases[i]->id, i);
  }
  if (c.key_count > 1)
    qsort(c.keys, c.key_count, sizeof *c.keys, compare_texts);
  for (size_t i = 0; i < c.key_count; i++)
    map_add(&c.key_numbers, a, c.keys[i], i);
  return c;
}

struct str c_value_text(struct arena *a, const struct c_kb *c, const struct kb_case *kb_case,
                        struct str key) {
  const struct value_member *member = value_member(kb_case->doc->front, key);
  if (!member || member->value.kind == VALUE_NULL)
    return (struct str){NULL, 0};
  if (member->value.kind != VALUE_ARRAY && member->value.kind != VALUE_OBJECT)
    return member->value.text;
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  front_write_member(&w, c->kb->schema, kb_case, member);
  struct str text = arena_copy(a, buf_str(&json));
  buf_free(&json);
  return text;
}

/* Two cases never share an id, unless one lacks a part of its identity. */
void c_record_name(struct buf *out, const struct c_kb *c, const struct kb_case *kb_case) {
  size_t first = map_find(&c->ids, kb_case->id);
  buf_printf(out, "%.*s_record_", STR_ARG(c->prefix.small));
  for (size_t i = 0; i < kb_case->id.n; i++) {
    char digit = kb_case->id.p[i];
    buf_add_char(out, is_alpha_char(digit) || is_digit_char(digit) ? digit : '_');
  }
  if (first != kb_case->index)
    buf_printf(out, "_%zu", kb_case->index);
}

/* ---- Rows ---------------------------------------------------------------------------------
 */

size_t c_key_number(const struct c_kb *c, struct str key) {
  return key.n == 0 ? 0 : map_find(&c->key_numbers, key) + 1;
}

void c_table_open(struct buf *out, const struct c_kb *c, const char *type, const char *name) {
  bool is_own = str_starts_with(str_from_c(type), STR("struct "));
  struct str word = str_slice(str_from_c(type), is_own ? 7 : 0, STR_NONE);
  buf_add_c(out, "static const ");
  if (is_own)
    buf_printf(out, "struct %.*s_", STR_ARG(c->prefix.small));
  buf_add(out, word);
  buf_printf(out, " %.*s_%s[] = {\n", STR_ARG(c->prefix.small), name);
}

void c_table_close(struct buf *out, size_t rows, const char *filler) {
  if (rows == 0)
    buf_printf(out, "    %s,\n", filler);
  buf_add_c(out, "};\n\n");
}

void c_table_texts(struct buf *out, const struct c_kb *c, const char *name,
                   const struct str *texts, size_t count) {
  struct c_place place = {&c->prefix, name, 0};
  for (; place.row < count; place.row++)
    c_text_declare(out, &place, texts[place.row]);
  c_table_open(out, c, "struct str", name);
  for (place.row = 0; place.row < count; place.row++) {
    buf_add_c(out, "    ");
    c_text_value(out, &place, texts[place.row]);
    buf_add_c(out, ",\n");
  }
  c_table_close(out, count, "{NULL, 0}");
}

enum { NUMBERS_A_LINE = 16 };

static void add_numbers(struct buf *out, const struct c_kb *c, const char *name,
                        const size_t *numbers, size_t count) {
  c_table_open(out, c, "uint32_t", name);
  for (size_t i = 0; i < count; i++)
    buf_printf(out, "%s%zu,%s", i % NUMBERS_A_LINE == 0 ? "    " : " ", numbers[i],
               i % NUMBERS_A_LINE == NUMBERS_A_LINE - 1 || i + 1 == count ? "\n" : "");
  c_table_close(out, count, "0");
}

/* ---- Cases --------------------------------------------------------------------------------
 */

static void add_cases(struct buf *out, const struct c_kb *c) {
  buf_add_c(out, "/* All cases, in the order of the knowledge base. */\n");
  c_table_open(out, c, "char *const", "cases");
  for (size_t i = 0; i < c->kb->case_count; i++) {
    buf_add_c(out, "    (const char *)&");
    c_record_name(out, c, c->kb->cases[i]);
    buf_add_c(out, ",\n");
  }
  c_table_close(out, c->kb->case_count, "NULL");
}

/* A case under the texts by which it is looked up. */
struct entry {
  struct str first, second;
  size_t number;
};

static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  int order = str_compare(a->first, b->first);
  if (order == 0)
    order = str_compare(a->second, b->second);
  return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static void add_index(struct buf *out, const struct c_kb *c, const char *name,
                      struct entry *entries, size_t count) {
  size_t *numbers = arena_array(c->a, size_t, count);
  if (count > 1)
    qsort(entries, count, sizeof *entries, compare_entries);
  for (size_t i = 0; i < count; i++)
    numbers[i] = entries[i].number;
  add_numbers(out, c, name, numbers, count);
}

static void add_ids(struct buf *out, const struct c_kb *c) {
  struct entry *entries = arena_array(c->a, struct entry, c->kb->case_count);
  for (size_t i = 0; i < c->kb->case_count; i++)
    entries[i] = (struct entry){.first = c->kb->cases[i]->id, .number = i};
  buf_add_c(out, "/* The numbers of the cases, sorted by id. */\n");
  add_index(out, c, "ids", entries, c->kb->case_count);
}

/* Answers how many cases have a message. */
static size_t add_messages(struct buf *out, const struct c_kb *c) {
  struct entry *entries = arena_array(c->a, struct entry, c->kb->case_count);
  size_t count = 0;
  for (size_t i = 0; i < c->kb->case_count; i++) {
    struct str message = c_value_text(c->a, c, c->kb->cases[i], c->message_key);
    struct str service = c_value_text(c->a, c, c->kb->cases[i], c->service_key);
    if (message.n > 0)
      entries[count++] = (struct entry){service, message, i};
  }
  buf_add_c(out, "/* The numbers of the cases that have a message, sorted by service and "
                 "message. */\n");
  add_index(out, c, "messages", entries, count);
  return count;
}

static void add_sections(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  struct c_place id = {&c->prefix, "section_ids", 0}, title = {&c->prefix, "section_titles", 0};
  for (size_t i = 0; i < schema->section_kind_count; i++) {
    id.row = title.row = i;
    c_text_declare(out, &id, schema->section_kinds[i].id);
    c_text_declare(out, &title, schema->section_kinds[i].title);
  }
  c_table_open(out, c, "struct section_kind", "section_kinds");
  for (size_t i = 0; i < schema->section_kind_count; i++) {
    id.row = title.row = i;
    buf_add_c(out, "    {");
    c_text_value(out, &id, schema->section_kinds[i].id);
    buf_add_c(out, ", ");
    c_text_value(out, &title, schema->section_kinds[i].title);
    buf_add_c(out, "},\n");
  }
  c_table_close(out, schema->section_kind_count, "{{NULL, 0}, {NULL, 0}}");
}

void c_tables_write(struct buf *out, const struct c_kb *c) {
  add_cases(out, c);
  add_ids(out, c);
  size_t messages = add_messages(out, c);
  c_table_texts(out, c, "keys", c->keys, c->key_count);
  add_sections(out, c);
  c_matcher_tables(out, c);
  struct str prefix = c->prefix.small;
  buf_printf(out, "static const struct %.*s_size_table %.*s_sizes = {\n", STR_ARG(prefix),
             STR_ARG(prefix));
  buf_printf(out, "    %zu, %zu, %zu, %zu,\n};\n\n", c->kb->case_count, messages,
             c_key_number(c, c->service_key), c_key_number(c, c->message_key));
}
