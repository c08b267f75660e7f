/* The tables by which the generated kb.c finds a case by its id, or by service and message. */
#ifndef EMIT_C_C_INDEX_H
#define EMIT_C_C_INDEX_H

#include <stddef.h>

struct buf;
struct c_kb;

/* Answers at which place of the table the id of each case stands. Lives in the arena of `c`. */
size_t *c_index_ids(struct buf *out, const struct c_kb *c);

/* Answers how many pairs of service and message there are. */
size_t c_index_messages(struct buf *out, const struct c_kb *c);

#endif
