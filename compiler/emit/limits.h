/* Holds the cases against what the outputs can take, before anything is written. */
#ifndef EMIT_LIMITS_H
#define EMIT_LIMITS_H

#include <stdbool.h>

struct bag;
struct kb;

/* Do all cases have ids of their own? Reports those that do not. */
bool limits_check_ids(struct bag *bag, const struct kb *kb);

#endif
