/* A case that has everything but its words. */
#ifndef DRIVER_BLANK_BLANK_CASE_H
#define DRIVER_BLANK_BLANK_CASE_H

#include "base/buf.h"

struct arena;
struct schema;

/* Adds a file of one case as the schema wants it: front matter with blanks, the title (n = 0: a
 * blank), a heading for each section that must stand there, and comments that say what belongs
 * where. As long as a blank that the schema asks for is one, kbc check says so. */
void blank_case_add(struct arena *scratch, struct buf *out, const struct schema *schema,
                    struct str title);

#endif
