/* Finds the words of a list in texts: all of them in one pass, as whole words. */
#ifndef LINT_WORDS_H
#define LINT_WORDS_H

#include "base/str.h"

struct arena;
struct word_set;

/* Where one stands: the bytes [from, to) of the text. */
struct word_hit {
  size_t word; /* index in the list */
  size_t from, to;
};

/* With `any_case`, the case of ASCII letters does not count. A word is whole if no letter or
 * digit of ASCII, "_", nor a letter of an alphabet (é, я) stands next to its end; where it ends
 * in something else, as words of scripts do that put particles right behind them, anything may
 * stand there. A blank in a word stands for any white space. Empty words are never found. Lives
 * in `a`. */
struct word_set *word_set_new(struct arena *a, const struct str *words, size_t count,
                              bool any_case);

/* The first word that begins at or behind `from`; of several at one place, the longest. False
 * if there is none. */
bool word_set_next(const struct word_set *set, struct str text, size_t from,
                   struct word_hit *hit);

#endif
