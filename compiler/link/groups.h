/* Finds the cases that share a value which the schema says is one case's own. */
#ifndef LINK_GROUPS_H
#define LINK_GROUPS_H

#include "base/str.h"

struct arena;
struct kb;

/* Fills in kb->sets: the identity, each unique rule, each unique log field. Lives in `a`. */
void groups_build(struct arena *a, struct kb *kb);

#endif
