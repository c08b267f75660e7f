/* A pattern taken apart: what the engine must know of it before it compares a word. */
#ifndef MATCHER_PATTERN_SHAPE_H
#define MATCHER_PATTERN_SHAPE_H

#include "base/str.h"

/* Cuts the next item off the front of `rest`; false behind the last. */
bool pattern_next_item(struct str *rest, struct str *item);

static inline bool is_any_item(struct str item) {
  return item.n == 1 && item.p[0] == '*';
}

static inline bool is_value_item(struct str item) {
  return item.n > 0 && item.p[0] == '=';
}

struct pattern_shape {
  size_t length;             /* bytes that count when patterns are compared */
  size_t plain, values, any; /* how many there are */
  bool leads_with_value;
  bool fits; /* is it a pattern that the engine can look for? */
};

struct pattern_shape pattern_shape_of(struct str words);

#endif
