/* Finds repeats of repeats that can match one text in exponentially many ways. */
#ifndef BASE_PATTERN_REPEAT_H
#define BASE_PATTERN_REPEAT_H

#include "base/pattern_syntax.h"

/* A repeat without end whose body can be split over one text in two ways, so that a matcher
 * that backtracks tries 2^n of them: (a+)+, (a|a)*, (?:\w+\s*)*. NULL if there is none.
 *
 * The answer is exact for what regular expressions are in theory, but for this: look-around and
 * back-references count as empty, counts above 3 as 3, case beyond ASCII as different, and a
 * repeat of more than 200 characters and sets passes unseen. The limits of pattern_match hold
 * for the rest. */
const struct syntax_node *repeat_find_ambiguous(struct arena *scratch,
                                                const struct syntax *syntax);

#endif
