/* Writes kb.json: every case whole, one member a line, so that a change shows as what it is. */
#include "base/arena.h"
#include "emit/case_json.h"
#include "emit/emitter.h"

static void write_logs(struct json_writer *w, const struct schema *schema) {
  json_open_array(w);
  for (size_t i = 0; i < schema->log_count; i++) {
    json_open_object(w);
    json_member(w, "name", schema->logs[i].name);
    json_member(w, "template", schema->logs[i].text);
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
