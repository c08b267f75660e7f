/* Finds the cases that share a value which the schema says is one case's own. */
#ifndef LINK_GROUPS_H
#define LINK_GROUPS_H

#include "base/str.h"

struct arena;
struct kb;
struct kb_case;
struct schema;

/* Fills in kb_case->own_values, which live in `a`: on any thread. */
void groups_prepare(struct arena *a, struct arena *scratch, const struct schema *schema,
                    struct kb_case *kb_case);

/* Lists in kb->sets what is asked for: the identity, each unique rule, each unique log field.
 * Lives in `a`. */
void group_sets_list(struct arena *a, struct kb *kb);

/* Fills in the groups of one of them, whatever becomes of the others: on any thread. They live
 * in `a`. */
void group_set_build(struct arena *a, struct kb *kb, size_t index);

#endif
