/* Cuts a text that is over its budget at the borders that a reader sees. */
#ifndef EMIT_CHUNKS_CHUNK_SPLIT_H
#define EMIT_CHUNKS_CHUNK_SPLIT_H

#include "base/str.h"

struct arena;

struct text_parts {
  struct str *items;
  size_t count;
};

/* What is asked for. No part is above the budget, by the bound of tokens.h; at least 1. */
struct split_request {
  struct str text, vocabulary;
  struct str header; /* begins each part, and counts; may be empty */
  size_t budget;
};

/* Parts in order, each as long as a greedy choice makes it. The borders are those of
 * paragraphs, items of lists, code blocks, tables and quotes; only what is too long alone is
 * cut inside: an item at the blocks in it, prose behind a sentence, then between words, then
 * anywhere. Code between fences is cut behind lines and each piece stands between fences; each
 * piece of a table begins with its head. But for that and white space, the parts are the text.
 * Lives in `a`. */
struct text_parts chunk_split(struct arena *a, const struct split_request *request);

#endif
