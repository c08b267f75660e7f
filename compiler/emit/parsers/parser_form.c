/* A log template as the pattern of a parser: what all emitters of parsers have in common.
 *
 * The law of templates says that a field ends at the first place where what follows it stands.
 * Onigmo can be told: no character of the field begins it. Rust cannot look ahead; there it is
 * the same where no character of the field is the first of what follows, and elsewhere the
 * field is taken as short as it goes and looked at afterwards. */
#include "emit/parsers/parser_form.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/pattern_syntax.h"
#include "diag/diag.h"
#include "emit/rules.h"
#include "model/schema.h"

/* ---- Where a field ends -------------------------------------------------------------------
 */

static size_t behind_stretch(const struct log_template *template, size_t open) {
  size_t i = open;
  while (template->parts[i].kind != PART_OPTIONAL_CLOSE)
    i++;
  return i + 1;
}

/* The literals of the stretches that may follow, and the one that must. */
static struct stops stops_behind(struct arena *a, const struct log_template *template,
                                 size_t part) {
  struct str *items = arena_array(a, struct str, template->part_count);
  size_t count = 0;
  for (size_t i = part + 1; i < template->part_count;) {
    const struct log_part *at = &template->parts[i];
    if (at->kind == PART_LITERAL) {
      items[count++] = at->literal;
      break;
    }
    if (at->kind == PART_OPTIONAL_OPEN) {
      items[count++] = at[1].literal;
      i = behind_stretch(template, i);
    } else {
      i++;
    }
  }
  return (struct stops){items, count};
}

/* ---- Fields as patterns -------------------------------------------------------------------
 */

static void add_escaped(struct buf *pattern, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if ((unsigned char)c >= 0x80 || is_alpha_char(c) || is_digit_char(c))
      buf_add_char(pattern, c);
    else
      buf_printf(pattern, "\\x%02x", (unsigned)(unsigned char)c);
  }
}

static void add_time_part(struct buf *pattern, char part) {
  if (part == 'Y')
    buf_add_c(pattern, "\\d{4}");
  else if (part == 'z')
    buf_add_c(pattern, "(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)");
  else if (part == '%')
    buf_add_char(pattern, '%');
  else if (is_digit_char(part))
    buf_printf(pattern, "\\d{%c}", part);
  else
    buf_add_c(pattern, "\\d{2}");
}

void parser_write_format(struct buf *out, struct str format,
                         void (*say)(struct buf *out, char part),
                         void (*say_text)(struct buf *out, struct str text)) {
  for (size_t i = 0; i < format.n;) {
    size_t mark = str_find_char(format, '%', i);
    size_t end = mark == STR_NONE ? format.n : mark;
    if (end > i)
      say_text(out, str_slice(format, i, end));
    i = end;
    if (i + 1 < format.n) {
      say(out, format.p[i + 1]);
      i += is_digit_char(format.p[i + 1]) ? 3 : 2;
    }
  }
}

static struct str pattern_of(struct arena *a, const struct log_field *field) {
  if (field->type == FIELD_TEXT)
    return field->pattern ? field->pattern_text : STR(".+");
  struct buf pattern = {0};
  if (field->type == FIELD_TIMESTAMP)
    parser_write_format(&pattern, field->format, add_time_part, add_escaped);
  for (size_t i = 0; field->type == FIELD_ENUM && i < field->value_count; i++) {
    buf_add_c(&pattern, i > 0 ? "|" : "");
    add_escaped(&pattern, field->values[i]);
  }
  struct str text = arena_copy(a, buf_str(&pattern));
  buf_free(&pattern);
  return text;
}

bool parser_has_time(const struct log_field *field) {
  static const char parts[] = "YmdHM";
  struct str format = field->format;
  if (field->type != FIELD_TIMESTAMP || format.n == 0 || is_blank_char(format.p[0]) ||
      is_blank_char(format.p[format.n - 1]))
    return false;
  for (size_t i = 0; i < format.n; i++) {
    char c = format.p[i];
    if (!is_alpha_char(c) && !is_digit_char(c) &&
        str_find_char(STR(" %:.,-+_/"), c, 0) == STR_NONE)
      return false;
  }
  for (size_t i = 0; parts[i]; i++) {
    char part[] = {'%', parts[i]};
    if (str_find(format, (struct str){part, 2}, 0) == STR_NONE)
      return false;
  }
  return str_find(format, STR("%%"), 0) == STR_NONE;
}

/* ---- Reading a template -------------------------------------------------------------------
 */

struct parser_reader {
  struct arena *a;
  struct bag *bag;
  const struct parser_target *target;
  bool is_good;
};

static void report(struct parser_reader *r, struct span span, const char *what,
                   const struct dialect_fault *fault) {
  r->is_good = false;
  if (!r->bag)
    return;
  struct diag *diag =
      diag_add(r->bag, &emit_rules[EMIT_PARSER_PATTERN], span,
               "a parser for %s cannot say %s: it has %s", r->target->name, what, fault->what);
  diag_help(r->bag, diag, "%s; write it in another way, or leave %s out of --emit", fault->why,
            r->target->name);
}

static void read_field(struct parser_reader *r, struct parser *parser, size_t part) {
  size_t index = parser->template->parts[part].field;
  const struct log_field *field = &parser->template->fields[index];
  struct parser_field *read = &parser->fields[index];
  read->stops = stops_behind(r->a, parser->template, part);
  if (field->type == FIELD_MAP) {
    read->is_loose = parser->dialect == DIALECT_RUST && read->stops.count > 0;
    return;
  }
  struct dialect_fault fault;
  struct str pattern = pattern_of(r->a, field);
  read->node = dialect_read(r->a, pattern, parser->dialect, false, &fault);
  if (!read->node) {
    report(r, field->span, arena_printf(r->a, "the pattern of {%.*s}", STR_ARG(field->name)).p,
           &fault);
    return;
  }
  read->is_any = str_equal_c(pattern, ".+");
  read->is_loose =
      parser->dialect == DIALECT_RUST && field->type != FIELD_TIMESTAMP &&
      (dialect_may_stop(read->node, read->stops) || dialect_may_be_empty(read->node));
}

static void read_template(struct parser_reader *r, const struct log_template *template,
                          struct parser *parser) {
  *parser = (struct parser){.template = template, .dialect = r->target->dialect};
  parser->fields = arena_array(r->a, struct parser_field, template->field_count);
  for (size_t i = 0; i < template->part_count; i++) {
    if (template->parts[i].kind == PART_FIELD)
      read_field(r, parser, i);
  }
  if (!template->starts.pattern || !r->target->joins_lines)
    return;
  struct dialect_fault fault;
  parser->start =
      dialect_read(r->a, template->starts.pattern_text, r->target->dialect, true, &fault);
  if (!parser->start)
    report(r, template->starts.span, "multiline.start", &fault);
}

bool parsers_of(struct arena *a, struct bag *bag, const struct schema *schema,
                const struct parser_target *target, struct parser **parsers) {
  struct parser_reader reader = {a, bag, target, schema->log_count > 0};
  *parsers = arena_array(a, struct parser, schema->log_count);
  for (size_t i = 0; i < schema->log_count; i++)
    read_template(&reader, &schema->logs[i], &(*parsers)[i]);
  if (schema->log_count == 0 && bag)
    diag_add_path(bag, &emit_rules[EMIT_PARSER_PATTERN], schema->source->path,
                  "this schema has no log template, so there is no parser for %s",
                  target->name);
  return reader.is_good;
}
