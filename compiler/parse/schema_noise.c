/* The part of a schema that says what simulated logs hold besides the lines of cases. */
#include "parse/schema_noise.h"

#include "parse/schema_logs.h"
#include "parse/schema_reader.h"

/* A line break would make two lines of one, and a NUL none that anybody reads. */
static bool read_line(struct schema_reader *r, const struct value *value, struct str *text) {
  schema_text(r, value, text);
  if (!text->p)
    return false;
  bool is_line = text->n > 0 && str_find_char(*text, '\n', 0) == STR_NONE &&
                 str_find_char(*text, '\r', 0) == STR_NONE &&
                 str_find_char(*text, '\0', 0) == STR_NONE;
  if (!is_line)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "one line of text is expected here");
  return is_line;
}

static void read_field(struct schema_reader *r, const struct value_member *member,
                       const struct log_template *log, struct noise_line *line) {
  size_t index = schema_log_field(r, member, log);
  if (index != STR_NONE)
    read_line(r, &member->value, &line->fields[index]);
}

static void read_item(struct schema_reader *r, const struct value *value,
                      const struct log_template *log, struct noise_line *line) {
  size_t message = log_template_message(log);
  line->fields = arena_array(r->a, struct str, log->field_count);
  if (value->kind != VALUE_OBJECT) {
    if (message != STR_NONE)
      read_line(r, value, &line->fields[message]);
    return;
  }
  for (size_t i = 0; i < value->count; i++)
    read_field(r, &value->members[i], log, line);
  if (message == STR_NONE || line->fields[message].p)
    return;
  struct str name = log->fields[message].name;
  if (!value_get(value, name))
    diag_add(r->bag, &schema_rules[SCHEMA_KEY_MISSING], value->span,
             "a line without \"%.*s\" says nothing", STR_ARG(name));
}

void schema_read_noise(struct schema_reader *r, const struct value *value, void *target) {
  struct log_template *log = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of lines");
    return;
  }
  log->noise = arena_array(r->a, struct noise_line, value->count);
  log->noise_count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_item(r, &value->items[i], log, &log->noise[i]);
}

void schema_read_trace(struct schema_reader *r, const struct value *value, void *target) {
  struct log_template *log = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of lines");
    return;
  }
  log->trace = arena_array(r->a, struct str, value->count);
  for (size_t i = 0; i < value->count; i++)
    log->trace_count += read_line(r, &value->items[i], &log->trace[log->trace_count]);
}

static void read_named_values(struct schema_reader *r, const struct value_member *member,
                              struct named_values *values) {
  const struct value *list = &member->value;
  values->name = member->key;
  if (list->kind != VALUE_ARRAY || list->count == 0) {
    schema_wrong_kind(r, list, "a list of values");
    return;
  }
  values->texts = arena_array(r->a, struct str, list->count);
  for (size_t i = 0; i < list->count; i++)
    values->count += read_line(r, &list->items[i], &values->texts[values->count]);
}

void schema_read_values(struct schema_reader *r, const struct value *value, void *target) {
  struct log_template *log = target;
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of fields, or keys of a map, to lists of values");
    return;
  }
  log->values = arena_array(r->a, struct named_values, value->count);
  log->values_count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_named_values(r, &value->members[i], &log->values[i]);
}

void schema_read_incidents(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema_globs(r, value, &schema->incidents, &schema->incident_count);
}
