/* Another log line of the same case: what differs from one event to the next is changed. */
#include "emit/vary.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "emit/draw.h"
#include "model/timestamp.h"

struct variation {
  struct arena *a;
  const struct kb_case *kb_case;
  const struct log_line *line;
  struct line_values values;
  struct dice dice;
};

static struct str take(struct arena *a, struct buf *drawn) {
  struct str text = arena_copy(a, buf_str(drawn));
  buf_free(drawn);
  return text;
}

/* A field ends where the literal behind it begins, so a new value must not bring one in. */
static bool brings_literal(const struct log_template *template, struct str old,
                           struct str drawn) {
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL && str_find(drawn, part->literal, 0) != STR_NONE &&
        str_find(old, part->literal, 0) == STR_NONE)
      return true;
  }
  return false;
}

static bool is_whole_time(const struct log_field *field, struct str text) {
  size_t length = 0;
  int64_t nanoseconds = 0;
  return timestamp_parse(field->format, text, &length, &nanoseconds) == TIMESTAMP_OK &&
         length == text.n;
}

/* Does the value fit the field as the one in the source does? */
static bool fits(const struct variation *v, size_t index, struct str drawn) {
  const struct log_field *field = &v->line->template->fields[index];
  struct str old = v->values.fields[index];
  if (drawn.n == 0 || brings_literal(v->line->template, old, drawn))
    return false;
  if (field->type == FIELD_TIMESTAMP && !is_whole_time(field, drawn))
    return false;
  if (field->pattern && pattern_match(field->pattern, drawn, v->a, NULL, 0) != PATTERN_HIT)
    return false;
  const struct value *contained = value_get(v->kb_case->doc->front, field->contains);
  return field->contains.n == 0 || !contained ||
         str_find(old, contained->text, 0) == STR_NONE ||
         str_find(drawn, contained->text, 0) != STR_NONE;
}

static void draw_part(struct variation *v, struct buf *out, const struct message_part *part) {
  bool is_drawn = part->is_variable && (draw_number(out, part->text, &v->dice) ||
                                        draw_id(out, part->text, &v->dice));
  if (!is_drawn)
    buf_add(out, part->text);
}

static bool draw_message(struct variation *v, struct buf *out) {
  for (size_t i = 0; i < v->kb_case->message_count; i++)
    draw_part(v, out, &v->kb_case->message[i]);
  return v->kb_case->message_count > 0;
}

/* False if a field of this sort stays as it is. */
static bool draw_field(struct variation *v, size_t index, struct buf *out) {
  const struct log_field *field = &v->line->template->fields[index];
  if (field->type == FIELD_TIMESTAMP) {
    draw_time(out, v->values.fields[index], field->format, &v->dice);
    return true;
  }
  if (index == log_template_message(v->line->template))
    return draw_message(v, out);
  if (field->type != FIELD_TEXT)
    return false;
  if (field->generate.n > 0 && draw_pattern(out, field->generate, &v->dice))
    return true;
  if (field->generate.n > 0 || field->unique != SCOPE_NONE) {
    draw_shape(out, v->values.fields[index], &v->dice);
    return true;
  }
  return false;
}

static void vary_field(struct variation *v, size_t index) {
  struct buf drawn = {0};
  bool is_drawn = v->values.fields[index].n > 0 && draw_field(v, index, &drawn);
  struct str text = take(v->a, &drawn);
  if (is_drawn && fits(v, index, text))
    v->values.fields[index] = text;
}

static void vary_pair(struct variation *v, size_t index) {
  struct buf drawn = {0};
  bool is_drawn = draw_number(&drawn, v->values.pairs[index], &v->dice);
  struct str text = take(v->a, &drawn);
  if (is_drawn)
    v->values.pairs[index] = text;
}

struct line_values vary_line(struct arena *a, const struct kb_case *kb_case) {
  const struct log_line *line = &kb_case->log_lines[0];
  struct variation v = {.a = a,
                        .kb_case = kb_case,
                        .line = line,
                        .values = line_values_of(a, line),
                        .dice = dice_from(kb_case->id)};
  for (size_t i = 0; i < line->template->field_count; i++)
    vary_field(&v, i);
  for (size_t i = 0; i < line->pair_count; i++)
    vary_pair(&v, i);
  return v.values;
}
