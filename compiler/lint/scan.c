/* Finds bytes of a few kinds in a text, 64 at a time, for rules that look at every case. */
#include "lint/scan.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- Bits of bytes ---- */

/* Bit i is the topmost bit of byte i. No compiler makes this out of a loop. */
static uint64_t topmost_bits(const unsigned char *bytes) {
  uint64_t bits = 0;
#ifdef __SSE2__
  for (int i = 0; i < SCAN_BLOCK; i += 16) {
    __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
    bits |= (uint64_t)(unsigned)_mm_movemask_epi8(part) << i;
  }
#else
  for (int i = 0; i < SCAN_BLOCK; i++)
    bits |= (uint64_t)(bytes[i] >> 7) << i;
#endif
  return bits;
}

static int lowest_bit(uint64_t bits) {
#ifdef __GNUC__
  return __builtin_ctzll(bits);
#else
  int n = 0;
  for (; (bits & 1) == 0; bits >>= 1)
    n++;
  return n;
#endif
}

/* ---- The kinds ---- */

/* Each fills `is` with 0xFF for the bytes of its kind, and with 0 for others. They are loops
 * without a branch, which compilers turn into instructions for 16 bytes at once. A block has
 * one byte more than is asked for. */

static void mark_digits(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((unsigned char)(p[i] - '0') <= 9);
}

static void mark_letters(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((unsigned char)((p[i] | 0x20) - 'a') <= 'z' - 'a');
}

static void mark_signs(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((p[i] == '=') | (p[i] == ':'));
}

/* The spaces before them. */
static void mark_wide(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((p[i] == ' ') & ((unsigned char)(p[i + 1] - 0xE4) <= 0xED - 0xE4));
}

static uint64_t bits_of(enum scan_kind kind, const unsigned char *p) {
  unsigned char is[SCAN_BLOCK];
  switch (kind) {
  case SCAN_DIGITS:
    mark_digits(is, p);
    break;
  case SCAN_LETTERS:
    mark_letters(is, p);
    break;
  case SCAN_SIGNS:
    mark_signs(is, p);
    break;
  case SCAN_WIDE_LETTERS:
    mark_wide(is, p);
    break;
  }
  return topmost_bits(is);
}

/* ---- The way ---- */

/* The same for the last bytes of the text, behind which nothing may be read. */
static uint64_t bits_of_last(enum scan_kind kind, struct str rest) {
  unsigned char last[SCAN_BLOCK + 1] = {0};
  memcpy(last, rest.p, rest.n);
  return bits_of(kind, last);
}

/* The bits of the places in a block, of which `bits` are of the kind. */
static uint64_t places_of(struct scan *scan, uint64_t bits) {
  if (scan->kind != SCAN_DIGITS && scan->kind != SCAN_LETTERS)
    return bits;
  uint64_t starts = bits & ~(bits << 1 | scan->goes_on);
  scan->goes_on = bits >> (SCAN_BLOCK - 1) != 0;
  return starts;
}

void scan_begin(struct scan *scan, enum scan_kind kind, struct str text) {
  scan->kind = kind;
  scan->text = text;
  scan->next = scan->count = 0;
  scan->goes_on = false;
}

bool scan_next(struct scan *scan) {
  struct str text = scan->text;
  uint64_t bits = 0;
  size_t block = scan->next;
  for (; bits == 0 && scan->next < text.n; scan->next += SCAN_BLOCK) {
    block = scan->next;
    bits = text.n - block > SCAN_BLOCK
               ? bits_of(scan->kind, (const unsigned char *)text.p + block)
               : bits_of_last(scan->kind, str_slice(text, block, text.n));
    bits = places_of(scan, bits);
  }
  size_t n = 0, behind = scan->kind == SCAN_WIDE_LETTERS;
  for (; bits != 0; bits &= bits - 1)
    scan->places[n++] = block + (size_t)lowest_bit(bits) + behind;
  scan->count = n;
  return n > 0;
}
