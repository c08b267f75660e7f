/* A text with white space as if everybody wrote alike, by which it is decided where to cut. */
#ifndef EMIT_CHUNKS_EVEN_TEXT_H
#define EMIT_CHUNKS_EVEN_TEXT_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct text_hasher;

struct even_text {
  struct str text, original;
  uint32_t *places; /* of each byte of the text, and of its end: where it is in the original */
};

/* One blank between words, one empty line between blocks, the lines of a paragraph as one,
 * items of lists indented by their depth: what the hash of the text does not see (text_hash.h)
 * makes no difference here. Code and log lines are as they stand. `keeps_lines`: those of a
 * paragraph stay apart, for a text that is printed. Lives in `a`, borrows the original. */
struct even_text even_text_of(struct arena *a, const struct text_hasher *hasher,
                              struct str text, bool keeps_lines);

/* What stands in the original in the place of the bytes [from, to). Borrowed from it. */
struct str even_text_original(const struct even_text *even, size_t from, size_t to);

#endif
