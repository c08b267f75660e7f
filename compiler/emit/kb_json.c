/* Writes kb.json: every case whole, one member a line, so that a change shows as what it is. */
#include "base/arena.h"
#include "emit/case_json.h"
#include "emit/emitter.h"

/* Nothing is written of what the schema does not say. */
static void write_text(struct json_writer *w, const char *key, struct str text) {
  if (text.n > 0)
    json_member(w, key, text);
}

static void write_map_form(struct json_writer *w, const struct map_form *map) {
  json_key(w, "pair");
  json_open_object(w);
  json_member(w, "open", map->open);
  json_member(w, "before_key", map->before_key);
  json_member(w, "between", map->between);
  json_member(w, "behind_value", map->behind_value);
  json_member(w, "join", map->join);
  json_member(w, "close", map->close);
  json_close_object(w);
}

static void write_log_field(struct json_writer *w, const struct log_field *field) {
  static const char *const types[] = {"text", "enum", "timestamp", "map"};
  json_open_object(w);
  json_member(w, "name", field->name);
  json_member(w, "type", str_from_c(types[field->type]));
  write_text(w, "pattern", field->pattern_text);
  write_text(w, "format", field->format);
  write_text(w, "equals", field->equals);
  write_text(w, "contains", field->contains);
  if (field->type == FIELD_ENUM) {
    json_key(w, "values");
    json_open_array(w);
    for (size_t i = 0; i < field->value_count; i++)
      json_string(w, field->values[i]);
    json_close_array(w);
  }
  if (field->type == FIELD_MAP)
    write_map_form(w, &field->map);
  json_close_object(w);
}

/* Whole: whoever has them can read a log line without the schema. */
static void write_logs(struct json_writer *w, const struct schema *schema) {
  json_open_array(w);
  for (size_t i = 0; i < schema->log_count; i++) {
    const struct log_template *template = &schema->logs[i];
    json_open_object(w);
    json_member(w, "name", template->name);
    json_member(w, "template", template->text);
    json_key(w, "fields");
    json_open_array(w);
    for (size_t j = 0; j < template->field_count; j++)
      write_log_field(w, &template->fields[j]);
    json_close_array(w);
    json_close_object(w);
  }
  json_close_array(w);
}

void emit_cases(const struct emit_context *context, struct sink *sinks) {
  const struct kb *kb = context->kb;
  struct json_writer w;
  json_start(&w, &sinks[0].out, JSON_PRETTY);
  json_open_object(&w);
  emit_head(&w, context, "kbc-kb");
  json_member_number(&w, "count", kb->case_count);
  json_key(&w, "log_templates");
  write_logs(&w, kb->schema);
  json_key(&w, "cases");
  json_open_array(&w);
  for (size_t i = 0; i < kb->case_count; i++) {
    struct str path = kb->cases[i]->doc->piece->source->place;
    case_write(&w, context->scratch, kb->schema, kb->cases[i], path);
    emit_next(context, sinks, 1);
  }
  json_close_array(&w);
  json_close_object(&w);
  buf_add_char(&sinks[0].out, '\n');
}
