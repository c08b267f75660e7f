/* Writes the pattern of a line, of a field in it, and of how a record begins. */
#include "base/arena.h"
#include "base/buf.h"
#include "emit/parsers/dialect_point.h"
#include "emit/parsers/parser_form.h"

static const struct stops no_stops = {NULL, 0};

/* A key has no blanks at its ends; what stands before a value, and behind it. */
static bool write_pair(struct buf *out, const struct parser *parser, const struct map_form *map,
                       struct stops stops) {
  enum dialect dialect = parser->dialect;
  dialect_write_text(out, map->before_key);
  buf_add_c(out, dialect == DIALECT_ONIGMO ? "(?![ \\t])" : "");
  bool is_exact = dialect_write_until(out, dialect, map->between, 1, stops);
  buf_add_c(out, dialect == DIALECT_ONIGMO ? "(?<![ \\t])" : "");
  dialect_write_text(out, map->between);
  struct str end = map->behind_value.n > 0 ? map->behind_value : map->join;
  is_exact = dialect_write_until(out, dialect, end, 0, stops) && is_exact;
  dialect_write_text(out, map->behind_value);
  return is_exact;
}

static bool write_map(struct buf *out, const struct parser *parser, const struct map_form *map,
                      struct stops stops) {
  dialect_write_text(out, map->open);
  buf_add_c(out, "(?:");
  bool is_exact = write_pair(out, parser, map, stops);
  buf_add_c(out, "(?:");
  dialect_write_text(out, map->join);
  write_pair(out, parser, map, stops);
  buf_add_c(out, ")*)?");
  dialect_write_text(out, map->close);
  return is_exact;
}

void parser_write_value(struct buf *out, const struct parser *parser, size_t field) {
  const struct parser_field *read = &parser->fields[field];
  if (read->node)
    dialect_write(out, parser->dialect, read->node, no_stops);
  else
    write_map(out, parser, &parser->template->fields[field].map, no_stops);
}

void parser_write_field(struct buf *out, const struct parser *parser, size_t field) {
  const struct log_field *form = &parser->template->fields[field];
  const struct parser_field *read = &parser->fields[field];
  bool is_time = form->type == FIELD_TIMESTAMP;
  struct stops stops = is_time ? no_stops : read->stops;
  if (read->is_loose) {
    /* Only a map may be empty. */
    buf_add_c(out, form->type == FIELD_MAP ? "[^\\r\\n]*?" : "[^\\r\\n]+?");
  } else if (!read->node) {
    write_map(out, parser, &form->map, stops);
  } else {
    if (!is_time && parser->dialect == DIALECT_ONIGMO && dialect_may_be_empty(read->node)) {
      /* A field is never empty. */
      buf_add_c(out, "(?=[^\\r\\n])");
      dialect_write_stops(out, STR(""), stops);
    }
    dialect_write(out, parser->dialect, read->node, stops);
  }
}

static void write_group(struct buf *out, const struct parser *parser, size_t field,
                        enum parser_groups groups, struct str prefix) {
  struct str name = parser->template->fields[field].name;
  if (groups == PARSER_REFERENCES) {
    buf_printf(out, "%%{%.*s_%.*s:%.*s}", STR_ARG(prefix), STR_ARG(name), STR_ARG(name));
    return;
  }
  buf_printf(out, parser->dialect == DIALECT_RUST ? "(?P<%.*s>" : "(?<%.*s>", STR_ARG(name));
  parser_write_field(out, parser, field);
  buf_add_char(out, ')');
}

/* In Onigmo ^ and $ are the borders of any line of a record, in Rust those of the whole. */
void parser_write_line(struct buf *out, const struct parser *parser, enum parser_groups groups,
                       struct str prefix) {
  const struct log_template *template = parser->template;
  bool is_rust = parser->dialect == DIALECT_RUST;
  buf_add_c(out, is_rust ? "^" : "\\A");
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL)
      dialect_write_text(out, part->literal);
    else if (part->kind == PART_FIELD)
      write_group(out, parser, part->field, groups, prefix);
    else
      buf_add_c(out, part->kind == PART_OPTIONAL_OPEN ? "(?:" : ")?");
  }
  buf_add_c(out, is_rust ? "\\r?(?:\\n|$)" : "\\r?$");
}

/* ---- How a record begins ------------------------------------------------------------------
 */

static const struct field_choice *choice_of(const struct log_template *template, size_t field) {
  for (size_t i = 0; i < template->starts.choice_count; i++) {
    if (template->starts.choices[i].field == field)
      return &template->starts.choices[i];
  }
  return NULL;
}

/* The part up to which a line is looked at: the last field that the schema names; else its
 * time, for nothing looks less like a line of a stack trace; else its first field. */
static size_t last_start_part(const struct log_template *template) {
  size_t first = STR_NONE, chosen = STR_NONE, time = STR_NONE;
  for (size_t i = 0; i < template->part_count; i++) {
    if (template->parts[i].kind != PART_FIELD)
      continue;
    size_t field = template->parts[i].field;
    first = first == STR_NONE ? i : first;
    if (time == STR_NONE && template->fields[field].type == FIELD_TIMESTAMP)
      time = i;
    if (choice_of(template, field))
      chosen = i;
  }
  if (chosen != STR_NONE)
    return chosen;
  return time != STR_NONE ? time : first;
}

static size_t stretch_end(const struct log_template *template, size_t open) {
  size_t i = open;
  while (template->parts[i].kind != PART_OPTIONAL_CLOSE)
    i++;
  return i;
}

static void write_start_field(struct buf *out, const struct parser *parser, size_t field) {
  const struct field_choice *choice = choice_of(parser->template, field);
  buf_add_c(out, "(?:");
  for (size_t i = 0; choice && i < choice->value_count; i++) {
    buf_add_c(out, i > 0 ? "|" : "");
    dialect_write_text(out, choice->values[i]);
  }
  if (!choice)
    parser_write_field(out, parser, field);
  buf_add_char(out, ')');
}

/* What tells that the last field has ended. */
static void write_start_end(struct buf *out, const struct parser *parser, size_t last) {
  const struct log_template *template = parser->template;
  struct stops stops = parser->fields[template->parts[last].field].stops;
  bool may_end = true;
  for (size_t i = last + 1; may_end && i < template->part_count; i++) {
    may_end = template->parts[i].kind != PART_LITERAL;
    if (template->parts[i].kind == PART_OPTIONAL_OPEN)
      i = stretch_end(template, i);
  }
  buf_add_c(out, "(?:");
  for (size_t i = 0; i < stops.count; i++) {
    buf_add_c(out, i > 0 ? "|" : "");
    dialect_write_text(out, stops.items[i]);
  }
  if (may_end)
    buf_add_c(out, stops.count > 0 ? "|$" : "$");
  buf_add_char(out, ')');
}

void parser_write_start(struct buf *out, const struct parser *parser) {
  const struct log_template *template = parser->template;
  if (parser->start) {
    dialect_write_line(out, parser->dialect, parser->start, template->starts.pattern_text);
    return;
  }
  size_t last = last_start_part(template);
  buf_add_char(out, '^');
  for (size_t i = 0; i <= last; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL) {
      dialect_write_text(out, part->literal);
    } else if (part->kind == PART_FIELD) {
      write_start_field(out, parser, part->field);
    } else if (part->kind == PART_OPTIONAL_OPEN) {
      /* A stretch that holds the last field is there. */
      buf_add_c(out, stretch_end(template, i) < last ? "(?:" : "");
    } else {
      buf_add_c(out, ")?");
    }
  }
  write_start_end(out, parser, last);
}
