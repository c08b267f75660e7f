/* Does the built-in schema fit the files at all, or are they somebody else's kind of case? */
#ifndef DRIVER_MISFIT_H
#define DRIVER_MISFIT_H

#include <stdbool.h>

struct arena;
struct schema;
struct source;

/* Has the text a form of its own, several headings or front matter, but not one front matter
 * key (a misspelt one counts) and not one section of the schema? A text that is merely broken
 * has one of them. */
bool is_misfit(struct arena *scratch, const struct schema *schema, const struct source *source);

#endif
