/* Sets of code points, as the parts of a pattern match them. */
#ifndef BASE_PATTERN_SET_H
#define BASE_PATTERN_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { LAST_CODE_POINT = 0x10ffff };

/* Both ends included. */
struct code_range {
  uint32_t from, to;
};

/* Sorted and disjoint once code_set_finish was called. {0} is the empty set. Lives in the arena
 * that it is given at each call, always the same one. */
struct code_set {
  struct code_range *ranges;
  size_t count;
};

void code_set_add(struct arena *a, struct code_set *set, uint32_t from, uint32_t to);
void code_set_add_all(struct arena *a, struct code_set *set, const struct code_set *more);
/* What \d, \w and \s stand for in ECMA-262; the letter of the other case is the complement. */
void code_set_add_class(struct arena *a, struct code_set *set, char letter);

/* Sorts and joins; with `both_cases` every ASCII letter brings its other form. */
void code_set_finish(struct arena *a, struct code_set *set, bool both_cases);
/* All code points that a finished set lacks; finished itself. */
struct code_set code_set_others(struct arena *a, const struct code_set *set);

/* Is there a code point in both? In time linear in their ranges. */
bool code_sets_overlap(const struct code_set *left, const struct code_set *right);

#endif
