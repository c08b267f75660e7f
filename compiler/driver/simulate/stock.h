/* Every line that a simulation can write, ready to be copied: of cases, of none, near, traces.
 */
#ifndef DRIVER_SIMULATE_STOCK_H
#define DRIVER_SIMULATE_STOCK_H

#include "driver/simulate/line_maker.h"

struct images {
  struct image *items;
  size_t count;
};

struct stock {
  struct images *cases;      /* by number; none: no line of it could be made */
  struct images noise, near; /* of no case; near: much like one */
  struct images trace_heads, trace_rest;
  size_t unreachable; /* cases whose own line belongs to another case, or to none */
};

/* Of a knowledge base with its patterns; `wanted` by number, NULL: all. Lives in the maker's
 * arena. */
struct stock stock_new(struct line_maker *maker, const bool *wanted);

#endif
