/* Looking at many bytes at once: AVX2, on an x86 that has it. */

#if defined(__GNUC__) && defined(__x86_64__) && !defined(KB_NO_SIMD) &&                        \
    (!defined(KB_NO_DISPATCH) || defined(__AVX2__))
#define KB_HAS_WIDE
#endif

#if defined(KB_HAS_WIDE)

#include <immintrin.h>

#define KB_PATH(name) name##_wide
#define KB_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

KB_TARGET KB_INLINE __m256i kb_load_wide(const char *p) {
  return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

KB_TARGET KB_INLINE uint64_t kb_mask_wide(__m256i low, __m256i high) {
  return (uint64_t)(unsigned)_mm256_movemask_epi8(low) |
         (uint64_t)(unsigned)_mm256_movemask_epi8(high) << 32;
}

KB_TARGET KB_INLINE uint64_t kb_bytes_wide(const char *p, char c) {
  __m256i wanted = _mm256_set1_epi8(c);
  return kb_mask_wide(_mm256_cmpeq_epi8(kb_load_wide(p), wanted),
                      _mm256_cmpeq_epi8(kb_load_wide(p + 32), wanted));
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_TARGET KB_INLINE uint64_t kb_next_wide(const char *p, char c) {
  return (uint64_t)(unsigned)_mm256_movemask_epi8(
      _mm256_cmpeq_epi8(kb_load_wide(p), _mm256_set1_epi8(c)));
}

/* 32 of the bytes that kb_classify_wide looks at. */
struct kb_kinds {
  __m256i word, mark, joint, slash, quote;
};

KB_TARGET KB_INLINE void kb_kinds_wide(const char *p, struct kb_kinds *kinds) {
  __m256i x = kb_load_wide(p);
#define KB_IS(c) _mm256_cmpeq_epi8(x, _mm256_set1_epi8(c))
#define KB_OR(a, b) _mm256_or_si256(a, b)
#define KB_BOTH(table) _mm256_broadcastsi128_si256(table)
  /* Of each low half of a byte, the joint and the quote that has it; '_' is one more. */
  __m256i joints = KB_BOTH(
      _mm_setr_epi8('@', -1, -1, '#', -1, -1, -1, -1, -1, -1, ':', -1, -1, '-', '.', '/'));
  __m256i quotes = KB_BOTH(
      _mm_setr_epi8('`', -1, '"', -1, -1, -1, -1, '\'', -1, -1, -1, -1, -1, -1, -1, -1));
  /* Above 127 - n are n values, whichever come last. */
  __m256i letter = _mm256_cmpgt_epi8(
      _mm256_add_epi8(KB_OR(x, _mm256_set1_epi8(0x20)), _mm256_set1_epi8(127 - 'z')),
      _mm256_set1_epi8(127 - 26));
  __m256i digit = _mm256_cmpgt_epi8(_mm256_add_epi8(x, _mm256_set1_epi8(127 - '9')),
                                    _mm256_set1_epi8(127 - 10));
  kinds->word = KB_OR(KB_OR(letter, digit), x);
  kinds->mark = KB_OR(digit, KB_IS('@'));
  kinds->joint = KB_OR(_mm256_cmpeq_epi8(x, _mm256_shuffle_epi8(joints, x)), KB_IS('_'));
  kinds->quote = _mm256_cmpeq_epi8(x, _mm256_shuffle_epi8(quotes, x));
  kinds->slash = KB_IS('/');
#undef KB_IS
#undef KB_OR
#undef KB_BOTH
}

KB_TARGET KB_INLINE void kb_classify_wide(const char *p, struct kb_masks *m) {
  struct kb_kinds low, high;
  kb_kinds_wide(p, &low);
  kb_kinds_wide(p + 32, &high);
  m->word = kb_mask_wide(low.word, high.word);
  m->mark = kb_mask_wide(low.mark, high.mark);
  m->joint = kb_mask_wide(low.joint, high.joint);
  m->slash = kb_mask_wide(low.slash, high.slash);
  m->quote = kb_mask_wide(low.quote, high.quote);
}

KB_TARGET KB_INLINE uint64_t kb_blanks_wide(const char *p) {
  __m256i most = _mm256_set1_epi8(0x20), low = kb_load_wide(p), high = kb_load_wide(p + 32);
  return kb_mask_wide(_mm256_cmpeq_epi8(_mm256_min_epu8(low, most), low),
                      _mm256_cmpeq_epi8(_mm256_min_epu8(high, most), high));
}

KB_TARGET KB_INLINE size_t kb_count_wide(uint64_t x) {
  return (size_t)__builtin_popcountll(x);
}

/* Is the text, of at most eight bytes, one of so many? They are small, and the last stands
 * there again until their number is a multiple of four. */
KB_TARGET KB_INLINE int kb_is_value_wide(const char *texts, size_t count, uint64_t text) {
  __m256i wanted = _mm256_set1_epi64x((long long)text), is_one = _mm256_setzero_si256();
  for (size_t i = 0; i < count; i += 4)
    is_one = _mm256_or_si256(is_one, _mm256_cmpeq_epi64(wanted, kb_load_wide(texts + 8 * i)));
  return !_mm256_testz_si256(is_one, is_one);
}

/* Has the text the form of a time of n bytes? `help` says which bytes there are, which of them
 * must be there, and which are digits. */
KB_TARGET KB_INLINE int kb_is_time_wide(const char *help, const char *p, size_t n) {
  __m256i x = kb_load_wide(p), wanted = kb_load_wide(help);
  __m256i is_fixed = kb_load_wide(help + 32), is_digit = kb_load_wide(help + 64);
  __m256i above = _mm256_sub_epi8(x, _mm256_set1_epi8('0'));
  __m256i is_other = _mm256_cmpeq_epi8(_mm256_max_epu8(above, _mm256_set1_epi8(10)), above);
  __m256i wrong = _mm256_or_si256(_mm256_and_si256(_mm256_xor_si256(x, wanted), is_fixed),
                                  _mm256_and_si256(is_other, is_digit));
  (void)n;
  return _mm256_testz_si256(wrong, wrong);
}

/* What follows may use half of each register: the other half must be empty, or it would be kept
 * by every instruction. Compilers know that, but not of functions that they see through. */
KB_TARGET KB_INLINE void kb_leave_wide(void) {
  _mm256_zeroupper();
}

#endif
