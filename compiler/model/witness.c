/* A concrete log line that shows what a finding about patterns means. */
#include "model/witness.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/kb.h"
#include "model/log_line_text.h"

struct witness {
  const struct kb *kb;
  size_t number, other;
  struct str service, message;
};

static struct str front_text(const struct kb_case *kb_case, struct str key) {
  const struct value *value = value_get(kb_case->doc->front, key);
  return value && value_is_textual(value) ? value->text : (struct str){NULL, 0};
}

static bool is_of_template(const struct kb_case *kb_case, const struct log_template *template) {
  return kb_case->log_line_count == 0 || case_log_line(kb_case, template) != NULL;
}

bool template_fits_both(const struct kb *kb, const struct log_template *template, size_t number,
                        size_t other) {
  const struct kb_case *one = kb->cases[number], *two = kb->cases[other];
  size_t router = log_template_router(template);
  if (!is_of_template(one, template) || !is_of_template(two, template))
    return false;
  for (size_t i = 0; i < template->field_count; i++) {
    struct str key = template->fields[i].equals;
    if (key.n == 0 || i == router)
      continue;
    struct str mine = front_text(one, key), theirs = front_text(two, key);
    if (mine.n > 0 && theirs.n > 0 && !str_equal(mine, theirs))
      return false;
  }
  return true;
}

/* Can the message stand in a line of that template? It ends where a literal behind it begins.
 */
static bool can_hold(const struct log_template *template, struct str message) {
  size_t field = log_template_message(template), i = 0;
  if (field == STR_NONE || str_find_char(message, '\n', 0) != STR_NONE)
    return false;
  while (template->parts[i].kind != PART_FIELD || template->parts[i].field != field)
    i++;
  for (; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL && str_find(message, part->literal, 0) != STR_NONE)
      return false;
  }
  return true;
}

static bool is_message(const struct log_line *line, struct str message) {
  size_t field = log_template_message(line->template);
  return field != STR_NONE && str_equal(log_line_text(line, field), message);
}

/* A line of the case: the very one, or else one in which the message can stand. */
static const struct log_line *line_of(const struct witness *w, size_t number) {
  const struct kb_case *kb_case = w->kb->cases[number];
  const struct log_line *found = NULL;
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    if (!template_fits_both(w->kb, line->template, w->number, w->other))
      continue;
    if (is_message(line, w->message))
      return line;
    if (!found && can_hold(line->template, w->message))
      found = line;
  }
  return found;
}

/* The first case with a line in which the message can stand: its template tells. */
static size_t first_case(const struct witness *w) {
  size_t first = STR_NONE;
  for (size_t i = 0; i < w->kb->schema->log_count; i++) {
    size_t with_line = w->kb->first_with_line[i];
    const struct log_template *template = &w->kb->schema->logs[i];
    if (with_line < first && can_hold(template, w->message) &&
        template_fits_both(w->kb, template, w->number, w->other))
      first = with_line;
  }
  return first;
}

static const struct log_line *base_line(const struct witness *w) {
  const struct log_line *line = line_of(w, w->number), *other = line_of(w, w->other);
  if (other && (!line || (is_message(other, w->message) && !is_message(line, w->message))))
    line = other;
  size_t any = line ? STR_NONE : first_case(w);
  return any != STR_NONE ? line_of(w, any) : line;
}

/* What the schema wants to be equal is what the two cases say. */
static struct str field_text(const struct witness *w, const struct log_line *line,
                             size_t field) {
  struct str key = line->template->fields[field].equals;
  if (field == log_template_message(line->template))
    return w->message;
  if (field == log_template_router(line->template) && w->service.n > 0)
    return w->service;
  if (key.n == 0)
    return log_line_text(line, field);
  struct str text = front_text(w->kb->cases[w->number], key);
  text = text.n > 0 ? text : front_text(w->kb->cases[w->other], key);
  return text.n > 0 ? text : log_line_text(line, field);
}

struct str witness_line(struct arena *a, const struct kb *kb, size_t number, size_t other,
                        struct str service, struct str message) {
  struct witness w = {kb, number, other, service, message};
  const struct log_line *line = base_line(&w);
  if (!line)
    return (struct str){NULL, 0};
  struct line_values values = line_values_of(a, line);
  for (size_t i = 0; i < line->template->field_count; i++)
    values.fields[i] = field_text(&w, line, i);
  struct buf text = {0};
  log_line_write(&text, line, &values);
  struct str copy = arena_copy(a, buf_str(&text));
  buf_free(&text);
  return copy;
}
