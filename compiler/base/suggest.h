/* "Did you mean …?": the nearest of the words that would have been right. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "base/str.h"

struct arena;

/* The index of the candidate nearest to `word`: equal but for case first, else the smallest
 * restricted Damerau-Levenshtein distance in code points, at most a third of the word's length
 * (one where it is two characters); the earlier one of two equally near. STR_NONE if none is
 * near. */
size_t suggest(struct arena *scratch, struct str word, const struct str *candidates,
               size_t count);

/* The candidate that only a slip of the finger makes of `word`: a distance of one, in five code
 * points or more. A plural is no slip, nor is another digit. STR_NONE if there is none. */
size_t suggest_slip(struct arena *scratch, struct str word, const struct str *candidates,
                    size_t count);

#endif
