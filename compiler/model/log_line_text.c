/* Writes a log line from its fields: the other direction of the parser. */
#include "model/log_line_text.h"

#include "base/arena.h"
#include "base/buf.h"

struct line_values line_values_of(struct arena *a, const struct log_line *line) {
  size_t field_count = line->template->field_count;
  struct line_values values = {arena_array(a, struct str, field_count),
                               arena_array(a, struct str, line->pair_count)};
  for (size_t i = 0; i < field_count; i++)
    values.fields[i] = log_line_text(line, i);
  for (size_t i = 0; i < line->pair_count; i++)
    values.pairs[i] = span_text(line->pairs[i].value);
  return values;
}

static void write_map(struct buf *out, const struct log_line *line, const struct map_form *map,
                      const struct str *values) {
  buf_add(out, map->open);
  for (size_t i = 0; i < line->pair_count; i++) {
    if (i > 0)
      buf_add(out, map->join);
    buf_add(out, map->before_key);
    buf_add(out, span_text(line->pairs[i].key));
    buf_add(out, map->between);
    buf_add(out, values[i]);
    buf_add(out, map->behind_value);
  }
  buf_add(out, map->close);
}

static void write_field(struct buf *out, const struct log_line *line, size_t field,
                        const struct line_values *values) {
  const struct log_field *form = &line->template->fields[field];
  if (form->type == FIELD_MAP)
    write_map(out, line, &form->map, values->pairs);
  else
    buf_add(out, values->fields[field]);
}

/* The part that closes the stretch opened at `open`. */
static size_t stretch_close(const struct log_template *template, size_t open) {
  size_t i = open;
  while (template->parts[i].kind != PART_OPTIONAL_CLOSE)
    i++;
  return i;
}

/* Is the stretch in the source? Its first literal tells, by the template law, and `at` is where
 * it would stand. */
static bool is_present(const struct log_line *line, size_t open, size_t at) {
  struct str text = span_text(line->span);
  return str_starts_with(str_slice(text, at, text.n), line->template->parts[open + 1].literal);
}

void log_line_write(struct buf *out, const struct log_line *line,
                    const struct line_values *values) {
  const struct log_template *template = line->template;
  size_t at = 0; /* in the source line */
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL) {
      buf_add(out, part->literal);
      at += part->literal.n;
    } else if (part->kind == PART_FIELD) {
      write_field(out, line, part->field, values);
      at = line->fields[part->field].offset + line->fields[part->field].n - line->span.offset;
    } else if (part->kind == PART_OPTIONAL_OPEN && !is_present(line, i, at)) {
      i = stretch_close(template, i);
    }
  }
}
