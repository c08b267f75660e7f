/* A string that grows at its end. */
#include "base/buf.h"

#include "base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_reserve(struct buf *b, size_t n) {
  size_t need = checked_add(b->n, n);
  if (need > b->room) {
    size_t room = b->room > 0 ? checked_multiply(b->room, 2) : 256;
    b->room = room > need ? room : need;
    b->p = checked_realloc(b->p, b->room, 1);
  }
  return b->p + b->n;
}

void buf_add(struct buf *b, struct str s) {
  if (s.n == 0)
    return;
  memcpy(buf_reserve(b, s.n), s.p, s.n);
  b->n += s.n;
}

void buf_add_c(struct buf *b, const char *text) {
  buf_add(b, str_from_c(text));
}

void buf_add_char(struct buf *b, char c) {
  *buf_reserve(b, 1) = c;
  b->n++;
}

void buf_add_repeat(struct buf *b, char c, size_t count) {
  if (count == 0)
    return;
  memset(buf_reserve(b, count), c, count);
  b->n += count;
}

void buf_printf(struct buf *b, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n < 0)
    die("a text cannot be formatted: %s", format);
  vsnprintf(buf_reserve(b, (size_t)n + 1), (size_t)n + 1, format, again);
  va_end(again);
  b->n += (size_t)n;
}

struct str buf_str(const struct buf *b) {
  return (struct str){b->p, b->n};
}

void buf_clear(struct buf *b) {
  b->n = 0;
}

void buf_free(struct buf *b) {
  free(b->p);
  *b = (struct buf){0};
}
