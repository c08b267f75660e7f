/* The tables of the generated kb.c: what is looked up, and by what lines are matched. */
#include "emit/c/c_tables.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/c/c_index.h"
#include "emit/c/c_matcher.h"
#include "emit/c/c_records.h"
#include "emit/front_json.h"
#include "model/kb.h"

#include <stdlib.h>

enum { WORTH_A_CALL = 64 * 1024 };

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
  map_reserve(&c.ids, a, kb->case_count);
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

void c_pass(const struct c_kb *c, struct buf *out) {
  if (c->pass && out->n >= WORTH_A_CALL)
    c->pass(c->to, out);
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

/* ---- Rows ---------------------------------------------------------------------------------
 */

/* As tables name a key: counted from 1; 0 is none. */
static size_t key_number(const struct c_kb *c, struct str key) {
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

/* ---- Cases --------------------------------------------------------------------------------
 */

static void add_cases(struct buf *out, const struct c_kb *c, const size_t *places) {
  buf_add_c(out, "/* All cases, in the order of the knowledge base. */\n");
  c_table_open(out, c, "struct case", "cases");
  for (size_t i = 0; i < c->kb->case_count; i++) {
    buf_printf(out, "    {%.*s_AT(", STR_ARG(c->prefix.large));
    c_record_name(out, c, c->kb->cases[i]);
    buf_printf(out, "), %zu},\n", places[i]);
    c_pass(c, out);
  }
  c_table_close(out, c->kb->case_count, "{0, 0}");
}

/* ---- Names --------------------------------------------------------------------------------
 * Members of kb_texts, too, because a pointer would have to be set when a program starts.
 */

static void declare_name(struct buf *out, const char *what, size_t i, struct str name) {
  buf_printf(out, "  char %s%zu[%zu];\n", what, i, name.n + 1);
}

static void write_name(struct buf *out, struct str name) {
  buf_add_c(out, "    ");
  if (name.n > C_LITERAL_BYTES)
    c_text_array(out, name, 5);
  else
    c_text_literal(out, name, 4);
  buf_add_c(out, ",\n");
}

void c_names_declare(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  for (size_t i = 0; i < c->key_count; i++)
    declare_name(out, "key", i, c->keys[i]);
  for (size_t i = 0; i < schema->section_kind_count; i++) {
    declare_name(out, "section", i, schema->section_kinds[i].id);
    declare_name(out, "title", i, schema->section_kinds[i].title);
  }
}

void c_names_write(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  for (size_t i = 0; i < c->key_count; i++)
    write_name(out, c->keys[i]);
  for (size_t i = 0; i < schema->section_kind_count; i++) {
    write_name(out, schema->section_kinds[i].id);
    write_name(out, schema->section_kinds[i].title);
  }
}

static void add_keys(struct buf *out, const struct c_kb *c) {
  c_table_open(out, c, "struct name", "keys");
  for (size_t i = 0; i < c->key_count; i++)
    buf_printf(out, "    {%.*s_AT(key%zu), %zu},\n", STR_ARG(c->prefix.large), i, c->keys[i].n);
  c_table_close(out, c->key_count, "{0, 0}");
}

static void add_sections(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  struct str prefix = c->prefix.large;
  c_table_open(out, c, "struct section_kind", "section_kinds");
  for (size_t i = 0; i < schema->section_kind_count; i++)
    buf_printf(out, "    {{%.*s_AT(section%zu), %zu}, {%.*s_AT(title%zu), %zu}},\n",
               STR_ARG(prefix), i, schema->section_kinds[i].id.n, STR_ARG(prefix), i,
               schema->section_kinds[i].title.n);
  c_table_close(out, schema->section_kind_count, "{{0, 0}, {0, 0}}");
}

void c_tables_write(struct buf *out, const struct c_kb *c) {
  add_cases(out, c, c_index_ids(out, c));
  size_t messages = c_index_messages(out, c);
  add_keys(out, c);
  add_sections(out, c);
  c_matcher_tables(out, c);
  struct str prefix = c->prefix.small;
  buf_printf(out, "static const struct %.*s_size_table %.*s_sizes = {\n", STR_ARG(prefix),
             STR_ARG(prefix));
  buf_printf(out, "    %zu, %zu, %zu, %zu,\n};\n\n", c->kb->case_count, messages,
             key_number(c, c->service_key), key_number(c, c->message_key));
}
