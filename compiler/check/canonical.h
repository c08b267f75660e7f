/* One text for all the ways to write a JSON value, so that equal values have equal texts. */
#ifndef CHECK_CANONICAL_H
#define CHECK_CANONICAL_H

#include "base/str.h"

struct arena;
struct value;

/* Numbers by value (1.0 is 1), objects whatever the order of their keys. Lives in `a`. Its
 * length is proportional to that of the value. */
struct str value_canonical(struct arena *a, const struct value *value);

/* Equality as JSON Schema has it. `scratch` is used for the duration of the call. */
bool values_are_equal(struct arena *scratch, const struct value *left,
                      const struct value *right);

#endif
