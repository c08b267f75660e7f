/* Cuts the text of a log template into literals, fields and optional stretches. */
#include "parse/log_template.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/log_template.h"

static struct template_error no_error(void) {
  return (struct template_error){{NULL, 0}, {NULL, 0}};
}

static struct template_error error_of(struct arena *a, struct str message, const char *help) {
  return (struct template_error){arena_copy(a, message), str_from_c(help)};
}

static void add_part(struct arena *a, struct log_template *template, struct log_part part) {
  template->parts =
      arena_grow(a, template->parts, template->part_count, sizeof(struct log_part));
  template->parts[template->part_count++] = part;
}

/* Two literals never stand side by side: the scanner collects one until something else comes.
 */
static void flush_literal(struct arena *a, struct log_template *template, struct buf *literal) {
  if (literal->n == 0)
    return;
  add_part(a, template,
           (struct log_part){.kind = PART_LITERAL, .literal = arena_copy(a, buf_str(literal))});
  buf_clear(literal);
}

static bool is_field_name(struct str name) {
  bool fits = name.n > 0 && (is_alpha_char(name.p[0]) || name.p[0] == '_');
  for (size_t i = 0; fits && i < name.n; i++)
    fits = is_alpha_char(name.p[i]) || is_digit_char(name.p[i]) || name.p[i] == '_';
  return fits;
}

enum { MOST_FIELDS = 256 }; /* each is looked for among all of them */

static struct template_error add_field(struct arena *a, struct log_template *template,
                                       struct str name) {
  if (!is_field_name(name))
    return error_of(
        a, arena_printf(a, "\"%.*s\" cannot be the name of a field", STR_ARG(name)),
        "a field is written {name}, with letters, digits and _; write \\{ and \\} for "
        "braces that are text");
  if (template->field_count == MOST_FIELDS)
    return error_of(a, arena_printf(a, "a template has at most %d fields", MOST_FIELDS),
                    "what nobody asks for may stay in one field");
  if (log_template_field(template, name) != STR_NONE)
    return error_of(a, arena_printf(a, "the field \"%.*s\" stands twice", STR_ARG(name)),
                    "give the second one another name");
  template->fields =
      arena_grow(a, template->fields, template->field_count, sizeof *template->fields);
  template->fields[template->field_count] = (struct log_field){.name = arena_copy(a, name)};
  add_part(a, template,
           (struct log_part){.kind = PART_FIELD, .field = template->field_count++});
  return no_error();
}

/* The bracket pair that opens or closes an optional stretch. */
static struct template_error add_optional(struct arena *a, struct log_template *template,
                                          char c, bool *is_open) {
  if (*is_open == (c == '['))
    return error_of(a,
                    c == '[' ? STR("an optional stretch cannot stand in another one")
                             : STR("\"]]\" closes nothing"),
                    "write \\[ and \\] for brackets that are text");
  *is_open = c == '[';
  add_part(a, template,
           (struct log_part){.kind = *is_open ? PART_OPTIONAL_OPEN : PART_OPTIONAL_CLOSE});
  return no_error();
}

static struct template_error scan(struct arena *a, struct str text,
                                  struct log_template *template, struct buf *literal) {
  bool is_open = false;
  struct template_error error = no_error();
  for (size_t at = 0; at < text.n && error.message.n == 0; at++) {
    char c = text.p[at], next = at + 1 < text.n ? text.p[at + 1] : 0;
    if (c == '\\') {
      if (str_find_char(STR("[]{}\\"), next, 0) == STR_NONE)
        return error_of(a, STR("a backslash must stand before one of [ ] { } \\"),
                        "write \\\\ for a backslash that is text");
      buf_add_char(literal, next);
      at++;
    } else if (c == '{') {
      size_t close = str_find_char(text, '}', at);
      if (close == STR_NONE)
        return error_of(a, STR("\"{\" opens a field that nothing closes"),
                        "write \\{ for a brace");
      flush_literal(a, template, literal);
      error = add_field(a, template, str_slice(text, at + 1, close));
      at = close;
    } else if ((c == '[' || c == ']') && next == c) {
      flush_literal(a, template, literal);
      error = add_optional(a, template, c, &is_open);
      at++;
    } else if (c == '[' || c == ']' || c == '}') {
      return error_of(a, arena_printf(a, "a single \"%c\" means nothing in a template", c),
                      "write \\[ \\] \\{ \\} for brackets and braces that are text");
    } else {
      buf_add_char(literal, c);
    }
  }
  if (error.message.n == 0 && is_open)
    return error_of(a, STR("\"[[\" opens an optional stretch that nothing closes"),
                    "write ]] behind it, or \\[\\[ for brackets that are text");
  flush_literal(a, template, literal);
  return error;
}

struct template_error log_template_parse(struct arena *a, struct str text,
                                         struct log_template *template) {
  struct buf literal = {0};
  struct template_error error = scan(a, text, template, &literal);
  buf_free(&literal);
  if (error.message.n == 0 && template->field_count == 0)
    return error_of(a, STR("this template has no field"), "write a field as {name}");
  return error;
}

/* Does one of the two begin the other? Then their first places cannot be told apart. */
static bool is_prefix_pair(struct str a, struct str b) {
  return str_starts_with(a, b) || str_starts_with(b, a);
}

/* Checks what may stand behind part `at`: the literals of the stretches that may be skipped,
 * then what must come. */
static struct template_error verify_behind(struct arena *a, const struct log_template *template,
                                           size_t at) {
  struct str stops[16];
  size_t count = 0;
  bool skipping = false;
  for (size_t i = at + 1; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_CLOSE)
      skipping = false;
    if (part->kind == PART_OPTIONAL_CLOSE || skipping)
      continue;
    if (part->kind == PART_FIELD)
      return error_of(a, STR("nothing tells where one field ends and the next begins"),
                      "put a literal between two fields");
    const struct log_part *literal = part->kind == PART_OPTIONAL_OPEN ? part + 1 : part;
    for (size_t j = 0; j < count; j++) {
      if (is_prefix_pair(stops[j], literal->literal))
        return error_of(a,
                        arena_printf(a, "\"%.*s\" and \"%.*s\" may both end the same field",
                                     STR_ARG(stops[j]), STR_ARG(literal->literal)),
                        "begin each with other text");
    }
    if (part->kind == PART_LITERAL)
      return no_error();
    if (count == sizeof stops / sizeof *stops)
      return error_of(a, STR("too many optional stretches stand side by side"),
                      "16 is the most");
    stops[count++] = literal->literal;
    skipping = true;
  }
  return no_error();
}

struct template_error log_template_verify(struct arena *a,
                                          const struct log_template *template) {
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_OPEN &&
        (i + 1 == template->part_count || template->parts[i + 1].kind != PART_LITERAL))
      return error_of(a, STR("an optional stretch must begin with a literal"),
                      "so that one can see whether it is there:  [[ | Context: {context}]]");
  }
  for (size_t i = 0; i < template->part_count; i++) {
    if (template->parts[i].kind != PART_FIELD)
      continue;
    struct template_error error = verify_behind(a, template, i);
    if (error.message.n > 0)
      return error;
  }
  return no_error();
}
