/* Writes a program in VRL, the language of vector, that takes log lines apart. */
#include "base/arena.h"
#include "emit/emitter.h"
#include "emit/parsers/parser_form.h"
#include "model/schema.h"

static const struct parser_target target = {"vector", DIALECT_RUST, false};

bool check_vector(struct arena *a, struct bag *bag, const struct schema *schema) {
  struct parser *parsers;
  return parsers_of(a, bag, schema, &target, &parsers);
}

/* ---- Fields of which the pattern of the line does not say all ------------------------------
 */

/* What VRL knows of the type of a field differs from version to version, and so does what it
 * takes for an error that cannot be: of what `get` answers it knows nothing in any of them. An
 * absent field becomes an empty text, which no field is. */
static void write_text(struct buf *out, struct str field) {
  buf_printf(out, "  text = string(get!(fields, [\"%.*s\"])) ?? \"\"\n", STR_ARG(field));
}

/* Can it stand between quotes as it is? */
static bool is_plain(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (c < ' ' || c > '~' || str_find_char(STR("\"\\{}"), c, 0) != STR_NONE)
      return false;
  }
  return true;
}

/* A stop may begin in the field and end in the one behind it: a text " //" before " // " does
 * not end where it seems to. The line is asked which of them stands behind the text. */
static void write_overlaps(struct buf *out, struct str first, struct str behind) {
  for (size_t n = 1; n < first.n && is_plain(behind); n++) {
    if (!str_starts_with(behind, str_slice(first, n, first.n)))
      continue;
    buf_add_c(out, "  fits = fits && !(match(text, r'");
    dialect_write_text(out, str_slice(first, 0, n));
    buf_printf(out, "$') && contains(line, text + \"%.*s\"))\n", STR_ARG(behind));
  }
}

static void write_stops(struct buf *out, struct stops stops) {
  for (size_t i = 0; i < stops.count; i++) {
    buf_add_c(out, "  fits = fits && !match(text, r'");
    dialect_write_text(out, stops.items[i]);
    buf_add_c(out, "')\n");
    for (size_t j = 0; j < stops.count; j++)
      write_overlaps(out, stops.items[i], stops.items[j]);
  }
}

static void write_conditions(struct buf *out, const struct parser *parser) {
  for (size_t i = 0; i < parser->template->field_count; i++) {
    const struct parser_field *field = &parser->fields[i];
    if (!field->is_loose)
      continue;
    write_text(out, parser->template->fields[i].name);
    write_stops(out, field->stops);
    if (field->is_any)
      continue;
    buf_add_c(out, "  fits = fits && (text == \"\" || match(text, r'^(?:");
    parser_write_value(out, parser, i);
    buf_add_c(out, ")$'))\n");
  }
}

/* ---- Times --------------------------------------------------------------------------------
 */

/* %#z takes Z, +0900 and +09:00; the rest is written as in a schema. */
static void say_time(struct buf *out, char part) {
  if (is_digit_char(part))
    buf_printf(out, "%%%cf", part);
  else
    buf_printf(out, part == 'z' ? "%%#%c" : "%%%c", part);
}

static void write_times(struct buf *out, const struct log_template *template) {
  for (size_t i = 0; i < template->field_count; i++) {
    const struct log_field *field = &template->fields[i];
    struct str name = field->name;
    if (field->type != FIELD_TIMESTAMP)
      continue;
    if (!parser_has_time(field)) {
      buf_printf(out, "  # {%.*s} is no whole time to vector, and stays a text.\n",
                 STR_ARG(name));
      continue;
    }
    write_text(out, name);
    buf_add_c(out, "  if text != \"\" {\n    time, error = parse_timestamp(text, format: \"");
    parser_write_format(out, field->format, say_time, buf_add);
    bool has_zone = str_find(field->format, STR("%z"), 0) != STR_NONE;
    buf_printf(out,
               "\"%s)\n    fits = fits && error == null\n    fields.\"%.*s\" = time\n  }\n",
               has_zone ? "" : ", timezone: \"UTC\"", STR_ARG(name));
  }
}

/* ---- The program --------------------------------------------------------------------------
 */

static void write_map_notes(struct buf *out, const struct log_template *template) {
  for (size_t i = 0; i < template->field_count; i++) {
    if (template->fields[i].type == FIELD_MAP)
      buf_printf(out,
                 "  # {%.*s} is one text; its keys are looked at less closely than by kbc.\n",
                 STR_ARG(template->fields[i].name));
  }
}

/* A field of a stretch that is not there has no value, rather than an empty one. */
static void write_absent(struct buf *out, const struct log_template *template) {
  bool is_inside = false;
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    is_inside =
        part->kind == PART_OPTIONAL_OPEN || (is_inside && part->kind != PART_OPTIONAL_CLOSE);
    if (!is_inside || part->kind != PART_FIELD)
      continue;
    struct str name = template->fields[part->field].name;
    buf_printf(out, "    if fields.\"%.*s\" == null { del(fields.\"%.*s\") }\n", STR_ARG(name),
               STR_ARG(name));
  }
}

static void write_parser(struct buf *out, const struct parser *parser) {
  parser_write_template(out, parser->template);
  buf_add_c(out, "if !is_parsed {\n");
  write_map_notes(out, parser->template);
  buf_add_c(out, "  fields, error = parse_regex(line, r'");
  parser_write_line(out, parser, PARSER_GROUPS, STR(""));
  buf_add_c(out, "')\n  fits = error == null\n");
  write_conditions(out, parser);
  write_times(out, parser->template);
  buf_add_c(out, "  if fits {\n    is_parsed = true\n");
  write_absent(out, parser->template);
  buf_add_c(out, "    . |= fields\n  }\n}\n");
}

void emit_vector(const struct emit_context *context, struct sink *sinks) {
  const struct schema *schema = context->kb->schema;
  struct buf *out = &sinks[0].out;
  struct parser *parsers;
  parsers_of(context->scratch, NULL, schema, &target, &parsers);
  parser_write_head(out, context, target.name);
  buf_add_c(
      out,
      "# Name this file as \"file\" of a transform of type remap. It reads the line in "
      ".message,\n"
      "# adds the fields of the first template that fits, and fails where none does\n"
      "# (drop_on_error, reroute_dropped). Of a record of several lines the first is read.\n"
      "\nline = string!(.message)\nis_parsed = false\n");
  for (size_t i = 0; i < schema->log_count; i++)
    write_parser(out, &parsers[i]);
  buf_add_c(out, "\nassert!(is_parsed, message: \"no log template fits this line\")\n");
}
