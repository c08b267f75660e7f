/* Characters that are taken for others: letters of another alphabet, blanks that are no spaces,
 * signs of a word processor. */
#ifndef BASE_ODD_H
#define BASE_ODD_H

#include "base/str.h"

struct arena;

/* What is odd about the first such character of a text, with its code point and name: `"а" is
 * U+0430 CYRILLIC SMALL LETTER A, not "a"`. A letter of another alphabet is odd only in a text
 * that an eye takes for Latin. Empty if nothing is odd. Lives in `a`. */
struct str odd_words(struct arena *a, struct str text);

/* The length of the blank at s.p[at] that is no space to a machine: 0 if there is none. */
size_t odd_blank(struct str s, size_t at);

#endif
