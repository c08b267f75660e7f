/* Stage 4: puts the cases in order, gives each its id, and finds those that share what is one's
 * own. */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include <stddef.h>

struct arena;
struct kb;
struct kb_case;
struct schema;

/* Fills in id, identity and index of every case. The array is sorted in place and borrowed;
 * everything else lives in `a`. */
struct kb *link_cases(struct arena *a, const struct schema *schema, struct kb_case **cases,
                      size_t count);

/* What only the outputs need: message templates and patterns. */
void link_for_outputs(struct arena *a, struct kb *kb);

#endif
