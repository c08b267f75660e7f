/* Where each character of a scalar stands in the source, escapes and all. */
#ifndef MODEL_VALUE_PLACES_H
#define MODEL_VALUE_PLACES_H

#include "model/value.h"

struct arena;

/* By byte of value->text, and one more for its end, the offset in the source. NULL if that
 * cannot be told: a block scalar, or one that was mended in more than its quotes. Lives in `a`.
 */
const size_t *value_places(struct arena *a, const struct value *value);

#endif
