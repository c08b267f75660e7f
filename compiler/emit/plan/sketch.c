/* A fingerprint of a case's words by which two cases that are nearly the same are recognised.
 *
 * It is a MinHash: each pair of neighbouring words has a hash, which says at which place it
 * counts, and each place keeps the smallest one. The part of the pairs that two texts share is
 * the chance that a place agrees. A place without a pair, in a short text, takes what the next
 * one has. */
#include "emit/plan/sketch.h"

#include "base/arena.h"
#include "base/map.h"
#include "emit/body_rest.h"

#include <stdint.h>

enum { NEAR = 16 };

/* The words that have come so far. */
struct sketcher {
  uint64_t least[SKETCH_SIZE];
  uint64_t before; /* the hash of the word before */
  size_t words;
};

/* A bijection of 64 bits in which each bit of the result depends on all bits of the number. */
static uint64_t mix(uint64_t n) {
  n ^= n >> 30;
  n *= 0xBF58476D1CE4E5B9u;
  n ^= n >> 27;
  n *= 0x94D049BB133111EBu;
  return n ^ n >> 31;
}

static void add_hash(struct sketcher *s, uint64_t hash) {
  uint64_t value = mix(hash);
  uint64_t *least = &s->least[value % SKETCH_SIZE];
  if (value < *least)
    *least = value;
}

/* What a place keeps; for one without a pair what one behind it does, mixed with how far that
 * is. */
static uint64_t kept_at(const struct sketcher *s, size_t place) {
  size_t far = 0;
  while (far < SKETCH_SIZE && s->least[(place + far) % SKETCH_SIZE] == UINT64_MAX)
    far++;
  return mix(s->least[(place + far) % SKETCH_SIZE] + far);
}

static void add_word(struct sketcher *s, struct str word) {
  uint64_t hash = str_hash(word);
  if (s->words++ > 0)
    add_hash(s, s->before * 31 + hash);
  s->before = hash;
}

/* Letters of ASCII count as small ones. All else is taken as it stands: the tables of Unicode
 * would cost more than the rest of the manifest. */
static void add_text(struct sketcher *s, struct arena *scratch, struct str text) {
  char *small = arena_room(scratch, text.n + 1);
  for (size_t i = 0; i < text.n; i++)
    small[i] = lower_char(text.p[i]);
  size_t start = 0;
  for (size_t i = 0; i <= text.n; i++) {
    if (i < text.n && is_word_byte(small[i]))
      continue;
    if (i > start)
      add_word(s, (struct str){small + start, i - start});
    start = i + 1;
  }
}

struct sketch sketch_of(struct arena *scratch, const struct kb_case *kb_case) {
  struct sketcher s = {.words = 0};
  for (size_t i = 0; i < SKETCH_SIZE; i++)
    s.least[i] = UINT64_MAX;
  for (size_t i = 0; i < kb_case->section_count; i++)
    add_text(&s, scratch, kb_case->sections[i].text);
  struct body_rest rest = body_rest_of(scratch, kb_case);
  for (size_t i = 0; i < rest.count; i++)
    add_text(&s, scratch, rest.items[i].text);
  struct sketch sketch = {{0}};
  for (size_t i = 0; s.words > 1 && i < SKETCH_SIZE; i++)
    sketch.bytes[i] = (unsigned char)(kept_at(&s, i) & 0xFF);
  return sketch;
}

bool sketch_is_empty(const struct sketch *sketch) {
  for (size_t i = 0; i < SKETCH_SIZE; i++) {
    if (sketch->bytes[i] != 0)
      return false;
  }
  return true;
}

void sketch_write(const struct sketch *sketch, char digits[SKETCH_DIGITS + 1]) {
  static const char all[] = "0123456789abcdef";
  for (size_t i = 0; i < SKETCH_SIZE; i++) {
    digits[2 * i] = all[sketch->bytes[i] >> 4];
    digits[2 * i + 1] = all[sketch->bytes[i] & 15];
  }
  digits[SKETCH_DIGITS] = '\0';
}

static int digit_value(char c) {
  if (is_digit_char(c))
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool sketch_read(struct str digits, struct sketch *sketch) {
  if (digits.n != SKETCH_DIGITS)
    return false;
  for (size_t i = 0; i < SKETCH_SIZE; i++) {
    int high = digit_value(digits.p[2 * i]), low = digit_value(digits.p[2 * i + 1]);
    if (high < 0 || low < 0)
      return false;
    sketch->bytes[i] = (unsigned char)(high * 16 + low);
  }
  return true;
}

size_t sketch_agreement(const struct sketch *a, const struct sketch *b) {
  if (sketch_is_empty(a) || sketch_is_empty(b))
    return 0;
  size_t count = 0;
  for (size_t i = 0; i < SKETCH_SIZE; i++)
    count += a->bytes[i] == b->bytes[i];
  return count;
}

bool sketch_is_near(const struct sketch *a, const struct sketch *b) {
  return sketch_agreement(a, b) >= NEAR;
}
