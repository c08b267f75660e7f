/* The tables by which the generated kb.c matches lines: patterns and log templates. */
#ifndef EMIT_C_FORMS_H
#define EMIT_C_FORMS_H

#include <stddef.h>

struct buf;
struct c_kb;

/* Answers how many services there are. */
size_t c_patterns_write(struct buf *out, const struct c_kb *c);
void c_forms_write(struct buf *out, const struct c_kb *c);

#endif
