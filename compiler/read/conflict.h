/* Finds what a merge of git left behind: two versions of some lines, and marks around them. */
#ifndef READ_CONFLICT_H
#define READ_CONFLICT_H

#include <stdbool.h>

struct bag;
struct source;

/* Reports the first conflict that stands outside of fences and comments, where examples are.
 * Answers whether there is one. */
bool report_conflict(struct bag *bag, const struct source *source);

#endif
