/* Where exactly a log line that does not fit goes wrong. */
#ifndef CHECK_LOG_BLAME_H
#define CHECK_LOG_BLAME_H

#include "check/log_line.h"

/* A field ends where the literal behind it stands, so where that is missing or comes late, what
 * failed is a long stretch. This finds out whether the field or the literal is to blame, and
 * how much of the line. `line` is the whole line. */
struct log_failure log_blame(struct arena *scratch, const struct log_template *template,
                             struct span line, struct log_failure failure);

#endif
