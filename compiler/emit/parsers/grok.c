/* Writes patterns for grok: one of each field, and one of the whole line of each template. */
#include "base/arena.h"
#include "emit/emitter.h"
#include "emit/parsers/parser_form.h"
#include "model/schema.h"

static const struct parser_target target = {"grok", DIALECT_ONIGMO, false};

bool check_grok(struct arena *a, struct bag *bag, const struct schema *schema) {
  struct parser *parsers;
  return parsers_of(a, bag, schema, &target, &parsers);
}

/* As Joda-Time writes them, for the filter "date". */
static void say_time(struct buf *out, char part) {
  static const struct {
    char part;
    const char *joda;
  } words[] = {{'Y', "yyyy"}, {'m', "MM"}, {'d', "dd"}, {'H', "HH"},
               {'M', "mm"},   {'S', "ss"}, {'z', "ZZ"}};
  if (is_digit_char(part))
    buf_add_repeat(out, 'S', (size_t)(part - '0'));
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    buf_add_c(out, words[i].part == part ? words[i].joda : "");
}

/* A letter that means itself stands in quotes; the usual characters hold none. */
static void say_text(struct buf *out, struct str text) {
  bool has_letter = false;
  for (size_t i = 0; i < text.n; i++)
    has_letter = has_letter || is_alpha_char(text.p[i]);
  buf_printf(out, has_letter ? "'%.*s'" : "%.*s", STR_ARG(text));
}

static void write_times(struct buf *out, const struct log_template *template) {
  for (size_t i = 0; i < template->field_count; i++) {
    const struct log_field *field = &template->fields[i];
    if (field->type != FIELD_TIMESTAMP)
      continue;
    buf_printf(out, "# {%.*s} ", STR_ARG(field->name));
    if (parser_has_time(field)) {
      buf_printf(out, "is a time: date { match => [\"%.*s\", \"", STR_ARG(field->name));
      parser_write_format(out, field->format, say_time, say_text);
      buf_add_c(out, "\"] timezone => \"UTC\" }\n");
    } else {
      buf_add_c(out, "is no whole time to the filter date.\n");
    }
  }
}

/* With several templates their numbers keep the names of their fields apart. */
static struct str name_of(struct arena *a, const struct schema *schema, struct str *names,
                          size_t i) {
  struct str prefix = schema->outputs.c_prefix;
  struct str rest = str_slice(names[i], prefix.n, names[i].n);
  char *name = arena_alloc(a, prefix.n);
  for (size_t at = 0; at < prefix.n; at++) {
    bool is_small = prefix.p[at] >= 'a' && prefix.p[at] <= 'z';
    name[at] = (char)(is_small ? prefix.p[at] - 'a' + 'A' : prefix.p[at]);
  }
  if (schema->log_count == 1)
    return arena_printf(a, "%.*s%.*s", (int)prefix.n, name, STR_ARG(rest));
  return arena_printf(a, "%.*s_%zu%.*s", (int)prefix.n, name, i + 1, STR_ARG(rest));
}

static void write_patterns(struct buf *out, const struct parser *parser, struct str name) {
  const struct log_template *template = parser->template;
  parser_write_template(out, template);
  write_times(out, template);
  for (size_t i = 0; i < template->field_count; i++) {
    buf_printf(out, "%.*s_%.*s (?:", STR_ARG(name), STR_ARG(template->fields[i].name));
    parser_write_field(out, parser, i);
    buf_add_c(out, ")\n");
  }
  buf_printf(out, "%.*s ", STR_ARG(name));
  parser_write_line(out, parser, PARSER_REFERENCES, name);
  buf_add_char(out, '\n');
}

void emit_grok(const struct emit_context *context, struct sink *sinks) {
  const struct schema *schema = context->kb->schema;
  struct arena *a = context->scratch;
  struct buf *out = &sinks[0].out;
  struct parser *parsers;
  parsers_of(a, NULL, schema, &target, &parsers);
  struct str *names = parser_names(a, schema);
  parser_write_head(out, context, target.name);
  buf_add_c(out, "# Put it into a folder that patterns_dir names, and write\n"
                 "#   grok { match => { \"message\" => [");
  for (size_t i = 0; i < schema->log_count; i++)
    buf_printf(out, "%s\"%%{%.*s}\"", i > 0 ? ", " : "", STR_ARG(name_of(a, schema, names, i)));
  buf_add_c(out, "] } }\n");
  for (size_t i = 0; i < schema->log_count; i++)
    write_patterns(out, &parsers[i], name_of(a, schema, names, i));
}
