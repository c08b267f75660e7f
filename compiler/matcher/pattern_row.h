/* A pattern on its way into the tables. */
#ifndef MATCHER_PATTERN_ROW_H
#define MATCHER_PATTERN_ROW_H

#include <stdint.h>

#include "matcher/matcher.h"
#include "matcher/pattern_shape.h"

struct row {
  struct match_pattern pattern;
  struct pattern_shape shape;
  struct str anchor; /* without the "=" of a value */
  size_t anchor_at, before, any_before;
  size_t service, order, source;
  size_t bucket, any_bucket;
  uint32_t text;
};

struct rows {
  struct arena *a;
  struct row *items;
  size_t count;
};

#endif
