/* Writes a log line from its fields: the other direction of the parser. */
#ifndef MODEL_LOG_LINE_TEXT_H
#define MODEL_LOG_LINE_TEXT_H

#include "model/case.h"

struct buf;

/* What stands in the fields: by index, as in the template and in line->pairs. */
struct line_values {
  struct str *fields;
  struct str *pairs;
};

/* The line's own values. Lives in `a`. */
struct line_values line_values_of(struct arena *a, const struct log_line *line);

/* Appends the line without a line end. With its own values it is the very line, byte for byte;
 * with others the same optional stretches are there. */
void log_line_write(struct buf *out, const struct log_line *line,
                    const struct line_values *values);

#endif
