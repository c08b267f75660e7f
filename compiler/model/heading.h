/* When two headings are the same: what is left of one once its decoration is taken off. */
#ifndef MODEL_HEADING_H
#define MODEL_HEADING_H

#include "base/str.h"

struct arena;

enum { HEADING_KEYS = 3 };

/* The keys under which a heading without inline markup (`text` of a heading block) is found:
 * the whole, and, if it ends in parentheses, what stands before and in them, so that "증상
 * (Symptoms):" is found as either half. Emoji and other pictographs, a trailing {#id} and final
 * colons are taken off; then it is folded (NFKC, case, white space), so that equal headings
 * have equal bytes. Answers how many keys there are: 0 if nothing is left of the heading, else
 * 1 or 3. keys[0] is the whole. They live in `a` or are borrowed from `text`. */
size_t heading_keys(struct arena *a, struct str text, struct str keys[HEADING_KEYS]);

/* The text without the "{#id}" or "{.class}" at its end. */
struct str heading_without_attributes(struct str text);

#endif
