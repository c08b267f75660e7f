/* How many words two texts have in common. */
#ifndef LINT_WORD_BAG_H
#define LINT_WORD_BAG_H

#include "base/str.h"

struct arena;

/* The words of a text in no order, each as often as it stands there. {0} has none. */
struct word_bag {
  unsigned long long *words; /* hashes of the folded words: two words that share one are rare
                                enough not to move a share of all words */
  size_t count;
};

/* Adds the words of the text: stretches of letters and digits, regardless of case. Lives in
 * `a`, always the same one. */
void word_bag_add(struct arena *a, struct word_bag *bag, struct str text);

/* Once, when all words are there. */
void word_bag_sort(struct word_bag *bag);

/* In percent, rounded down, the words that two sorted bags share of those that one of them has;
 * 100 only if they are the same. */
unsigned word_bag_likeness(const struct word_bag *a, const struct word_bag *b);

#endif
