/* Cuts a text that is over its budget at the borders that a reader sees. */
#ifndef EMIT_CHUNKS_CHUNK_SPLIT_H
#define EMIT_CHUNKS_CHUNK_SPLIT_H

#include "base/str.h"

struct arena;
struct even_text;

struct text_parts {
  struct str *items;
  size_t count;
};

/* What is asked for. No part is above the budget, by the bound of tokens.h; at least 1. */
struct split_request {
  struct str text, vocabulary;
  struct str header; /* begins each part, and counts; may be empty */
  size_t budget;
  const struct even_text *even; /* of which `text` is the text; NULL: it stands for itself */
  struct str original_header;   /* what `header` is the even text of, if `even` is given */
};

/* Parts in order, each as long as a greedy choice makes it. The borders are those of
 * paragraphs, items of lists, code blocks, tables and quotes; only what is too long alone is
 * cut inside: an item at the blocks in it, prose behind a sentence, then between words, then
 * anywhere. Code between fences is cut behind lines and each piece stands between fences; each
 * piece of a table begins with its head. But for that and white space, the parts are the text.
 * Of an even text the parts are what stands in the original, as far as they fit as that stands.
 * Lives in `a`. */
struct text_parts chunk_split(struct arena *a, const struct split_request *request);

#endif
