/* How many tokens an embedding model will make of a text, without its vocabulary. */
#ifndef EMIT_TOKENS_H
#define EMIT_TOKENS_H

#include "base/str.h"

/* An estimate on the high side: measured on Korean and English runbooks of 150 tokens and more it is
 * 0 to 20 % above what the tokenizer of that name counts (8 % on average). It is no bound for text
 * that was made to defeat it, such as random letters. `vocabulary` is "o200k" or "cl100k". */
size_t token_estimate(struct str text, struct str vocabulary);

/* The length in bytes of the longest beginning of `text` whose estimate is at most `budget`, cut
 * between code points. */
size_t token_fit(struct str text, struct str vocabulary, size_t budget);

#endif
