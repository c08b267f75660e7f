/* Front matter with its values left blank, for a new case. */
#ifndef DRIVER_BLANK_BLANK_FRONT_H
#define DRIVER_BLANK_BLANK_FRONT_H

#include "base/buf.h"

struct arena;
struct blank_words;
struct front_rules;

/* Adds a line for each key that the schema requires, without a value if none is known, which is
 * an error until somebody fills it in, and comments that say what belongs there and which keys
 * may stand besides. Adds nothing where a case does without front matter. */
void blank_front_add(struct arena *scratch, struct buf *out, const struct front_rules *rules,
                     const struct blank_words *words);

#endif
