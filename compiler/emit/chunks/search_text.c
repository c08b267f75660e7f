/* Text as a full-text index finds it again: words, parts of identifiers, pairs of syllables. */
#include "emit/chunks/search_text.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum {
  LONGEST_WORD = 64,  /* characters of a token */
  LONGEST_WHOLE = 64, /* bytes of an identifier without what joins it */
  LONGEST_RUN = 16,   /* characters of a stretch of syllables that is a token itself */
  HUMP = 0x1F,        /* stands where a part of a camelCase name begins */
};

/* What a character is to the search. */
enum letter { LETTER_NONE, LETTER_JOINT, LETTER_WORD, LETTER_SYLLABLE };

struct range {
  uint32_t first, last;
};

/* Scripts whose words are not parted by spaces, or not from their particles; in order. */
static const struct range syllables[] = {
    {0x0E00, 0x0EFF},   /* Thai, Lao */
    {0x1000, 0x109F},   /* Myanmar */
    {0x1100, 0x11FF},   /* Hangul letters */
    {0x1780, 0x17FF},   /* Khmer */
    {0x2E80, 0x2FDF},   /* radicals of Han */
    {0x3005, 0x3007},   /* marks that stand for a Han character */
    {0x3031, 0x3035},   /* marks that stand for kana */
    {0x3041, 0x31FF},   /* kana, Bopomofo */
    {0x3400, 0x9FFF},   /* Han */
    {0xA960, 0xA97F},   /* Hangul letters */
    {0xAC00, 0xD7FF},   /* Hangul */
    {0xF900, 0xFAFF},   /* Han */
    {0x1B000, 0x1B16F}, /* kana */
    {0x20000, 0x3FFFF}, /* Han */
};

static bool is_syllable(uint32_t code_point) {
  for (size_t i = 0; i < sizeof syllables / sizeof syllables[0]; i++) {
    if (code_point <= syllables[i].last)
      return code_point >= syllables[i].first;
  }
  return false;
}

static bool is_joint(uint32_t code_point) {
  return code_point == '_' || code_point == '-' || code_point == '.' || code_point == HUMP;
}

/* The character at s.p[at] and its length. */
static enum letter letter_at(struct str s, size_t at, size_t *n) {
  uint32_t code_point = (unsigned char)s.p[at];
  *n = code_point < 0x80 ? 1 : utf8_decode(s, at, &code_point);
  if (*n == 0) {
    *n = 1;
    return LETTER_NONE;
  }
  if (code_point < 0x80 && is_joint(code_point))
    return LETTER_JOINT;
  if (!is_unicode_word(code_point) && (code_point < 0x80 || !is_unicode_mark(code_point)))
    return LETTER_NONE;
  return is_syllable(code_point) ? LETTER_SYLLABLE : LETTER_WORD;
}

/* ---- Names in camelCase --------------------------------------------------------------- */

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_plain(char c) {
  return is_alpha_char(c) || is_digit_char(c);
}

/* Does a part of a name begin at s.p[at]? A part has two characters or more: IPv6 has none. */
static bool is_hump(struct str s, size_t at, size_t part) {
  if (at < part + 2 || at + 1 >= s.n || !is_capital(s.p[at]) || !is_plain(s.p[at + 1]))
    return false;
  return !is_capital(s.p[at - 1]) || is_small(s.p[at + 1]);
}

/* Marks the humps, which folding would level. Lives in `a`, or is the text itself. */
static struct str mark_humps(struct arena *a, struct str s) {
  struct buf out = {0};
  size_t part = 0, copied = 0;
  for (size_t at = 0; at < s.n; at++) {
    if (!is_plain(s.p[at])) {
      part = at + 1;
    } else if (is_hump(s, at, part)) {
      buf_add(&out, str_slice(s, copied, at));
      buf_add_char(&out, HUMP);
      copied = part = at;
    }
  }
  if (copied == 0)
    return s;
  buf_add(&out, str_slice(s, copied, s.n));
  struct str marked = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return marked;
}

/* ---- Tokens --------------------------------------------------------------------------- */

static void add_space(struct buf *out) {
  if (out->n > 0)
    buf_add_char(out, ' ');
}

static void add_token(struct buf *out, struct str token) {
  add_space(out);
  buf_add(out, token.n <= LONGEST_WORD ? token
                                       : str_slice(token, 0, utf8_offset(token, LONGEST_WORD)));
}

/* The end of what is of one kind from `at` on. */
static size_t end_of(struct str s, size_t at, enum letter kind, size_t *count) {
  size_t n = 0;
  for (*count = 0; at < s.n && letter_at(s, at, &n) == kind; at += n)
    ++*count;
  return at;
}

/* The words from `at` on that are joined by one character each, and the whole of them. Answers
 * where they end. */
static size_t add_words(struct buf *out, struct str s, size_t at) {
  size_t parts = 0, count = 0, n = 0, next = at, end = at;
  do {
    end = end_of(s, next, LETTER_WORD, &count);
    add_token(out, str_slice(s, next, end));
    parts++;
    next = end + 1;
  } while (next < s.n && letter_at(s, end, &n) == LETTER_JOINT &&
           letter_at(s, next, &n) == LETTER_WORD);
  if (parts == 1 || end - at > LONGEST_WHOLE + parts - 1)
    return end;
  add_space(out);
  for (size_t i = at; i < end; i++) {
    if (!is_joint((unsigned char)s.p[i]))
      buf_add_char(out, s.p[i]);
  }
  return end;
}

/* The stretch of syllables from `at` on, and its pairs. Answers where it ends. */
static size_t add_syllables(struct buf *out, struct str s, size_t at) {
  size_t count = 0, first = 0, second = 0;
  size_t end = end_of(s, at, LETTER_SYLLABLE, &count);
  if (count != 2 && count <= LONGEST_RUN)
    add_token(out, str_slice(s, at, end));
  letter_at(s, at, &first);
  for (; at + first < end; at += first, first = second) {
    letter_at(s, at + first, &second);
    add_token(out, str_slice(s, at, at + first + second));
  }
  return end;
}

void search_text_add(struct arena *scratch, struct buf *out, struct str text) {
  struct str s = unicode_fold(scratch, mark_humps(scratch, text));
  for (size_t at = 0; at < s.n;) {
    size_t n = 0;
    switch (letter_at(s, at, &n)) {
    case LETTER_WORD:
      at = add_words(out, s, at);
      break;
    case LETTER_SYLLABLE:
      at = add_syllables(out, s, at);
      break;
    default:
      at += n;
    }
  }
}

struct str search_text(struct arena *a, struct str text) {
  struct buf out = {0};
  search_text_add(a, &out, text);
  struct str tokens = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return tokens;
}
