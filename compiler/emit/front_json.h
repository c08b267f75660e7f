/* Front matter as JSON, and as plain text for chunks. */
#ifndef EMIT_FRONT_JSON_H
#define EMIT_FRONT_JSON_H

#include "base/json_writer.h"
#include "model/case.h"

/* Writes a value typed as the YAML 1.2 core schema reads it, numbers as they stand. A plain
 * scalar is a string where `wanted`, what the schema says of the value (may be NULL), wants
 * one; a number that JSON has no spelling for (0x1F, .inf) is a string, too. */
void front_write(struct json_writer *w, const struct value *value,
                 const struct value_form *wanted);

/* The same for the value of a top-level key: finds what the schema wants of it. */
void front_write_member(struct json_writer *w, const struct schema *schema,
                        const struct kb_case *kb_case, const struct value_member *member);

/* The value in one line of text: a scalar as it stands, the items of a list joined by ", ", a
 * mapping as JSON; empty for null. Borrows from the value or lives in `a`. */
struct str front_text(struct arena *a, const struct value *value);

#endif
