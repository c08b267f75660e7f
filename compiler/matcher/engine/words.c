/* Cuts a message into words, and tells plain words from those of values. */

struct kb_words {
  const char *p;
  size_t n, at;
  size_t from, to; /* the last word */
  size_t until;    /* where the stretch ends that the last word belongs to */
  int is_value;    /* and whether that is a value */
};

static int kb_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char kb_fold(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int kb_is_word(char c) {
  return (kb_fold(c) >= 'a' && kb_fold(c) <= 'z') || kb_is_digit(c) || (unsigned char)c > 0x7F;
}

static int kb_is_word_at(const struct kb_words *words, size_t at) {
  return at < words->n && kb_is_word(words->p[at]);
}

/* Holds two words together, if it stands alone between them. */
static int kb_is_joint(char c) {
  return c == '-' || c == '_' || c == '.' || c == ':' || c == '/' || c == '@' || c == '#';
}

/* The end of the words from `from` on that joints hold together. */
static size_t kb_cluster_end(const struct kb_words *words, size_t from, int *is_value) {
  const char *p = words->p;
  size_t i = from;
  while (kb_is_word_at(words, i) ||
         (i < words->n && kb_is_joint(p[i]) && kb_is_word_at(words, i + 1))) {
    *is_value |= kb_is_digit(p[i]) || p[i] == '@';
    i++;
  }
  return i;
}

/* A slash that joins nothing begins a path. */
static int kb_is_path(const struct kb_words *words, size_t from) {
  const char *p = words->p;
  return from > 0 && p[from - 1] == '/' && (from == 1 || !kb_is_word(p[from - 2]));
}

/* The quote that closes the one at `open`; 0 if no value stands between them. */
static size_t kb_closing_quote(const struct kb_words *words, size_t open) {
  const char *p = words->p;
  if ((p[open] != '"' && p[open] != '\'' && p[open] != '`') ||
      (open > 0 && kb_is_word(p[open - 1])))
    return 0;
  for (size_t i = open + 1; i < words->n && i - open <= 128; i++) {
    if (p[i] == p[open])
      return i > open + 1 && !kb_is_word_at(words, i + 1) ? i : 0;
    if ((unsigned char)p[i] <= ' ')
      return 0;
  }
  return 0;
}

/* Opens a stretch of which all words are values, or none is: what a quote or a word begins that
 * is in no stretch yet. */
static void kb_open_stretch(struct kb_words *words) {
  if (kb_is_word(words->p[words->at])) {
    words->is_value = kb_is_path(words, words->at);
    words->until = kb_cluster_end(words, words->at, &words->is_value);
    return;
  }
  size_t close = kb_closing_quote(words, words->at);
  if (close != 0) {
    words->is_value = 1;
    words->until = close + 1;
  }
}

static int kb_next_word(struct kb_words *words) {
  for (; words->at < words->n; words->at++) {
    if (words->at >= words->until)
      kb_open_stretch(words);
    if (kb_is_word(words->p[words->at])) {
      words->from = words->at;
      while (kb_is_word_at(words, words->at))
        words->at++;
      words->to = words->at;
      return 1;
    }
  }
  return 0;
}

/* How far the message was looked at. */
static size_t kb_seen(const struct kb_words *words) {
  return words->until > words->at ? words->until : words->at;
}

/* The same again, where that has been done before: adds what it costs, in words. Eight bytes
 * count as one more, so that a word as long as the message is not for nothing. */
static int kb_read_again(struct kb_words *words, size_t *work) {
  size_t seen = kb_seen(words);
  int is_word = kb_next_word(words);
  *work += 1 + (kb_seen(words) - seen) / 8;
  return is_word;
}

/* ---- Bytes ------------------------------------------------------------------------------ */

#if defined(__GNUC__)
#define KB_INLINE static inline __attribute__((always_inline))
#define KB_APART __attribute__((noinline)) /* its stack is not always needed */
#define KB_LIKELY(x) __builtin_expect((x) != 0, 1)
#define KB_FETCH(p) __builtin_prefetch(p)
#else
#define KB_INLINE static inline
#define KB_APART
#define KB_LIKELY(x) ((x) != 0)
#define KB_FETCH(p) ((void)(p))
#endif

/* Eight bytes as a number, the lowest first, wherever they stand. */
KB_INLINE uint64_t kb_load8(const char *p) {
  uint64_t x;
  memcpy(&x, p, sizeof x);
#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
  x = 0;
  for (unsigned i = 0; i < 8; i++)
    x |= (uint64_t)(unsigned char)p[i] << (8 * i);
#endif
  return x;
}

/* The same of at most n bytes; no other is read. */
static uint64_t kb_load_few(const char *p, size_t n) {
  uint64_t x = 0;
  for (size_t i = 0; i < n && i < 8; i++)
    x |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return x;
}

#define KB_EACH_BYTE 0x0101010101010101u

/* The lowest n bytes, 1 to 8. */
KB_INLINE uint64_t kb_low_bytes(uint64_t x, size_t n) {
  return x & (~(uint64_t)0 >> ((8 - n) * 8));
}

KB_INLINE unsigned kb_lowest_bit(uint64_t x) {
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(x);
#else
  unsigned n = 0;
  while ((x >> n & 0xFF) == 0)
    n += 8;
  while ((x >> n & 1) == 0)
    n++;
  return n;
#endif
}

KB_INLINE unsigned kb_leading_zeros(uint64_t x) {
#if defined(__GNUC__)
  return (unsigned)__builtin_clzll(x);
#else
  unsigned n = 0;
  while ((x << n >> 63) == 0)
    n++;
  return n;
#endif
}

/* ---- Hashes ----------------------------------------------------------------------------- */

/* They lead to rows that are then compared; no answer rests on one alone. */

#define KB_FACTOR 0x9E3779B97F4A7C15u

/* The lowest bytes of a word of so many; of one that is longer all eight. */
#define KB_ALL 0xFFFFFFFFFFFFFFFFu
#define KB_ALL_8 KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL
static const uint64_t kb_low_masks[64] = {
    0,          0xFF,         0xFFFF,         0xFFFFFF,
    0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
    KB_ALL_8,   KB_ALL_8,     KB_ALL_8,       KB_ALL_8,
    KB_ALL_8,   KB_ALL_8,     KB_ALL_8};

/* Of a word of n bytes that begins with these eight, of which those behind its end do not
 * count. Bit 5 of each is set, which makes the letters of both cases equal. Longer words that
 * begin alike have the same hash: they are few, and to tell them apart costs all others. */
KB_INLINE uint64_t kb_word_hash(uint64_t bytes, size_t n, uint64_t salt) {
  uint64_t number = (bytes | 0x20 * KB_EACH_BYTE) & kb_low_masks[n];
  return (number ^ salt) * KB_FACTOR;
}

/* What makes the words of a service other than those of the next; 0 is for all of them. */
KB_INLINE uint64_t kb_salt(size_t service) {
  return (uint64_t)(service + 1) * 0xD6E8FEB86659FD93u;
}

/* Of all words of a message, one more at a time. */
KB_INLINE uint64_t kb_whole_hash(uint64_t whole, uint64_t word) {
  return (whole ^ word) * KB_FACTOR;
}

/* Of a name of n bytes by its first and its last eight, which are all if it is shorter. */
KB_INLINE uint64_t kb_name_hash(uint64_t first, uint64_t last, size_t n) {
  uint64_t hash = (first ^ (last << 29 | last >> 35) ^ n) * KB_FACTOR;
  return (hash ^ (hash >> 32)) * KB_FACTOR;
}

/* The number that the highest bits of a hash are. */
KB_INLINE size_t kb_bucket(uint64_t hash, uint32_t bits) {
  return (size_t)(hash >> (64 - bits));
}

/* Two bits of a number of the filter, the place of which the highest bits of the hash say. */
#define KB_FIRST_BIT(hash) ((unsigned)((hash) >> 32 & 31))
#define KB_SECOND_BIT(hash) ((unsigned)((hash) >> 37 & 31))
