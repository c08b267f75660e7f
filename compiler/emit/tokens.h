/* How many tokens an embedding model will make of a text, without its vocabulary. */
#ifndef EMIT_TOKENS_H
#define EMIT_TOKENS_H

#include "base/str.h"

/* An estimate on the high side: of 237 cases in Korean and English one was estimated 2.5 %
 * below what the tokenizer of that name counts, all others 0 to 27 % above (9 % on average, 12
 * % with cl100k). It is no bound for text that was made to defeat it, such as random letters.
 * `vocabulary` is "o200k" or "cl100k". Cut at white space or where token_fit says, a text costs
 * at most what its pieces do. */
size_t token_estimate(struct str text, struct str vocabulary);

/* The length in bytes of the longest beginning of `text` whose estimate is at most `budget`,
 * cut between code points. */
size_t token_fit(struct str text, struct str vocabulary, size_t budget);

#endif
