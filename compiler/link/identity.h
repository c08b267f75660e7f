/* What makes a case the same case tomorrow, and the UUID that stands for it. */
#ifndef LINK_IDENTITY_H
#define LINK_IDENTITY_H

#include "base/str.h"

struct arena;
struct kb_case;
struct schema;

/* Fills in identity, id and has_identity, which is false if a part of the identity is missing:
 * the case has an id, but it is compared with no other. They live in `a`. */
void identity_build(struct arena *a, struct arena *scratch, const struct schema *schema,
                    struct kb_case *kb_case);

#endif
