/* Are the cases still the same ones after their text was put elsewhere? */
#ifndef DRIVER_LAYOUT_SAME_CASES_H
#define DRIVER_LAYOUT_SAME_CASES_H

#include "base/str.h"

struct kb_case;
struct pipeline;

/* The index of the first case that is not what the other row has in its place: another id,
 * title or row of sections; with is_exact, another text in one of them. STR_NONE if there is
 * none. Links both rows, so it takes cases that nobody else has linked. */
size_t cases_differ(struct pipeline *run, struct kb_case *const *cases,
                    struct kb_case *const *others, size_t count, bool is_exact);

#endif
