/* The words that the keys of a log line's context are made of. */
#ifndef LINT_KEY_WORDS_H
#define LINT_KEY_WORDS_H

#include "base/str.h"

struct arena;

/* Small words with one space between them: MaxLimit, max_limit and max-limit are "max limit",
 * OrderID is "order id", DBHost is "db host". Letters beyond ASCII stay as they are. Lives in
 * `a`. */
struct str key_words(struct arena *a, struct str key);

/* Does one of the words (small letters, may be several with a space) stand in the key's? */
bool key_has_word(struct str key, const struct str *words, size_t count);

/* The key's words without those of the list. Lives in `a`. */
struct str key_without_words(struct arena *a, struct str key, const struct str *words,
                             size_t count);

#endif
