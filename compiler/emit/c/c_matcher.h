/* What the generated kb.c matches lines by: the engine, and its tables. */
#ifndef EMIT_C_C_MATCHER_H
#define EMIT_C_C_MATCHER_H

struct buf;
struct c_kb;
struct c_prefix;

/* The code, which needs kb.h, <stdint.h> and <string.h> before it. */
void c_matcher_engine(struct buf *out, const struct c_prefix *prefix);
/* `kb_tables`, a struct of that name. */
void c_matcher_tables(struct buf *out, const struct c_kb *c);

#endif
