/* The tables by which the generated kb.c matches lines: patterns and log templates. */
#include "emit/c_forms.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/c_tables.h"
#include "model/kb.h"

#include <stdlib.h>

/* ---- Patterns -----------------------------------------------------------------------------
 */

struct pattern_row {
  struct str service, words;
  size_t number; /* of the case */
};

/* A space is smaller than every byte of a word, so patterns with the same first word stand
 * together. */
static int compare_rows(const void *left, const void *right) {
  const struct pattern_row *a = left, *b = right;
  int order = str_compare(a->service, b->service);
  if (order == 0)
    order = str_compare(a->words, b->words);
  return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* The generated matcher does not tell the words of values from others. */
static struct str unmarked_words(struct arena *a, struct str words) {
  struct buf text = {0};
  for (size_t i = 0; i < words.n; i++) {
    if (words.p[i] != '=')
      buf_add_char(&text, words.p[i]);
  }
  struct str copy = arena_copy(a, buf_str(&text));
  buf_free(&text);
  return copy;
}

static size_t collect(const struct c_kb *c, struct pattern_row **rows) {
  size_t count = 0;
  for (size_t i = 0; i < c->kb->case_count; i++) {
    const struct kb_case *kb_case = c->kb->cases[i];
    for (size_t j = 0; j < kb_case->pattern_count; j++) {
      *rows = arena_grow(c->a, *rows, count, sizeof **rows);
      (*rows)[count++] =
          (struct pattern_row){kb_case->patterns[j].service,
                               unmarked_words(c->a, kb_case->patterns[j].words), i};
    }
  }
  if (count > 1)
    qsort(*rows, count, sizeof **rows, compare_rows);
  return count;
}

static void add_patterns(struct buf *out, const struct c_kb *c, const struct pattern_row *rows,
                         size_t count) {
  struct c_place place = {&c->prefix, "patterns", 0};
  for (; place.row < count; place.row++)
    c_text_declare(out, &place, rows[place.row].words);
  c_table_open(out, c, "struct pattern", "patterns");
  for (place.row = 0; place.row < count; place.row++) {
    buf_add_c(out, "    {");
    c_text_pointer(out, &place, rows[place.row].words);
    buf_printf(out, ", %zu, %zu},\n", rows[place.row].words.n, rows[place.row].number);
  }
  c_table_close(out, count, "{NULL, 0, 0}");
}

static size_t service_end(const struct pattern_row *rows, size_t count, size_t from) {
  size_t to = from;
  while (to < count && str_equal(rows[from].service, rows[to].service))
    to++;
  return to;
}

size_t c_patterns_write(struct buf *out, const struct c_kb *c) {
  struct pattern_row *rows = NULL;
  size_t count = collect(c, &rows), services = 0;
  struct c_place place = {&c->prefix, "services", 0};
  add_patterns(out, c, rows, count);
  for (size_t from = 0; from < count; from = service_end(rows, count, from)) {
    place.row = from;
    c_text_declare(out, &place, rows[from].service);
  }
  c_table_open(out, c, "struct service", "services");
  for (size_t from = 0, to; from < count; from = to) {
    to = service_end(rows, count, from);
    place.row = from;
    buf_add_c(out, "    {");
    c_text_value(out, &place, rows[from].service);
    buf_printf(out, ", %zu, %zu},\n", from, to - from);
    services++;
  }
  c_table_close(out, services, "{{NULL, 0}, 0, 0}");
  return services;
}

/* ---- Log templates ------------------------------------------------------------------------
 */

static void add_row_name(struct buf *out, const struct c_kb *c, const char *name) {
  buf_printf(out, "    {%.*s_%s, ", STR_ARG(c->prefix.large), name);
}

static void add_parts(struct buf *out, const struct c_kb *c) {
  static const char *const kinds[] = {"PART_LITERAL", "PART_FIELD", "PART_OPEN", "PART_CLOSE"};
  const struct schema *schema = c->kb->schema;
  struct c_place place = {&c->prefix, "parts", 0};
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].part_count; j++, place.row++)
      c_text_declare(out, &place, schema->logs[i].parts[j].literal);
  }
  size_t count = place.row;
  place.row = 0;
  c_table_open(out, c, "struct part", "parts");
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].part_count; j++, place.row++) {
      const struct log_part *part = &schema->logs[i].parts[j];
      add_row_name(out, c, kinds[part->kind]);
      buf_printf(out, "%zu, ", part->field);
      c_text_value(out, &place, part->literal);
      buf_add_c(out, "},\n");
    }
  }
  c_table_close(out, count, "{0, 0, {NULL, 0}}");
}

/* The values of all enums, one behind the other. */
static void add_values(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  struct str *values = NULL;
  size_t count = 0;
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      const struct log_field *field = &schema->logs[i].fields[j];
      for (size_t k = 0; k < field->value_count; k++) {
        values = arena_grow(c->a, values, count, sizeof *values);
        values[count++] = field->values[k];
      }
    }
  }
  c_table_texts(out, c, "values", values, count);
}

static void add_field(struct buf *out, const struct c_kb *c, const struct log_field *field,
                      size_t row, size_t first_value) {
  static const char *const kinds[] = {"FIELD_TEXT", "FIELD_ENUM", "FIELD_TIME", "FIELD_TEXT"};
  buf_add_c(out, "    {");
  c_text_value(out, &(struct c_place){&c->prefix, "names", row}, field->name);
  buf_printf(out, ", %.*s_%s, ", STR_ARG(c->prefix.large), kinds[field->type]);
  c_text_value(out, &(struct c_place){&c->prefix, "formats", row}, field->format);
  buf_printf(out, ", %zu, %zu, %zu},\n", first_value, field->value_count,
             c_key_number(c, field->equals));
}

static void add_fields(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  size_t row = 0, values = 0;
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++, row++) {
      const struct log_field *field = &schema->logs[i].fields[j];
      c_text_declare(out, &(struct c_place){&c->prefix, "names", row}, field->name);
      c_text_declare(out, &(struct c_place){&c->prefix, "formats", row}, field->format);
    }
  }
  size_t count = row;
  row = 0;
  c_table_open(out, c, "struct field", "fields");
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++, row++) {
      add_field(out, c, &schema->logs[i].fields[j], row, values);
      values += schema->logs[i].fields[j].value_count;
    }
  }
  c_table_close(out, count, "{{NULL, 0}, 0, {NULL, 0}, 0, 0, 0}");
}

static void add_field_number(struct buf *out, const struct c_kb *c, size_t field) {
  if (field == STR_NONE)
    buf_printf(out, ", %.*s_NONE", STR_ARG(c->prefix.large));
  else
    buf_printf(out, ", %zu", field);
}

void c_forms_write(struct buf *out, const struct c_kb *c) {
  const struct schema *schema = c->kb->schema;
  size_t parts = 0, fields = 0;
  add_parts(out, c);
  add_values(out, c);
  add_fields(out, c);
  c_table_open(out, c, "struct form", "forms");
  for (size_t i = 0; i < schema->log_count; i++) {
    const struct log_template *template = &schema->logs[i];
    buf_printf(out, "    {%zu, %zu, %zu, %zu", parts, template->part_count, fields,
               template->field_count);
    add_field_number(out, c, log_template_router(template));
    add_field_number(out, c, log_template_message(template));
    buf_add_c(out, "},\n");
    parts += template->part_count;
    fields += template->field_count;
  }
  c_table_close(out, schema->log_count, "{0, 0, 0, 0, 0, 0}");
}
