/* Looking at many bytes at once: what every machine of its kind can do. */

#undef KB_PATH
#undef KB_TARGET
#define KB_PATH(name) name##_base
#define KB_TARGET

#if !defined(KB_NO_SIMD) && defined(__SSE2__)
#define KB_SSE2
#include <emmintrin.h>
#elif !defined(KB_NO_SIMD) && defined(__ARM_NEON) && defined(__aarch64__) &&                   \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define KB_NEON
#include <arm_neon.h>
#endif

#if defined(KB_SSE2)

KB_INLINE __m128i kb_load_base(const char *p) {
  return _mm_loadu_si128((const __m128i *)(const void *)p);
}

KB_INLINE uint64_t kb_mask_base(__m128i x) {
  return (uint64_t)(unsigned)_mm_movemask_epi8(x);
}

KB_INLINE uint64_t kb_bytes_base(const char *p, char c) {
  __m128i wanted = _mm_set1_epi8(c);
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 16)
    mask |= kb_mask_base(_mm_cmpeq_epi8(kb_load_base(p + i), wanted)) << i;
  return mask;
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_INLINE uint64_t kb_next_base(const char *p, char c) {
  __m128i wanted = _mm_set1_epi8(c);
  return kb_mask_base(_mm_cmpeq_epi8(kb_load_base(p), wanted)) |
         kb_mask_base(_mm_cmpeq_epi8(kb_load_base(p + 16), wanted)) << 16;
}

KB_INLINE void kb_classify_base(const char *p, struct kb_masks *m) {
  memset(m, 0, sizeof *m);
  for (unsigned i = 0; i < 64; i += 16) {
    __m128i x = kb_load_base(p + i);
#define KB_IS(c) _mm_cmpeq_epi8(x, _mm_set1_epi8(c))
#define KB_OR(a, b) _mm_or_si128(a, b)
    /* Below -128 + n are n values, whichever come first. */
    __m128i letter = _mm_cmplt_epi8(
        _mm_add_epi8(KB_OR(x, _mm_set1_epi8(0x20)), _mm_set1_epi8((char)(128 - 'a'))),
        _mm_set1_epi8(-128 + 26));
    __m128i digit =
        _mm_cmplt_epi8(_mm_add_epi8(x, _mm_set1_epi8((char)(128 - '0'))), _mm_set1_epi8(-118));
    __m128i at = KB_IS('@'), slash = KB_IS('/');
    __m128i joint = KB_OR(KB_OR(KB_OR(KB_IS('-'), KB_IS('_')), KB_OR(KB_IS('.'), KB_IS(':'))),
                          KB_OR(KB_OR(KB_IS('#'), at), slash));
    m->word |= kb_mask_base(KB_OR(KB_OR(letter, digit), x)) << i;
    m->mark |= kb_mask_base(KB_OR(digit, at)) << i;
    m->joint |= kb_mask_base(joint) << i;
    m->slash |= kb_mask_base(slash) << i;
    m->quote |= kb_mask_base(KB_OR(KB_OR(KB_IS('"'), KB_IS('\'')), KB_IS('`'))) << i;
#undef KB_IS
#undef KB_OR
  }
}

KB_INLINE uint64_t kb_blanks_base(const char *p) {
  __m128i most = _mm_set1_epi8(0x20);
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 16) {
    __m128i x = kb_load_base(p + i);
    mask |= kb_mask_base(_mm_cmpeq_epi8(_mm_min_epu8(x, most), x)) << i;
  }
  return mask;
}

#elif defined(KB_NEON)

/* 64 bytes of 0 or 255 as bits. */
KB_INLINE uint64_t kb_mask_base(const uint8x16_t x[4]) {
  static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t bits = vld1q_u8(places);
  uint8x16_t low = vpaddq_u8(vandq_u8(x[0], bits), vandq_u8(x[1], bits));
  uint8x16_t high = vpaddq_u8(vandq_u8(x[2], bits), vandq_u8(x[3], bits));
  uint8x16_t all = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

KB_INLINE uint8x16_t kb_load_base(const char *p) {
  return vld1q_u8((const uint8_t *)(const void *)p);
}

KB_INLINE uint64_t kb_bytes_base(const char *p, char c) {
  uint8x16_t wanted = vdupq_n_u8((uint8_t)c), x[4];
  for (unsigned i = 0; i < 4; i++)
    x[i] = vceqq_u8(kb_load_base(p + 16 * i), wanted);
  return kb_mask_base(x);
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_INLINE uint64_t kb_next_base(const char *p, char c) {
  uint8x16_t wanted = vdupq_n_u8((uint8_t)c), x[4];
  x[0] = vceqq_u8(kb_load_base(p), wanted);
  x[1] = vceqq_u8(kb_load_base(p + 16), wanted);
  x[2] = x[3] = vdupq_n_u8(0);
  return kb_mask_base(x);
}

KB_INLINE void kb_classify_base(const char *p, struct kb_masks *m) {
  uint8x16_t word[4], mark[4], joint[4], slash[4], quote[4];
  for (unsigned i = 0; i < 4; i++) {
    uint8x16_t x = kb_load_base(p + 16 * i);
#define KB_IS(c) vceqq_u8(x, vdupq_n_u8(c))
    uint8x16_t folded = vsubq_u8(vorrq_u8(x, vdupq_n_u8(0x20)), vdupq_n_u8('a'));
    uint8x16_t digit = vcltq_u8(vsubq_u8(x, vdupq_n_u8('0')), vdupq_n_u8(10));
    uint8x16_t at = KB_IS('@');
    word[i] = vorrq_u8(vorrq_u8(vcltq_u8(folded, vdupq_n_u8(26)), digit),
                       vcgeq_u8(x, vdupq_n_u8(0x80)));
    mark[i] = vorrq_u8(digit, at);
    slash[i] = KB_IS('/');
    joint[i] =
        vorrq_u8(vorrq_u8(vorrq_u8(KB_IS('-'), KB_IS('_')), vorrq_u8(KB_IS('.'), KB_IS(':'))),
                 vorrq_u8(vorrq_u8(KB_IS('#'), at), slash[i]));
    quote[i] = vorrq_u8(vorrq_u8(KB_IS('"'), KB_IS('\'')), KB_IS('`'));
#undef KB_IS
  }
  m->word = kb_mask_base(word);
  m->mark = kb_mask_base(mark);
  m->joint = kb_mask_base(joint);
  m->slash = kb_mask_base(slash);
  m->quote = kb_mask_base(quote);
}

KB_INLINE uint64_t kb_blanks_base(const char *p) {
  uint8x16_t x[4];
  for (unsigned i = 0; i < 4; i++)
    x[i] = vcleq_u8(kb_load_base(p + 16 * i), vdupq_n_u8(0x20));
  return kb_mask_base(x);
}

#else

/* The highest bit of each of eight bytes, as eight bits. */
KB_INLINE uint64_t kb_gather_base(uint64_t x) {
  return (x >> 7 & KB_EACH_BYTE) * 0x0102040810204080u >> 56;
}

/* The highest bit of each byte that is c, and of no other. */
KB_INLINE uint64_t kb_is_base(uint64_t x, char c) {
  uint64_t y = x ^ (uint64_t)(unsigned char)c * KB_EACH_BYTE;
  return ~(((y & 0x7F * KB_EACH_BYTE) + 0x7F * KB_EACH_BYTE) | y) & 0x80 * KB_EACH_BYTE;
}

/* The highest bit of each byte below 0x80 that is at least `from` and at most `to`. */
KB_INLINE uint64_t kb_is_within_base(uint64_t x, unsigned from, unsigned to) {
  uint64_t low = x & 0x7F * KB_EACH_BYTE;
  return (low + (0x80 - from) * KB_EACH_BYTE) & ~(low + (0x7F - to) * KB_EACH_BYTE) & ~x &
         0x80 * KB_EACH_BYTE;
}

KB_INLINE uint64_t kb_bytes_base(const char *p, char c) {
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 8)
    mask |= kb_gather_base(kb_is_base(kb_load8(p + i), c)) << i;
  return mask;
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_INLINE uint64_t kb_next_base(const char *p, char c) {
  uint64_t wanted = (uint64_t)(unsigned char)c * KB_EACH_BYTE;
  for (unsigned i = 0; i < 32; i += 8) {
    uint64_t y = kb_load8(p + i) ^ wanted;
    uint64_t hits = (y - KB_EACH_BYTE) & ~y & 0x80 * KB_EACH_BYTE;
    if (hits != 0)
      return (uint64_t)1 << (i + kb_lowest_bit(hits) / 8);
  }
  return 0;
}

KB_INLINE void kb_classify_base(const char *p, struct kb_masks *m) {
  memset(m, 0, sizeof *m);
  for (unsigned i = 0; i < 64; i += 8) {
    uint64_t x = kb_load8(p + i);
    uint64_t digit = kb_is_within_base(x, '0', '9');
    uint64_t letter = kb_is_within_base(x | 0x20 * KB_EACH_BYTE, 'a', 'z');
    uint64_t high = x & 0x80 * KB_EACH_BYTE, rest = 0x80 * KB_EACH_BYTE & ~(letter | digit | x);
    m->word |= kb_gather_base(letter | digit | high) << i;
    m->mark |= kb_gather_base(digit) << i;
    /* Most that is no word is a space. */
    rest &= ~kb_is_base(x, ' ');
    if (rest == 0)
      continue;
    uint64_t at = kb_is_base(x, '@'), slash = kb_is_base(x, '/');
    /* - . / and so on */
    uint64_t joint = kb_is_within_base(x, '-', '/') | kb_is_base(x, '_') | kb_is_base(x, ':') |
                     kb_is_base(x, '#') | at;
    m->joint |= kb_gather_base(joint) << i;
    m->mark |= kb_gather_base(at) << i;
    m->slash |= kb_gather_base(slash) << i;
    m->quote |= kb_gather_base(kb_is_base(x, '"') | kb_is_base(x, '\'') | kb_is_base(x, '`'))
                << i;
  }
}

KB_INLINE uint64_t kb_blanks_base(const char *p) {
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 8)
    mask |= kb_gather_base(kb_is_within_base(kb_load8(p + i), 0, 0x20)) << i;
  return mask;
}

#endif

KB_INLINE size_t kb_count_base(uint64_t x) {
  x -= x >> 1 & 0x55 * KB_EACH_BYTE;
  x = (x & 0x33 * KB_EACH_BYTE) + (x >> 2 & 0x33 * KB_EACH_BYTE);
  return (size_t)(((x + (x >> 4)) & 0x0F * KB_EACH_BYTE) * KB_EACH_BYTE >> 56);
}

/* Is the text, of at most eight bytes, one of so many? They are small. */
KB_INLINE int kb_is_value_base(const char *texts, size_t count, uint64_t text) {
  uint64_t is_one = 0;
  for (size_t i = 0; i < count; i++)
    is_one |= kb_load8(texts + 8 * i) == text;
  return is_one != 0;
}

/* Has the text the form of a time of n bytes? `help` says which bytes there are, which of them
 * must be there, and which are digits. */
KB_INLINE int kb_is_time_base(const char *help, const char *p, size_t n) {
  uint64_t wrong = 0;
  for (size_t i = 0; i < n; i += 8) {
    uint64_t x = kb_load8(p + i), wanted = kb_load8(help + i);
    uint64_t is_fixed = kb_load8(help + 32 + i), is_digit = kb_load8(help + 64 + i);
    uint64_t digits = (x & is_digit) | (~is_digit & 0x30 * KB_EACH_BYTE);
    wrong |= (x ^ wanted) & is_fixed;
    wrong |= (digits ^ 0x30 * KB_EACH_BYTE) & 0xF0 * KB_EACH_BYTE;
    wrong |= ((digits & 0x0F * KB_EACH_BYTE) + 0x06 * KB_EACH_BYTE) & 0x10 * KB_EACH_BYTE;
  }
  return wrong == 0;
}

KB_INLINE void kb_leave_base(void) {
}
