/* The log templates of the tables, and what cases say to the fields of a line. */
#include "matcher/template_rows.h"

#include "base/arena.h"
#include "matcher/matcher.h"
#include "matcher/tables.h"
#include "matcher/text_pool.h"
#include "model/log_template.h"

struct template_rows {
  struct arena *a;
  struct tables *tables;
  struct text_pool *pool;
  const struct match_source *source;
  struct str *keys; /* of the columns of `agreed` */
  size_t key_count;
};

static void append(struct arena *a, struct number_list *list, uint32_t number) {
  list->p = arena_grow(a, list->p, list->n, sizeof *list->p);
  list->p[list->n++] = number;
}

static void append_text(const struct template_rows *rows, struct number_list *list,
                        struct str text) {
  append(rows->a, list, text_pool_add(rows->pool, text));
  append(rows->a, list, (uint32_t)text.n);
}

/* Columns are counted from 1. */
static size_t column_of(struct template_rows *rows, struct str key) {
  if (key.n == 0)
    return 0;
  for (size_t i = 0; i < rows->key_count; i++) {
    if (str_equal(rows->keys[i], key))
      return i + 1;
  }
  rows->keys = arena_grow(rows->a, rows->keys, rows->key_count, sizeof *rows->keys);
  rows->keys[rows->key_count++] = key;
  return rows->key_count;
}

static void add_parts(const struct template_rows *rows, const struct log_template *template) {
  static const uint32_t kinds[] = {KB_LITERAL, KB_FIELD, KB_OPEN, KB_CLOSE};
  struct number_list *parts = &rows->tables->parts;
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    append(rows->a, parts, kinds[part->kind]);
    append(rows->a, parts, (uint32_t)part->field);
    append_text(rows, parts, part->literal);
  }
}

static void add_fields(struct template_rows *rows, const struct log_template *template) {
  static const uint32_t kinds[] = {KB_ANY_TEXT, KB_ONE_OF, KB_TIME, KB_ANY_TEXT};
  struct number_list *fields = &rows->tables->fields, *values = &rows->tables->values;
  size_t router = log_template_router(template);
  for (size_t i = 0; i < template->field_count; i++) {
    const struct log_field *field = &template->fields[i];
    append_text(rows, fields, field->name);
    append(rows->a, fields, kinds[field->type]);
    append_text(rows, fields, field->format);
    append(rows->a, fields, (uint32_t)(values->n / KB_TEXT_NUMBERS));
    append(rows->a, fields, (uint32_t)field->value_count);
    append(rows->a, fields, i == router ? 0 : (uint32_t)column_of(rows, field->equals));
    for (size_t j = 0; j < field->value_count; j++)
      append_text(rows, values, field->values[j]);
  }
}

static uint32_t field_number(size_t field) {
  return field == STR_NONE ? KB_NO_NUMBER : (uint32_t)field;
}

static void add_form(struct template_rows *rows, const struct log_template *template) {
  struct tables *tables = rows->tables;
  struct number_list *forms = &tables->forms;
  append(rows->a, forms, (uint32_t)(tables->parts.n / KB_PART_NUMBERS));
  append(rows->a, forms, (uint32_t) template->part_count);
  append(rows->a, forms, (uint32_t)(tables->fields.n / KB_FIELD_NUMBERS));
  append(rows->a, forms, (uint32_t) template->field_count);
  append(rows->a, forms, field_number(log_template_router(template)));
  append(rows->a, forms, field_number(log_template_message(template)));
  add_parts(rows, template);
  add_fields(rows, template);
}

/* What each case says to the keys that log fields equal, the router's aside. */
static void add_agreed(const struct template_rows *rows) {
  struct tables *tables = rows->tables;
  struct map known = {0};
  append_text(rows, &tables->agreed_texts, (struct str){NULL, 0});
  for (size_t i = 0; rows->key_count > 0 && i < rows->source->case_count; i++) {
    for (size_t j = 0; j < rows->key_count; j++) {
      struct str text = rows->source->value(rows->source->context, i, rows->keys[j]);
      size_t new = tables->agreed_texts.n / KB_TEXT_NUMBERS;
      size_t number = text.n == 0 ? 0 : map_add(&known, rows->a, text, new);
      if (number == new)
        append_text(rows, &tables->agreed_texts, text);
      append(rows->a, &tables->agreed, (uint32_t)number);
    }
  }
  tables->engine.agreed_columns = (uint32_t)rows->key_count;
}

void template_rows_build(struct arena *a, struct tables *tables, struct text_pool *pool,
                         const struct match_source *source) {
  struct template_rows rows = {a, tables, pool, source, NULL, 0};
  for (size_t i = 0; i < source->template_count; i++)
    add_form(&rows, &source->templates[i]);
  tables->engine.form_count = (uint32_t)source->template_count;
  add_agreed(&rows);
}
