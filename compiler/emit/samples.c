/* Writes sample.log and, line for line, which case each belongs to. */
#include "base/arena.h"
#include "emit/emitter.h"
#include "emit/vary.h"
#include "model/log_line_text.h"

enum { LOG, LABELS, FILE_COUNT };

/* What a label says beside the case. */
struct sample {
  size_t line; /* 1-based */
  struct str path;
  bool is_varied;
};

static void add_label(struct sink *sinks, const struct kb_case *kb_case,
                      const struct sample *sample) {
  struct json_writer w;
  json_start(&w, &sinks[LABELS].out, JSON_COMPACT);
  json_open_object(&w);
  json_member_number(&w, "line", sample->line);
  json_member_number(&w, "byte", sink_position(&sinks[LOG]));
  json_member(&w, "case", kb_case->id);
  json_member(&w, "path", sample->path);
  json_key(&w, "varied");
  json_bool(&w, sample->is_varied);
  json_close_object(&w);
  buf_add_char(&sinks[LABELS].out, '\n');
}

static void add_line(struct sink *sinks, const struct kb_case *kb_case, struct str line,
                     const struct sample *sample) {
  add_label(sinks, kb_case, sample);
  buf_add(&sinks[LOG].out, line);
  buf_add_char(&sinks[LOG].out, '\n');
}

static struct str line_text(struct arena *a, const struct log_line *line,
                            const struct line_values *values) {
  struct buf out = {0};
  log_line_write(&out, line, values);
  struct str text = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return text;
}

/* The line as the case has it, and one as the same event would leave it on another day. */
static void add_case(const struct emit_context *context, struct sink *sinks,
                     const struct kb_case *kb_case, size_t *lines) {
  struct arena *a = context->scratch;
  const struct log_line *line = &kb_case->log_lines[0];
  struct line_values own = line_values_of(a, line), varied = vary_line(a, kb_case);
  struct str first = line_text(a, line, &own), second = line_text(a, line, &varied);
  struct str path = kb_case->doc->piece->source->place;
  add_line(sinks, kb_case, first, &(struct sample){++*lines, path, false});
  if (!str_equal(first, second))
    add_line(sinks, kb_case, second, &(struct sample){++*lines, path, true});
}

void emit_samples(const struct emit_context *context, struct sink *sinks) {
  size_t lines = 0;
  for (size_t i = 0; i < context->kb->case_count; i++) {
    if (context->kb->cases[i]->log_line_count > 0)
      add_case(context, sinks, context->kb->cases[i], &lines);
    emit_next(context, sinks, FILE_COUNT);
  }
}
