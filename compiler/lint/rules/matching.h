/* What other families need to know of the family matching. */
#ifndef LINT_RULES_MATCHING_H
#define LINT_RULES_MATCHING_H

#include <stdbool.h>
#include <stddef.h>

struct kb;

/* Does pattern-ambiguous say that no line can tell the later case from the earlier one? */
bool cases_are_ambiguous(const struct kb *kb, size_t later, size_t earlier);

#endif
