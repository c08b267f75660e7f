/* How many words two texts have in common. */
#include "lint/word_bag.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>

static void add_word(struct arena *a, struct word_bag *bag, struct str word) {
  if (word.n == 0)
    return;
  bag->words = arena_grow(a, bag->words, bag->count, sizeof *bag->words);
  bag->words[bag->count++] = str_hash(word);
}

void word_bag_add(struct arena *a, struct word_bag *bag, struct str text) {
  struct str folded = unicode_fold(a, text);
  size_t from = 0;
  for (size_t at = 0; at < folded.n;) {
    uint32_t code_point = 0;
    size_t n = utf8_decode(folded, at, &code_point);
    bool is_word = n > 0 && (is_unicode_word(code_point) || is_unicode_mark(code_point));
    n = n > 0 ? n : 1;
    if (!is_word) {
      add_word(a, bag, str_slice(folded, from, at));
      from = at + n;
    }
    at += n;
  }
  add_word(a, bag, str_slice(folded, from, folded.n));
}

static int compare_words(const void *left, const void *right) {
  const unsigned long long *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

void word_bag_sort(struct word_bag *bag) {
  if (bag->count > 1)
    qsort(bag->words, bag->count, sizeof *bag->words, compare_words);
}

unsigned word_bag_likeness(const struct word_bag *a, const struct word_bag *b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
    if (a->words[i] == b->words[j]) {
      shared++;
      i++;
      j++;
    } else if (a->words[i] < b->words[j]) {
      i++;
    } else {
      j++;
    }
  }
  size_t all = a->count + b->count - shared;
  return all == 0 ? 0 : (unsigned)(shared * 100 / all);
}
