/* The parts of a log template, found in lines that begin alike. */
#ifndef DRIVER_INIT_SURVEY_LOG_PARTS_H
#define DRIVER_INIT_SURVEY_LOG_PARTS_H

#include "driver/init/survey.h"
#include "driver/init/survey_lines.h"

enum { LOG_TOKENS = 32 };

/* A line that looks like a machine's, and its first tokens. */
struct log_text {
  struct str text;
  const struct value *front; /* of the case that it stands in */
  struct token tokens[LOG_TOKENS];
  size_t token_count;
  bool fits; /* begins as most of them do */
};

struct log_lines {
  struct log_text *items;
  size_t count;
};

/* The front matter key whose value nearly all lines have as this token; n = 0 if there is none.
 * `count`, if not NULL: in how many lines it is. */
struct str log_key_of(const struct survey *survey, const struct log_lines *lines, size_t token,
                      size_t *count);

/* Makes the template of the first `head` tokens, which all fitting lines have in common, and a
 * message behind them. */
void log_write_template(struct survey *survey, const struct log_lines *lines, size_t head);

/* What stands behind many messages, as in " | Context: {Key="value"}". */
struct log_tail {
  struct str literal, name;
  size_t count;                    /* lines that have it */
  const struct log_map_form *form; /* NULL: the text has no pairs that one could read */
};

struct log_map_form {
  const char *pair, *between, *behind, *join; /* of {key}="{value}", ... */
};

struct log_tail log_find_tail(struct arena *a, const struct log_lines *lines, size_t head);

/* The part of the line behind its first `head` tokens. */
struct str log_rest(const struct log_text *line, size_t head);

#endif
