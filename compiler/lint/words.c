/* Finds the words of a list in texts: all of them in one pass, as whole words. */
#include "lint/words.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct word {
  struct str text; /* NFC; small letters if the case does not count */
  size_t index;
};

enum { LONGEST_HEAD = 8, FILTER_BITS = 13 };

/* How many bytes are hashed where a word may begin: no word is shorter, none has a blank in
 * them. 0: no word begins so. */
struct head {
  size_t n;
  uint64_t mask; /* over LONGEST_HEAD bytes as they lie in memory */
};

/* Nearly all of a text is passed over by a hash of the next bytes: a bit is set where a word
 * may begin with them. */
struct word_set {
  uint64_t filter[(1 << FILTER_BITS) / 64];
  unsigned char kinds[256]; /* by byte: the head of words that begin with it, plus one; or 0 */
  struct head heads[2]; /* of words that begin with ASCII, and of others, whose characters are
                       longer: both together would be as short as the shortest of ASCII */
  char only_first;      /* the byte with which all words begin, if there is but one; else NUL */
  struct word *words;   /* by first byte, longer ones first */
  size_t count;
  size_t starts[257]; /* the words that begin with byte b are [starts[b], starts[b + 1]) */
  bool any_case;
};

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char fold(const struct word_set *set, char c) {
  return set->any_case ? lower_char(c) : c;
}

/* ---- Making it ---- */

static int compare_words(const void *left, const void *right) {
  const struct word *a = left, *b = right;
  unsigned char first_a = (unsigned char)a->text.p[0], first_b = (unsigned char)b->text.p[0];
  if (first_a != first_b)
    return first_a < first_b ? -1 : 1;
  if (a->text.n != b->text.n)
    return a->text.n > b->text.n ? -1 : 1;
  return (a->index > b->index) - (a->index < b->index);
}

static struct str folded(struct arena *a, const struct word_set *set, struct str word) {
  struct str nfc = unicode_fold_space(a, unicode_nfc(a, word));
  char *text = arena_alloc(a, nfc.n);
  for (size_t i = 0; i < nfc.n; i++)
    text[i] = fold(set, nfc.p[i]);
  return (struct str){text, nfc.n};
}

/* May the text have `c` where the word has `in_word`? */
static bool may_stand(const struct word_set *set, char in_word, char c) {
  return in_word == ' ' ? is_white(c) : in_word == fold(set, c);
}

static size_t kind_of(char first) {
  return (unsigned char)first >= 0x80;
}

/* The hash of the head at `p`, of which `n` bytes may be read, and at least a head. Both cases
 * of a letter have one hash. */
static size_t head_hash(const struct head *head, const char *p, size_t n) {
  uint64_t bytes = 0;
  if (n >= sizeof bytes)
    memcpy(&bytes, p, sizeof bytes);
  else
    memcpy(&bytes, p, n);
  bytes = (bytes | UINT64_C(0x2020202020202020)) & head->mask;
  return (size_t)(bytes * UINT64_C(0x9E3779B97F4A7C15) >> (64 - FILTER_BITS));
}

static void make_heads(struct word_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    struct str word = set->words[i].text;
    struct head *head = &set->heads[kind_of(word.p[0])];
    size_t blank = str_find_char(word, ' ', 0), n = blank < word.n ? blank : word.n;
    n = n < LONGEST_HEAD ? n : LONGEST_HEAD;
    head->n = head->n == 0 || n < head->n ? n : head->n;
  }
  for (size_t kind = 0; kind < 2; kind++)
    memset(&set->heads[kind].mask, 0xFF, set->heads[kind].n);
}

static void make_filter(struct word_set *set) {
  make_heads(set);
  set->only_first = set->words[0].text.p[0];
  for (size_t i = 0; i < set->count; i++) {
    struct str word = set->words[i].text;
    if (word.p[0] != set->only_first || (set->any_case && is_alpha_char(word.p[0])))
      set->only_first = '\0';
    size_t kind = kind_of(word.p[0]), hash = head_hash(&set->heads[kind], word.p, word.n);
    unsigned char first = (unsigned char)word.p[0];
    set->kinds[first] = (unsigned char)(kind + 1);
    if (set->any_case && is_alpha_char(word.p[0]))
      set->kinds[first - 'a' + 'A'] = (unsigned char)(kind + 1);
    set->filter[hash / 64] |= (uint64_t)1 << (hash % 64);
  }
}

struct word_set *word_set_new(struct arena *a, const struct str *words, size_t count,
                              bool any_case) {
  struct word_set *set = arena_new(a, struct word_set);
  set->any_case = any_case;
  set->words = arena_array(a, struct word, count);
  for (size_t i = 0; i < count; i++) {
    struct str text = folded(a, set, words[i]);
    if (text.n > 0)
      set->words[set->count++] = (struct word){text, i};
  }
  if (set->count > 1)
    qsort(set->words, set->count, sizeof *set->words, compare_words);
  for (size_t i = 0; i < set->count; i++) {
    set->starts[(unsigned char)set->words[i].text.p[0] + 1] = i + 1;
  }
  for (size_t byte = 0; byte < 256; byte++) {
    if (set->starts[byte + 1] < set->starts[byte])
      set->starts[byte + 1] = set->starts[byte];
  }
  if (set->count > 0)
    make_filter(set);
  return set;
}

/* ---- Looking ---- */

static bool is_ascii_word(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_';
}

/* Letters of alphabets that write words apart: Latin, Greek, Cyrillic and their marks. */
static bool is_alphabetic(uint32_t c) {
  return (c >= 0xC0 && c < 0x530 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x2000);
}

static bool is_word_behind(struct str text, size_t at) {
  uint32_t code_point;
  if (at >= text.n)
    return false;
  if (is_ascii_word(text.p[at]))
    return true;
  return utf8_decode(text, at, &code_point) > 1 && is_alphabetic(code_point);
}

static bool is_word_before(struct str text, size_t at) {
  if (at == 0)
    return false;
  size_t from = at - 1;
  while (from > 0 && at - from < 4 && ((unsigned char)text.p[from] & 0xC0) == 0x80)
    from--;
  return is_word_behind(text, from);
}

/* The end of the word if it stands at `at`, else STR_NONE. */
static size_t word_end(const struct word_set *set, struct str word, struct str text,
                       size_t at) {
  for (size_t i = 0; i < word.n; i++) {
    if (at == text.n || !may_stand(set, word.p[i], text.p[at]))
      return STR_NONE;
    at++;
    while (word.p[i] == ' ' && at < text.n && is_white(text.p[at]))
      at++;
  }
  return at;
}

static bool is_whole(struct str word, struct str text, size_t from, size_t to) {
  return !(is_ascii_word(word.p[0]) && is_word_before(text, from)) &&
         !(is_ascii_word(word.p[word.n - 1]) && is_word_behind(text, to));
}

static bool find_at(const struct word_set *set, struct str text, size_t at,
                    struct word_hit *hit) {
  unsigned char first = (unsigned char)fold(set, text.p[at]);
  if (first >= 0xE0 && text.n - at < 3)
    return false;
  for (size_t i = set->starts[first]; i < set->starts[first + 1]; i++) {
    const struct word *word = &set->words[i];
    /* Most words of a script begin with one byte: the rest of the character tells them apart.
     */
    if (first >= 0xE0 && memcmp(word->text.p + 1, text.p + at + 1, 2) != 0)
      continue;
    size_t to = word_end(set, word->text, text, at);
    if (to == STR_NONE || !is_whole(word->text, text, at, to))
      continue;
    *hit = (struct word_hit){word->index, at, to};
    return true;
  }
  return false;
}

static bool may_begin(const struct word_set *set, const struct head *head, struct str rest) {
  if (rest.n < head->n)
    return false;
  size_t hash = head_hash(head, rest.p, rest.n);
  return (set->filter[hash / 64] >> (hash % 64) & 1) != 0;
}

/* The next place at or behind `at` where the filter lets a word begin, or text.n. */
static size_t next_candidate(const struct word_set *set, struct str text, size_t at) {
  if (set->only_first) {
    size_t next = str_find_char(text, set->only_first, at);
    return next == STR_NONE ? text.n : next;
  }
  while (at < text.n) {
    unsigned char first = (unsigned char)text.p[at], kind = set->kinds[first];
    if (kind != 0 &&
        may_begin(set, &set->heads[kind - 1], (struct str){text.p + at, text.n - at}))
      return at;
    at += first >= 0xE0 ? 3 : 1;
  }
  return text.n;
}

bool word_set_next(const struct word_set *set, struct str text, size_t from,
                   struct word_hit *hit) {
  if (set->count == 0)
    return false;
  for (size_t at = next_candidate(set, text, from); at < text.n;
       at = next_candidate(set, text, at + 1)) {
    if (find_at(set, text, at, hit))
      return true;
  }
  return false;
}
