/* Finds bytes of a few kinds in a text, 64 at a time, for rules that look at every case. */
#include "lint/scan.h"

#include "base/wide.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- Bits of bytes ---- */

/* Bit i is the topmost bit of byte i. No compiler makes this out of a loop. */
#ifdef __SSE2__
WIDE_PART uint64_t topmost_of_16(const unsigned char *bytes) {
  return (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

WIDE_PART uint64_t topmost_bits(const unsigned char *bytes) {
  return topmost_of_16(bytes) | topmost_of_16(bytes + 16) << 16 |
         topmost_of_16(bytes + 32) << 32 | topmost_of_16(bytes + 48) << 48;
}
#else
WIDE_PART uint64_t topmost_bits(const unsigned char *bytes) {
  uint64_t bits = 0;
  for (int i = 0; i < SCAN_BLOCK; i++)
    bits |= (uint64_t)(bytes[i] >> 7) << i;
  return bits;
}
#endif

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

WIDE_PART void mark_digits(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((unsigned char)(p[i] - '0') <= 9);
}

WIDE_PART void mark_letters(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((unsigned char)((p[i] | 0x20) - 'a') <= 'z' - 'a');
}

WIDE_PART void mark_signs(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((p[i] == '=') | (p[i] == ':'));
}

/* The spaces before them. */
WIDE_PART void mark_wide(unsigned char *restrict is, const unsigned char *restrict p) {
  for (int i = 0; i < SCAN_BLOCK; i++)
    is[i] = (unsigned char)-((p[i] == ' ') & ((unsigned char)(p[i + 1] - 0xE4) <= 0xED - 0xE4));
}

WIDE_PART uint64_t bits_of(struct scan *scan, const unsigned char *p) {
  switch (scan->kind) {
  case SCAN_DIGITS:
    mark_digits(scan->is, p);
    break;
  case SCAN_LETTERS:
    mark_letters(scan->is, p);
    break;
  case SCAN_SIGNS:
    mark_signs(scan->is, p);
    break;
  case SCAN_WIDE_LETTERS:
    mark_wide(scan->is, p);
    break;
  }
  return topmost_bits(scan->is);
}

/* ---- The way ---- */

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

/* Adds the places of the next block. */
WIDE_PART void add_block(struct scan *scan) {
  struct str text = scan->text;
  size_t block = scan->next, n = scan->count, left = text.n - block;
  const unsigned char *p = (const unsigned char *)text.p + block;
  unsigned char last[SCAN_BLOCK + 1];
  if (left <= SCAN_BLOCK) { /* behind the text nothing may be read */
    memset(last, 0, sizeof last);
    p = memcpy(last, p, left);
  }
  uint64_t bits = bits_of(scan, p);
  size_t shift = block - scan->base + (scan->kind == SCAN_WIDE_LETTERS);
  for (bits = places_of(scan, bits); bits != 0; bits &= bits - 1)
    scan->places[n++] = (uint16_t)(shift + (size_t)lowest_bit(bits));
  scan->count = n;
  scan->next = block + SCAN_BLOCK;
}

WIDE bool scan_next(struct scan *scan) {
  scan->count = 0;
  while (scan->count == 0 && scan->next < scan->text.n) {
    scan->base = scan->next;
    while (scan->next < scan->text.n && scan->next - scan->base < SCAN_STRETCH)
      add_block(scan);
  }
  return scan->count > 0;
}
