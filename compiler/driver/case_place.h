/* Which case of a knowledge base stands at a place. */
#ifndef DRIVER_CASE_PLACE_H
#define DRIVER_CASE_PLACE_H

#include "diag/source.h"

struct kb;

/* Its index, or STR_NONE if the place is in no case. */
size_t case_at_place(const struct kb *kb, struct span span);

#endif
