/* What spares the engine most of its work: the filter, and the patterns that are whole
 * messages.
 */
#ifndef MATCHER_SHORTCUTS_H
#define MATCHER_SHORTCUTS_H

#include "matcher/pattern_row.h"

struct tables;

/* The rows must be in the order in which the tables have them. */
void shortcuts_build(const struct rows *rows, struct tables *tables);

#endif
