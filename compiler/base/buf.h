/* A string that grows at its end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/* {0} is an empty buffer. Owns its bytes; buf_free gives them back. */
struct buf {
  char *p;
  size_t n, room;
};

void buf_add(struct buf *b, struct str s);
void buf_add_c(struct buf *b, const char *text);
void buf_add_char(struct buf *b, char c);
void buf_add_repeat(struct buf *b, char c, size_t count);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for n more bytes, to be written by the caller, who then adds what was used to b->n. */
char *buf_reserve(struct buf *b, size_t n);

/* Borrowed from `b`, until it grows or is freed. */
struct str buf_str(const struct buf *b);

/* Empties the buffer but keeps its room; frees it. */
void buf_clear(struct buf *b);
void buf_free(struct buf *b);

#endif
