/* UTF-8: decoding, encoding, finding what is not UTF-8 or must not stand in a text. */
#include "base/utf8.h"

#include "base/wide.h"

#include <string.h>

enum { LAST_CODE_POINT = 0x10FFFF };

static bool is_tail(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

/* How many bytes a sequence that begins so has; 0 for what begins none. */
static size_t sequence_length(unsigned char first) {
  if (first < 0x80)
    return 1;
  if (first >= 0xC2 && first <= 0xDF)
    return 2;
  if (first >= 0xE0 && first <= 0xEF)
    return 3;
  return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t utf8_decode(struct str s, size_t at, uint32_t *code_point) {
  static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char *p = (const unsigned char *)s.p + at;
  size_t n = sequence_length(p[0]);
  if (n == 0 || n > s.n - at)
    return 0;
  uint32_t value = p[0] & masks[n];
  for (size_t i = 1; i < n; i++) {
    if (!is_tail(p[i]))
      return 0;
    value = value << 6 | (p[i] & 0x3F);
  }
  bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[n] || value > LAST_CODE_POINT || is_surrogate)
    return 0;
  *code_point = value;
  return n;
}

size_t utf8_encode(uint32_t code_point, char bytes[4]) {
  if (code_point < 0x80) {
    bytes[0] = (char)code_point;
    return 1;
  }
  size_t n = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = n - 1; i > 0; i--) {
    bytes[i] = (char)(0x80 | (code_point & 0x3F));
    code_point >>= 6;
  }
  bytes[0] = (char)(marks[n] | code_point);
  return n;
}

/* One code point or, where there is none, one byte. */
static size_t step(struct str s, size_t at) {
  if ((unsigned char)s.p[at] < 0x80)
    return 1;
  uint32_t code_point;
  size_t n = utf8_decode(s, at, &code_point);
  return n > 0 ? n : 1;
}

uint32_t utf8_before(struct str s, size_t at) {
  uint32_t code_point = 0;
  size_t from = at;
  while (from > 0 && at - from < 4) {
    from--;
    if (!is_tail((unsigned char)s.p[from]))
      return utf8_decode(s, from, &code_point) == at - from ? code_point : 0;
  }
  return 0;
}

/* Every code point has one byte that is no continuation: counted eight bytes at a time, each in
 * a byte of its own until that is full. */
size_t utf8_count(struct str s) {
  enum { WORDS_AT_ONCE = 255 };
  const uint64_t ones = 0x0101010101010101u, low_halves = 0x00FF00FF00FF00FFu;
  size_t tails = 0, at = 0;
  while (s.n - at >= sizeof ones) {
    uint64_t counts = 0, word;
    for (int i = 0; i < WORDS_AT_ONCE && s.n - at >= sizeof word; i++, at += sizeof word) {
      memcpy(&word, s.p + at, sizeof word);
      counts += (word >> 7) & (~word >> 6) & ones;
    }
    uint64_t pairs = (counts & low_halves) + ((counts >> 8) & low_halves);
    tails += (size_t)((pairs * 0x0001000100010001u) >> 48);
  }
  for (; at < s.n; at++)
    tails += is_tail((unsigned char)s.p[at]);
  return s.n - tails;
}

size_t utf8_offset(struct str s, size_t count) {
  size_t at = 0;
  for (; count > 0 && at < s.n; count--)
    at += step(s, at);
  return at;
}

bool is_unprintable(uint32_t c) {
  bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  bool is_bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return is_control || is_bidi || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

/* Are all eight bytes from space to "~"? */
static bool is_plain_word(uint64_t word) {
  const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  uint64_t is_low = (word - ones * 0x20) & ~word;
  uint64_t del = word ^ (ones * 0x7F);
  uint64_t is_del = (del - ones) & ~del;
  return ((word | is_low | is_del) & highs) == 0;
}

/* The length of the code point at `p` if its first bytes alone tell that it is whole, printable
 * and no combining mark; else 0, and somebody has to look closer. Covers what nearly all text
 * is made of: ASCII, Hangul, kana, Chinese characters, Latin and Greek letters, usual
 * punctuation, emoji. */
static size_t plain_length(const unsigned char *p, size_t n) {
  unsigned char first = p[0];
  if (first < 0x80)
    return first >= 0x20 ? first != 0x7F : first == '\t' || first == '\n';
  if (n >= 3 && is_tail(p[1]) && is_tail(p[2])) {
    if (first >= 0xE3 && first <= 0xEC)
      return 3;
    if (first == 0xED)
      return p[1] < 0xA0 ? 3 : 0;
    if (first == 0xE2)
      return p[1] != 0x81 && p[1] != 0x83 && (p[1] != 0x80 || p[2] < 0xAA) ? 3 : 0;
  }
  if (n >= 2 && first >= 0xC3 && first <= 0xCB)
    return is_tail(p[1]) ? 2 : 0;
  if (n >= 4 && first == 0xF0 && p[1] >= 0x90)
    return is_tail(p[1]) && is_tail(p[2]) && is_tail(p[3]) ? 4 : 0;
  return 0;
}

enum { BLOCK = 32 };

/* Are all bytes of the block what may stand there: ASCII that can be shown, a tab, an LF, or a
 * part of a character of three bytes from U+3000 to U+D7FF? A byte is told by itself and the
 * two before it, which are known to be fine: a tail stands behind a head or a head and a tail,
 * and nothing else does. No byte asks what became of another, so that the compiler can look at
 * all of them at once. */
WIDE_PART bool is_plain_block(const unsigned char *p) {
  unsigned char faults[BLOCK];
  uint64_t words[BLOCK / sizeof(uint64_t)], all = 0;
  for (int i = 0; i < BLOCK; i++) {
    unsigned char c = p[i], before = p[i - 1], first = p[i - 2];
    unsigned char is_head = (unsigned char)(c - 0xE3) <= 0xED - 0xE3;
    unsigned char follows = ((unsigned char)(before - 0xE3) <= 0xED - 0xE3) |
                            ((unsigned char)(first - 0xE3) <= 0xED - 0xE3);
    unsigned char is_tail_byte = (c & 0xC0) == 0x80;
    unsigned char is_ascii =
        ((unsigned char)(c - 0x20) < 0x7F - 0x20) | (c == '\t') | (c == '\n');
    unsigned char is_surrogate = (before == 0xED) & (c >= 0xA0);
    faults[i] = (unsigned char)((is_tail_byte ^ follows) |
                                !(is_tail_byte | is_head | is_ascii) | is_surrogate);
  }
  memcpy(words, faults, sizeof words);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    all |= words[i];
  return all == 0;
}

/* Behind as many plain blocks as there are; back at the beginning of a character. */
WIDE static size_t skip_blocks(struct str s, size_t at) {
  const unsigned char *p = (const unsigned char *)s.p;
  size_t from = at;
  while (s.n - at >= BLOCK && is_plain_block(p + at))
    at += BLOCK;
  if (at > from && p[at - 1] >= 0xE3)
    return at - 1;
  return at > from && p[at - 2] >= 0xE3 ? at - 2 : at;
}

size_t utf8_plain(struct str s, size_t from) {
  size_t at = from;
  while (at < s.n) {
    /* At the two bytes before a block is looked. */
    if (at >= from + 2 && s.n - at >= BLOCK) {
      size_t behind = skip_blocks(s, at);
      if (behind > at) {
        at = behind;
        continue;
      }
    }
    /* A character of another script seldom stands alone. */
    uint64_t word;
    if (!(s.p[at] & 0x80) && s.n - at >= sizeof word) {
      memcpy(&word, s.p + at, sizeof word);
      if (is_plain_word(word)) {
        at += sizeof word;
        continue;
      }
    }
    size_t n = plain_length((const unsigned char *)s.p + at, s.n - at);
    if (n == 0)
      break;
    at += n;
  }
  return at;
}

size_t utf8_invalid(struct str s) {
  for (size_t at = utf8_plain(s, 0); at < s.n; at = utf8_plain(s, at)) {
    uint32_t code_point;
    size_t n = utf8_decode(s, at, &code_point);
    if (n == 0)
      return at;
    at += n;
  }
  return STR_NONE;
}

/* Tabs and LF are plain, so a CR before an LF is all that is left to allow. */
static bool is_line_end(struct str s, size_t at, uint32_t c) {
  return c == '\r' && at + 1 < s.n && s.p[at + 1] == '\n';
}

size_t utf8_forbidden(struct str s, size_t from, uint32_t *code_point) {
  for (size_t at = utf8_plain(s, from); at < s.n; at = utf8_plain(s, at)) {
    size_t n = utf8_decode(s, at, code_point);
    /* U+0085 is a control character of the second block, and no line end to git or editors. */
    if (n > 0 && is_unprintable(*code_point) && !is_line_end(s, at, *code_point))
      return at;
    at += n > 0 ? n : 1;
  }
  return STR_NONE;
}
