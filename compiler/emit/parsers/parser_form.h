/* A log template as the pattern of a parser: what all emitters of parsers have in common. */
#ifndef EMIT_PARSERS_PARSER_FORM_H
#define EMIT_PARSERS_PARSER_FORM_H

#include "emit/parsers/dialect.h"
#include "model/log_template.h"

struct bag;
struct emit_context;
struct schema;

/* One field. Where the dialect cannot say where it ends, it is taken as short as it goes, and a
 * program has to look whether it holds a stop and whether it is what the schema says. */
struct parser_field {
  const struct syntax_node *node; /* NULL: a map */
  struct stops stops;
  bool is_any;   /* any text will do */
  bool is_loose; /* it is such a field */
};

struct parser {
  const struct log_template *template;
  enum dialect dialect;
  struct parser_field *fields;
  const struct syntax_node *start; /* of multiline.start, if that is a pattern */
};

/* The program that reads a parser. */
struct parser_target {
  const char *name;
  enum dialect dialect;
  bool joins_lines; /* so it is told where a record begins */
};

/* The parser of each template. Reports into `bag`, unless that is NULL, what the target cannot
 * say. False if there is anything, or no template. Lives in `a`. */
bool parsers_of(struct arena *a, struct bag *bag, const struct schema *schema,
                const struct parser_target *target, struct parser **parsers);

/* How fields stand in the pattern of a line. */
enum parser_groups {
  PARSER_GROUPS,     /* as named groups */
  PARSER_REFERENCES, /* as names of grok patterns, %{PREFIX_field:field} */
};

/* Appends the pattern of a whole line; `prefix` is for references. */
void parser_write_line(struct buf *out, const struct parser *parser, enum parser_groups groups,
                       struct str prefix);
/* Appends the pattern of a field in it, and of that field by itself. */
void parser_write_field(struct buf *out, const struct parser *parser, size_t field);
void parser_write_value(struct buf *out, const struct parser *parser, size_t field);
/* Appends the pattern of how a line begins that begins a record. */
void parser_write_start(struct buf *out, const struct parser *parser);

/* Can the time be read without knowing more, as it has a date and holds nothing but the usual
 * characters? */
bool parser_has_time(const struct log_field *field);
/* Appends the format: `say` gets what stands behind each %, '3' for %3f; `say_text` the rest.
 */
void parser_write_format(struct buf *out, struct str format,
                         void (*say)(struct buf *out, char part),
                         void (*say_text)(struct buf *out, struct str text));

/* Appends the lines with which each parser file begins, and above each parser its template. */
void parser_write_head(struct buf *out, const struct emit_context *context, const char *target);
void parser_write_template(struct buf *out, const struct log_template *template);

/* Names for the parsers, one a template, each once: prefix, "_", and the template's name, in
 * which all but letters and digits is "_". Lives in `a`. */
struct str *parser_names(struct arena *a, const struct schema *schema);

#endif
