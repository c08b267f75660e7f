/* The name of a case's file, made of its title. */
#ifndef DRIVER_LAYOUT_SLUG_H
#define DRIVER_LAYOUT_SLUG_H

#include "base/map.h"

struct arena;

/* The words of the title in small letters with dashes between: letters and digits of any
 * script, NFC, at most 80 bytes, never empty, no dot or dash in front, no name that a system
 * keeps for itself. "Payment - PG Timeout (5s)" gives "payment-pg-timeout-5s". Lives in `a`. */
struct str slug_of(struct arena *a, struct str title);

/* The names that were given so far. {0} is none. */
struct slug_set {
  struct map used, counted; /* folded, for most systems do not mind the case of a name */
  size_t *counts;
};

/* The name itself, or with "-2", "-3" behind it if it was given before. Lives in `a`, always
 * the same one. */
struct str slug_take(struct arena *a, struct slug_set *set, struct str name);

#endif
