/* Says what is wrong with a log line that does not fit its template. */
#ifndef CHECK_LOG_REPORT_H
#define CHECK_LOG_REPORT_H

#include "check/checker.h"
#include "check/log_line.h"

/* Reports a failure of this line. */
void report_log_failure(struct checker *c, const struct log_template *template,
                        struct span line, struct log_failure failure);

/* The template in words: [LEVEL] TIMESTAMP SERVICE/VERSION: MESSAGE. Optional stretches are
 * left out, or, with `whole`, written as if they had to be there. Lives in `scratch`. */
struct str log_form_text(struct checker *c, const struct log_template *template, bool whole);

#endif
