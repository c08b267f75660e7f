/* Takes a log line apart by its template. */
#ifndef CHECK_LOG_LINE_H
#define CHECK_LOG_LINE_H

#include "diag/source.h"

struct arena;
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

/* What fails first, and the stretch of the line that is to blame. */
struct log_failure {
  enum log_failure_kind kind;
  size_t field;        /* of all but LOG_LITERAL and LOG_TRAILING */
  struct str expected; /* of LOG_LITERAL and LOG_ENDLESS: the literal that is missing */
  struct span span;
};

/* Fills in `line` if the text fits. Lives in `a`. */
struct log_failure log_line_parse(struct arena *a, struct arena *scratch,
                                  const struct log_template *template, struct span text,
                                  struct log_line *line);

/* Is this text meant as such a line? It is if it begins as the template does: with its first
 * literal and a first field that fits. A template that begins with a field asks for that and
 * what follows. */
bool log_line_begins(struct arena *scratch, const struct log_template *template,
                     struct span text);

/* Has it all that the template has between its fields, and fits at least half of the fields of
 * which the schema says what they are? */
bool log_line_resembles(struct arena *scratch, const struct log_template *template,
                        struct span text);

#endif
