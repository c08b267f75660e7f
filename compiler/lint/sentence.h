/* The sentence of a text in which something stands, and whether another word stands there, too.
 */
#ifndef LINT_SENTENCE_H
#define LINT_SENTENCE_H

#include "base/str.h"

struct word_set;

/* The bytes [from, to) of a text. */
struct stretch {
  size_t from, to;
};

/* The sentence around a byte. It ends with ".", "!" or "?" and white space, or with the text;
 * not with "e.g. " or "1. ". */
struct stretch sentence_around(struct str text, size_t at);

/* Does one of the words stand in the stretch, but for those that lie within `besides`? */
bool stretch_has_word(struct str text, struct stretch stretch, struct stretch besides,
                      const struct word_set *words);

#endif
