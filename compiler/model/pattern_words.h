/* The words of a pattern, item by item, and how those of two patterns are related. */
#ifndef MODEL_PATTERN_WORDS_H
#define MODEL_PATTERN_WORDS_H

#include "base/str.h"

/* The first item of the words of a pattern, which are left with the others. */
struct str words_next_item(struct str *rest);

/* Is it a variable word? */
static inline bool is_any_item(struct str item) {
  return item.n == 1 && item.p[0] == '*';
}

/* Is it a value word? Of several items: the first of them. */
static inline bool is_value_item(struct str item) {
  return item.n > 0 && item.p[0] == '=';
}

/* Is a message that has the one pattern sure to have the other, its words from that one on? */
bool words_are_inside(struct str inner, struct str outer, size_t from);

/* The same, wherever they begin. */
bool words_are_anywhere(struct str inner, struct str outer);

#endif
