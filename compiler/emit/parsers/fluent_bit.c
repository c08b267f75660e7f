/* Writes parsers.conf for fluent-bit: a parser of each log template, and where a record begins.
 */
#include "base/arena.h"
#include "emit/emitter.h"
#include "emit/parsers/parser_form.h"
#include "model/schema.h"

static const struct parser_target target = {"fluent-bit", DIALECT_ONIGMO, true};

bool check_fluent_bit(struct arena *a, struct bag *bag, const struct schema *schema) {
  struct parser *parsers;
  return parsers_of(a, bag, schema, &target, &parsers);
}

/* %L stands for as many digits of a second as there are. */
static void say_time(struct buf *out, char part) {
  if (is_digit_char(part))
    buf_add_c(out, "%L");
  else
    buf_printf(out, "%%%c", part);
}

/* A record has one time: that of the first field that holds a whole one. */
static void write_time(struct buf *out, const struct log_template *template) {
  for (size_t i = 0; i < template->field_count; i++) {
    const struct log_field *field = &template->fields[i];
    if (!parser_has_time(field))
      continue;
    buf_printf(out, "    Time_Key    %.*s\n    Time_Keep   On\n    Time_Format ",
               STR_ARG(field->name));
    parser_write_format(out, field->format, say_time, buf_add);
    buf_add_char(out, '\n');
    return;
  }
  for (size_t i = 0; i < template->field_count; i++) {
    if (template->fields[i].type == FIELD_TIMESTAMP)
      buf_printf(
          out,
          "    # {%.*s} is no whole time to fluent-bit: a record has the time at which it "
          "was read.\n",
          STR_ARG(template->fields[i].name));
  }
}

static void write_parser(struct buf *out, const struct parser *parser, struct str name) {
  parser_write_template(out, parser->template);
  buf_printf(out, "[PARSER]\n    Name        %.*s\n    Format      regex\n    Regex       ",
             STR_ARG(name));
  parser_write_line(out, parser, PARSER_GROUPS, STR(""));
  buf_add_char(out, '\n');
  write_time(out, parser->template);
}

static void write_starts(struct buf *out, const struct parser *parsers, size_t count) {
  for (size_t i = 0; i < count; i++) {
    buf_add_c(out, i > 0 ? "|" : "");
    parser_write_start(out, &parsers[i]);
  }
}

/* Every line that begins no record goes on with the one before. */
static void write_multiline(struct buf *out, const struct emit_context *context,
                            const struct parser *parsers) {
  const struct schema *schema = context->kb->schema;
  buf_printf(out,
             "\n[MULTILINE_PARSER]\n    Name          %.*s_multiline\n    Type          regex\n"
             "    Flush_Timeout 1000\n    Rule          \"start_state\" \"/(?:",
             STR_ARG(schema->outputs.c_prefix));
  write_starts(out, parsers, schema->log_count);
  buf_add_c(out, ")/\" \"cont\"\n    Rule          \"cont\" \"/^(?!.*(?:");
  write_starts(out, parsers, schema->log_count);
  buf_add_c(out, "))/\" \"cont\"\n");
}

void emit_fluent_bit(const struct emit_context *context, struct sink *sinks) {
  const struct schema *schema = context->kb->schema;
  struct buf *out = &sinks[0].out;
  struct parser *parsers;
  struct str prefix = schema->outputs.c_prefix;
  parsers_of(context->scratch, NULL, schema, &target, &parsers);
  struct str *names = parser_names(context->scratch, schema);
  parser_write_head(out, context, target.name);
  buf_printf(
      out,
      "# Name this file in [SERVICE] as parsers_file. \"multiline.parser  %.*s_multiline\" "
      "in an input\n"
      "# or a filter joins the lines of a record; the filter \"parser\" with \"Parser  "
      "%.*s\" takes\n"
      "# the first of them apart, and \"Preserve_Key  On\" keeps the whole. What a runtime "
      "of\n"
      "# containers has put before a line is taken off by its own parser first.\n",
      STR_ARG(prefix), STR_ARG(names[0]));
  for (size_t i = 0; i < schema->log_count; i++)
    write_parser(out, &parsers[i], names[i]);
  write_multiline(out, context, parsers);
}
