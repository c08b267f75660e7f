/* Takes a log line apart by its template. */
#ifndef CHECK_LOG_LINE_H
#define CHECK_LOG_LINE_H

#include "diag/source.h"

struct arena;
struct log_field;
struct log_line;
struct log_template;

enum log_failure_kind {
  LOG_FITS,
  LOG_LITERAL,   /* a literal of the template does not stand where it must */
  LOG_ENDLESS,   /* the literal that ends a field is nowhere behind it */
  LOG_FIELD,     /* a field's text does not match its pattern or values, or is empty */
  LOG_TIMESTAMP, /* a timestamp has the form but is impossible */
  LOG_MAP,       /* a map field is malformed */
  LOG_LIMIT,     /* a pattern takes too long on this text */
  LOG_TRAILING,  /* text stands behind the end of the template */
};

/* What is wrong with a map field. */
enum log_map_fault {
  MAP_OPEN,      /* it does not begin with what opens it */
  MAP_CLOSE,     /* what closes it is missing at its end */
  MAP_BEHIND,    /* something stands behind what closes it */
  MAP_PAIR,      /* nothing stands between a key and a value */
  MAP_KEY,       /* a pair has no key, or blanks beside it */
  MAP_VALUE_END, /* nothing ends a value */
  MAP_JOIN,      /* nothing stands between two pairs */
  MAP_JOIN_LAST, /* a pair is missing behind what stands between two */
};

/* What fails first, and the stretch of the line that is to blame. */
struct log_failure {
  enum log_failure_kind kind;
  enum log_map_fault fault; /* of LOG_MAP */
  size_t field;             /* of LOG_LITERAL: the one before it, or STR_NONE; not of
                               LOG_TRAILING */
  struct str expected;      /* of LOG_LITERAL, LOG_ENDLESS and, mostly, LOG_MAP: the literal
                               that is missing */
  struct span span;
};

/* Fills in `line` if the text fits. Lives in `a`. */
struct log_failure log_line_parse(struct arena *a, struct arena *scratch,
                                  const struct log_template *template, struct span text,
                                  struct log_line *line);

/* Would this text be a value of that field, if it stood alone? */
bool log_value_fits(struct arena *scratch, const struct log_field *field, struct str text);

/* Is this text meant as such a line? It is if it begins as the template does: with its first
 * literal and a first field that fits, or a time somewhere behind it. A template that begins
 * with a field asks for that and what follows. */
bool log_line_begins(struct arena *scratch, const struct log_template *template,
                     struct span text);

/* Has it all that the template has between its fields, and fits at least half of the fields of
 * which the schema says what they are? */
bool log_line_resembles(struct arena *scratch, const struct log_template *template,
                        struct span text);

/* Does a time of the template's own form stand in the text about where it should? Whatever is
 * wrong with the rest, such a text is meant as a log line, not as prose. */
bool log_line_has_time(const struct log_template *template, struct str text);

#endif
