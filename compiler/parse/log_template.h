/* Cuts the text of a log template into literals, fields and optional stretches. */
#ifndef PARSE_LOG_TEMPLATE_H
#define PARSE_LOG_TEMPLATE_H

#include "base/str.h"

struct arena;
struct log_template;

/* What is wrong with a template, in a sentence; n = 0 if nothing is. */
struct template_error {
  struct str message, help;
};

/* Fills in the parts and the names of the fields. `\[ \] \{ \} \\` stand for themselves, [[ …
 * ]] is an optional stretch and does not nest. Everything lives in `a`. */
struct template_error log_template_parse(struct arena *a, struct str text,
                                         struct log_template *template);

/* Where a field ends must be certain: at the first place where the literal behind it stands.
 * Refuses two fields side by side, an optional stretch that does not begin with a literal, and
 * two literals that may both end a field of which one begins the other. Call it when the field
 * types are known: a timestamp ends where its format ends. */
struct template_error log_template_verify(struct arena *a, const struct log_template *template);

#endif
