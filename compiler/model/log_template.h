/* The form of a log line: literals and fields in a row, with optional stretches. */
#ifndef MODEL_LOG_TEMPLATE_H
#define MODEL_LOG_TEMPLATE_H

#include "diag/source.h"

struct pattern;

enum field_type { FIELD_TEXT, FIELD_ENUM, FIELD_TIMESTAMP, FIELD_MAP };

/* Uniqueness and order are asked within a file or the whole corpus. */
enum scope { SCOPE_NONE, SCOPE_FILE, SCOPE_CORPUS };

/* How a field of type map is written: {Key="value", Key="value"}. */
struct map_form {
  struct str open, close, join;
  struct str before_key, between, behind_value; /* the pair, cut at {key} and {value} */
};

struct log_field {
  struct str name;
  enum field_type type;
  const struct pattern *pattern; /* the whole field must match; NULL for enum, map, timestamp */
  struct str pattern_text;
  struct str *values; /* of an enum */
  size_t value_count;
  struct str format; /* of a timestamp: %Y %m %d %H %M %S, %3f %6f %9f, %z, %%, literals */
  struct map_form map;
  struct str generate; /* a pattern to draw values from; empty: from the corpus */
  struct str equals;   /* the front matter key whose value the field must have; empty: none */
  struct str contains; /* the front matter key whose value must occur in it; empty: none */
  enum scope unique, increasing;
  struct span span; /* where the schema declares it */
};

/* Values of a field of which a line must have one. */
struct field_choice {
  size_t field;
  struct str *values;
  size_t value_count;
};

/* What a log shipper lets through, or takes for the beginning of a record. */
struct line_filter {
  bool is_asked;                 /* else every line is good */
  const struct pattern *pattern; /* that the line has somewhere in it; NULL: the fields tell */
  struct str pattern_text;
  struct field_choice *choices; /* all of them must hold */
  size_t choice_count;
  struct span span;
};

/* The template as a row of parts. An optional stretch is the parts [from, to) behind which
 * nothing is missing when they are all absent. */
enum part_kind { PART_LITERAL, PART_FIELD, PART_OPTIONAL_OPEN, PART_OPTIONAL_CLOSE };

struct log_part {
  enum part_kind kind;
  struct str literal;
  size_t field; /* index into fields */
};

/* What a line says that belongs to no case: by field, p = NULL where any value will do. The
 * message is a text with values in braces. */
struct noise_line {
  struct str *fields;
};

/* What may stand in a field, or behind a key of a map: texts with values in braces. */
struct named_values {
  struct str name;
  struct str *texts; /* at least one */
  size_t count;
};

struct log_template {
  struct str name; /* "main" */
  struct str text; /* as written */
  struct span span;
  struct log_part *parts;
  size_t part_count;
  struct log_field *fields; /* in the order in which they stand in the template */
  size_t field_count;
  struct noise_line *noise; /* for simulated logs */
  size_t noise_count;
  struct named_values *values; /* the same; by field or key, each name once */
  size_t values_count;
  struct str *trace; /* the first line of a stack trace, and those that may follow it */
  size_t trace_count;
  struct line_filter forwarded; /* of the router between the services and who looks for cases */
  struct line_filter starts;    /* a record, and is not joined to the line before */
  struct str patterns; /* the front matter key that gives a case's patterns; empty: none does */
  struct str priority; /* the one that gives their priority; empty: none does */
};

/* The index of the field of that name, or STR_NONE. */
size_t log_template_field(const struct log_template *template, struct str name);

/* A template may also serve for lines of a fixed form that no machine prints, such as the
 * status of a decision: nobody looks for those. One of a log says who speaks, what a message
 * has in it or by which patterns it is found, or has a field "message". */
bool log_template_is_log(const struct log_template *template);

/* The index of the field that says what happened: the one with `contains`, else the one called
 * "message", else the last field of text. STR_NONE if there is none of these. */
size_t log_template_message(const struct log_template *template);

/* The index of the field that says who speaks, by which a line finds the cases that it may
 * belong to: the first with `equals`. STR_NONE if there is none. */
size_t log_template_router(const struct log_template *template);

#endif
