/* How many tokens an embedding model will make of a text, without its vocabulary. */
#ifndef EMIT_CHUNKS_TOKENS_H
#define EMIT_CHUNKS_TOKENS_H

#include "base/str.h"

/* `vocabulary` is "o200k" or "cl100k", else o200k is meant. On Korean, English, code and log
 * lines the estimate is off by 1 to 4 % on average. */
size_t token_estimate(struct str text, struct str vocabulary);

/* At least as many as the tokenizer makes of such text, 9 to 17 % more on average, and never
 * more than the text has bytes, which is the only bound that holds for text of any kind. */
size_t token_bound(struct str text, struct str vocabulary);

/* Both of them, in one pass. */
struct token_count {
  size_t estimate, bound;
};

struct token_count token_count(struct str text, struct str vocabulary);

/* What a stretch of a text adds to both. Stretches that are cut at white space add up to nearly
 * the whole: what the bound of the sum is must be counted again to be sure. */
struct token_cost {
  size_t steps, guesses;
};

struct token_cost token_cost_of(struct str text, struct str vocabulary);
struct token_cost token_cost_sum(struct token_cost a, struct token_cost b);

/* The bound of a text with that cost. */
size_t token_cost_bound(struct token_cost cost);

/* What a text may cost of which something is spent already. */
struct token_limit {
  size_t budget;
  struct token_cost spent;
  size_t spent_bytes;
};

/* The length in bytes of the longest beginning of `text`, cut between code points, that surely
 * keeps the budget with what is spent. */
size_t token_fit(struct str text, struct str vocabulary, const struct token_limit *limit);

#endif
