/* UTF-8: decoding, encoding, finding what is not UTF-8 or must not stand in a text. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#include <stdint.h>

/* Decodes the code point at s.p[at] (at < s.n) and answers its length, 1 to 4 bytes. Bytes that
 * are not UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF) give 0. */
size_t utf8_decode(struct str s, size_t at, uint32_t *code_point);

/* The code point that ends at the offset, 0 if none does. */
uint32_t utf8_before(struct str s, size_t at);

/* Is the byte at the offset the second, third or fourth of a character? False at the end. */
static inline bool utf8_is_inside(struct str s, size_t at) {
  return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

/* Writes the code point into `bytes` and answers how many bytes it took. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);

/* The number of code points of a text that is UTF-8. */
size_t utf8_count(struct str s);

/* The offset behind the first `count` code points, at most s.n. */
size_t utf8_offset(struct str s, size_t count);

/* The end of the stretch from `from` on that is surely nothing but whole, printable characters,
 * tabs and LFs, none of them a combining mark. Nearly all text is one such stretch; what
 * follows it has to be looked at, and may be fine, too. */
size_t utf8_plain(struct str s, size_t from);

/* The offset of the first byte that is not UTF-8, or STR_NONE. */
size_t utf8_invalid(struct str s);

/* The offset of the first code point at or behind `from` that no text may hold: control
 * characters other than tab, LF and a CR before LF; bidi embeddings, overrides and isolates;
 * U+FEFF; tag characters (U+E0000 to U+E007F); U+2028 and U+2029 are allowed. STR_NONE if there
 * is none. */
size_t utf8_forbidden(struct str s, size_t from, uint32_t *code_point);

/* Is it one of the above, and so never to be shown raw? (Tab, CR and LF are, too.) */
bool is_unprintable(uint32_t code_point);

#endif
