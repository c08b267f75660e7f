/* The hash by which GitHub's code scanning knows a line again when it has moved.
 *
 * A polynomial over the 100 units of UTF-16 from the start of the line on, modulo 2^64. Spaces
 * and tabs are no units, a line end of any kind is one LF. 0xFFFF stands behind the text, then
 * zeros as far as they are needed. CR alone is a line end here: what counts is that GitHub
 * comes to the same numbers. */
#include "diag/line_hash.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "diag/source.h"

enum { WINDOW = 100, FACTOR = 37, END_OF_TEXT = 0xFFFF, REPLACEMENT = 0xFFFD };

struct hasher {
  struct arena *a;
  struct line_hashes hashes;
  struct map seen; /* hash → index in counts */
  size_t *counts;
  uint64_t hash, leaving; /* `leaving`: the weight of the unit that drops out */
  uint16_t units[WINDOW];
  bool starts_line[WINDOW]; /* does a line begin with this unit? */
  size_t at;
  bool is_line_start, after_cr;
};

/* ---- The window ---------------------------------------------------------------------------
 */

/* The line that began WINDOW units ago is complete. */
static void finish_line(struct hasher *h) {
  struct line_hashes *hashes = &h->hashes;
  hashes->items = arena_grow(h->a, hashes->items, hashes->count, sizeof *hashes->items);
  uint64_t *key = arena_new(h->a, uint64_t);
  *key = h->hash;
  size_t next = h->seen.count;
  size_t index = map_add(&h->seen, h->a, (struct str){(const char *)key, sizeof *key}, next);
  if (index == next) {
    h->counts = arena_grow(h->a, h->counts, next, sizeof *h->counts);
    h->counts[next] = 0;
  }
  hashes->items[hashes->count++] = (struct line_hash){h->hash, ++h->counts[index]};
}

static void add_unit(struct hasher *h, uint16_t unit, bool starts_line) {
  if (h->starts_line[h->at])
    finish_line(h);
  h->hash = h->hash * FACTOR + unit - h->leaving * h->units[h->at];
  h->units[h->at] = unit;
  h->starts_line[h->at] = starts_line;
  h->at = (h->at + 1) % WINDOW;
}

/* ---- The text -----------------------------------------------------------------------------
 */

static void read_unit(struct hasher *h, uint16_t unit) {
  bool is_second = h->after_cr && unit == '\n';
  h->after_cr = unit == '\r';
  if (unit == ' ' || unit == '\t' || is_second)
    return;
  if (unit == '\r')
    unit = '\n';
  add_unit(h, unit, h->is_line_start);
  h->is_line_start = unit == '\n';
}

static void read_code_point(struct hasher *h, uint32_t c) {
  if (c <= 0xFFFF) {
    read_unit(h, (uint16_t)c);
    return;
  }
  read_unit(h, (uint16_t)(0xD800 + ((c - 0x10000) >> 10)));
  read_unit(h, (uint16_t)(0xDC00 + ((c - 0x10000) & 0x3FF)));
}

static bool is_between(struct str s, size_t at, unsigned low, unsigned high) {
  return at < s.n && (unsigned char)s.p[at] >= low && (unsigned char)s.p[at] <= high;
}

/* How many bytes that are no UTF-8 become one replacement character: as many as begin some
 * character, at least one (WHATWG, Encoding). */
static size_t broken_length(struct str s, size_t at) {
  unsigned char lead = (unsigned char)s.p[at];
  if (lead < 0xC2 || lead > 0xF4)
    return 1;
  unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (lead < 0xE0 || !is_between(s, at + 1, low, high))
    return 1;
  return lead >= 0xF0 && is_between(s, at + 2, 0x80, 0xBF) ? 3 : 2;
}

static void read_text(struct hasher *h, struct str s) {
  for (size_t at = 0; at < s.n;) {
    uint32_t c = REPLACEMENT;
    size_t n = utf8_decode(s, at, &c);
    read_code_point(h, n > 0 ? c : REPLACEMENT);
    at += n > 0 ? n : broken_length(s, at);
  }
}

struct line_hashes line_hashes_of(struct arena *a, const struct source *source) {
  struct hasher h = {.a = a, .leaving = 1, .is_line_start = true};
  for (int i = 0; i < WINDOW; i++)
    h.leaving *= FACTOR;
  if (source->bom > 0)
    read_unit(&h, 0xFEFF);
  read_text(&h, source->bytes);
  read_unit(&h, END_OF_TEXT);
  for (int i = 0; i < WINDOW; i++)
    add_unit(&h, 0, false);
  return h.hashes;
}
