/* The sources of a knowledge base, each once, for rules about all that stands in a file. */
#ifndef LINT_SOURCES_H
#define LINT_SOURCES_H

#include "base/str.h"
#include "diag/source.h"

struct kb;
struct linter;
struct option_value;

/* The next source; `at` is 0 before the first. NULL behind the last. Text that is in no case
 * stands in it, too. */
const struct source *next_source(const struct kb *kb, size_t *at);

/* The same, but passes over sources that hold none of the marks (lint/marks.h). */
const struct source *next_marked_source(const struct linter *l, unsigned marks, size_t *at);

/* Does the text hold one of the option's texts? The case of ASCII letters does not count. */
bool holds_any(struct str text, const struct option_value *marks);

/* The same for whole words: "secret" is none in supersecret, and one in my-secret-1. A mark may
 * go on with its own letters, as in xxxxx. */
bool holds_any_word(struct str text, const struct option_value *marks);

/* Is the byte at `at` a letter or digit of ASCII, or "_"? No byte is one that is not there. */
bool is_word_at(struct str text, size_t at);

#endif
