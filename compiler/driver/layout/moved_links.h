/* Links that lead elsewhere once their text stands in another folder. */
#ifndef DRIVER_LAYOUT_MOVED_LINKS_H
#define DRIVER_LAYOUT_MOVED_LINKS_H

#include "base/str.h"

struct arena;
struct kb_case;

/* How many relative links the cases have, if their folder is not that of `file`, a path as the
 * user writes it. */
size_t moved_links_count(struct arena *a, struct kb_case *const *cases, size_t count,
                         struct str file);

/* Says so, if there are any. */
void moved_links_say(size_t count);

#endif
