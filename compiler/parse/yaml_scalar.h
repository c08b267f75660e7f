/* Scalars: what kind a plain one is by the YAML 1.2 core schema, and how a text is quoted. */
#ifndef PARSE_YAML_SCALAR_H
#define PARSE_YAML_SCALAR_H

#include "model/value.h"

struct arena;

/* YAML 1.2.2, section 10.3.2: null, boolean, number, else string. */
enum value_kind yaml_plain_kind(struct str text);

/* The text as a quoted scalar on one line: in single quotes where that spares escapes, else in
 * double quotes. Lives in `a`. */
struct str yaml_quote(struct arena *a, struct str text);

/* The text with each line end and the white space around it folded into one space. Lives in
 * `a`. */
struct str yaml_fold(struct arena *a, struct str text);

/* Can `\` and what stands behind it at s.p[at] be in double quotes? `n` is the escape's length,
 * or what there is of a bad one. */
bool yaml_is_escape(struct str s, size_t at, size_t *n);

#endif
