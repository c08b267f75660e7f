/* Cuts a text that is over its budget at the borders that a reader sees. */
#ifndef EMIT_CHUNK_SPLIT_H
#define EMIT_CHUNK_SPLIT_H

#include "base/str.h"

struct arena;

struct text_parts {
  struct str *items; /* stretches of the text, in order; only white space lies between them */
  size_t count;
};

/* Parts of at most `budget` tokens each (but at least one character), as few as a greedy choice
 * makes them. The borders are those of paragraphs, list items and code blocks; only what is too
 * long alone is cut inside: prose behind a sentence, code behind a line, then between words,
 * then anywhere. The list lives in `a`. Budget is at least 1. */
struct text_parts chunk_split(struct arena *a, struct str text, struct str vocabulary,
                              size_t budget);

#endif
