/* The words that the keys of a log line's context are made of. */
#include "lint/key_words.h"

#include "base/arena.h"

#include <string.h>

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

/* Does a new word begin at `at`, without anything that separates it? "maxLimit" has one at its
 * L, "DBHost" at its H, "OrderIDs" none in the IDs. */
static bool is_hump(struct str key, size_t at) {
  if (at == 0 || !is_capital(key.p[at]))
    return false;
  if (!is_capital(key.p[at - 1]))
    return true;
  bool is_plural = at + 2 == key.n && key.p[at + 1] == 's';
  return at + 1 < key.n && is_small(key.p[at + 1]) && !is_plural;
}

static bool is_joint(char c) {
  return c == '_' || c == '-' || c == '.' || c == ' ';
}

struct str key_words(struct arena *a, struct str key) {
  char *words = arena_alloc(a, checked_multiply(key.n, 2));
  size_t n = 0;
  bool owes_space = false;
  for (size_t i = 0; i < key.n; i++) {
    char c = key.p[i];
    if (is_joint(c)) {
      owes_space = true;
      continue;
    }
    if ((owes_space || is_hump(key, i)) && n > 0)
      words[n++] = ' ';
    owes_space = false;
    words[n++] = lower_char(c);
  }
  return (struct str){words, n};
}

/* The offset of the word among the others, or STR_NONE. */
static size_t find_word(struct str key, struct str word, size_t from) {
  for (size_t at = str_find(key, word, from); word.n > 0 && at != STR_NONE;
       at = str_find(key, word, at + 1)) {
    size_t end = at + word.n;
    if ((at == 0 || key.p[at - 1] == ' ') && (end == key.n || key.p[end] == ' '))
      return at;
  }
  return STR_NONE;
}

bool key_has_word(struct str key, const struct str *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (find_word(key, words[i], 0) != STR_NONE)
      return true;
  }
  return false;
}

struct str key_without_words(struct arena *a, struct str key, const struct str *words,
                             size_t count) {
  struct str left = arena_copy(a, key);
  char *text = arena_alloc(a, key.n);
  for (size_t i = 0; i < count; i++) {
    size_t at = find_word(left, words[i], 0);
    if (at == STR_NONE)
      continue;
    size_t end = at + words[i].n, before = at > 0 ? at - 1 : 0;
    size_t behind = at > 0 || end == left.n ? end : end + 1;
    memcpy(text, left.p, before);
    memcpy(text + before, left.p + behind, left.n - behind);
    left = arena_copy(a, (struct str){text, before + left.n - behind});
  }
  return left;
}
