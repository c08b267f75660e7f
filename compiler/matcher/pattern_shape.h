/* A pattern taken apart: what the engine must know of it before it compares a word. */
#ifndef MATCHER_PATTERN_SHAPE_H
#define MATCHER_PATTERN_SHAPE_H

#include "base/str.h"

struct pattern_shape {
  size_t length;             /* bytes that count when patterns are compared */
  size_t plain, values, any; /* how many there are */
  bool leads_with_value;
  bool fits; /* is it a pattern that the engine can look for? */
};

struct pattern_shape pattern_shape_of(struct str words);

#endif
