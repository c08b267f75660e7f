/* Counts lines at the speed of memory. */
#ifndef DRIVER_MATCH_NEWLINES_H
#define DRIVER_MATCH_NEWLINES_H

#include "base/str.h"

/* How many LFs the text has. */
size_t count_newlines(struct str text);

#endif
