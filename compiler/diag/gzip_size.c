/* How large a text becomes when gzip packs it, at most: without packing it.
 *
 * Counts the bits that DEFLATE's fixed codes (RFC 1951, 3.2.6) need for the first repetition
 * that comes to hand. gzip looks for longer ones, and takes fixed codes only where no better
 * ones exist, so it stays below. */
#include "diag/gzip_size.h"

#include <stdint.h>
#include <string.h>

enum { REACH = 32768, SHORTEST = 4, LONGEST = 258, HEAD_AND_FOOT = 18 };

static size_t slot_of(const char *p) {
  uint32_t four = 0;
  for (int i = 0; i < 4; i++)
    four = four << 8 | (unsigned char)p[i];
  return (four * 2654435761u) >> 17;
}

static unsigned literal_bits(char c) {
  return (unsigned char)c < 144 ? 8 : 9;
}

/* Codes for lengths and distances come in pairs of one more extra bit each time: in fours for
 * lengths. */
static unsigned extra_bits(size_t value, unsigned group) {
  unsigned bits = 0;
  for (; value >> (group + 1 + bits) > 0; bits++)
    ;
  return bits;
}

static unsigned match_bits(size_t length, size_t distance) {
  unsigned length_bits = length < 115 ? 7 : 8;
  if (length < LONGEST) /* which has a code of its own */
    length_bits += extra_bits(length - 3, 2);
  return length_bits + 5 + extra_bits(distance - 1, 1);
}

/* How long is the repetition at `at` of what stood at `from`? */
static size_t match_length(struct str text, size_t from, size_t at) {
  size_t n = 0;
  while (n < LONGEST && at + n < text.n && text.p[from + n] == text.p[at + n])
    n++;
  return n;
}

/* One step from `at` on in the window; answers how many bytes it took. */
static size_t step(struct gzip_size *size, struct str window, size_t at) {
  if (window.n - at < SHORTEST) {
    size->bits += literal_bits(window.p[at]);
    return 1;
  }
  size_t *slot = &size->slots[slot_of(window.p + at)];
  size_t offset = size->before + at, last = *slot;
  *slot = offset + 1;
  if (last > size->before && offset + 1 - last <= REACH) {
    size_t length = match_length(window, last - 1 - size->before, at);
    if (length >= SHORTEST) {
      size->bits += match_bits(length, offset + 1 - last);
      return length;
    }
  }
  size->bits += literal_bits(window.p[at]);
  return 1;
}

/* Forgets what no match can reach any more. */
static void slide(struct gzip_size *size) {
  struct buf *window = &size->window;
  if (window->n < 4 * (size_t)REACH)
    return;
  size_t gone = window->n - REACH;
  memmove(window->p, window->p + gone, REACH);
  window->n = REACH;
  size->before += gone;
}

void gzip_size_add(struct gzip_size *size, struct str text) {
  slide(size);
  size_t at = size->window.n;
  buf_add(&size->window, text);
  struct str window = buf_str(&size->window);
  while (at < window.n)
    at += step(size, window, at);
}

unsigned long long gzip_size_of(const struct gzip_size *size) {
  return size->bits / 8 + 1 + HEAD_AND_FOOT;
}

void gzip_size_end(struct gzip_size *size) {
  buf_free(&size->window);
}
