/* What a body says, whatever it is written like: the proof for whoever rewrites a text. */
#ifndef PARSE_MEANING_H
#define PARSE_MEANING_H

#include "diag/source.h"

struct arena;

/* Do the two bodies say the same? `is_loose`: white space in running text, invisible characters
 * and the numbers of lists do not count. No, if one of them exceeds the limits of a body. */
bool body_means_same(struct arena *scratch, struct span one, struct span other, bool is_loose);

#endif
