/* Which output a file of a build is, by the form of its name. */
#ifndef EMIT_PLAN_OUTPUT_FORM_H
#define EMIT_PLAN_OUTPUT_FORM_H

#include "base/str.h"

/* A name as the tables of outputs and stores have it, with marks in braces. */
struct output_form {
  const char *text; /* NULL: no output of this kbc has such a name */
  bool has_prefix;  /* of C */
};

/* The form of the name; `prefix` is outputs.c.prefix. */
struct output_form output_form_of(struct str prefix, struct str name);
bool output_form_matches(struct output_form form, struct str prefix, struct str name);

#endif
