/* Finds the cases whose sketch is near to another one, without comparing all with all. */
#ifndef EMIT_PLAN_NEAR_H
#define EMIT_PLAN_NEAR_H

#include "emit/plan/sketch.h"

struct arena;

/* Lives in the arena that near_new was given, and borrows the sketches. */
struct near {
  struct arena *a;
  const struct sketch **sketches;
  size_t *items; /* what the caller calls each */
  size_t count, room;
  unsigned *heads, *next; /* chains of those that have two neighbouring places in common */
};

struct near near_new(struct arena *a, size_t room);
/* Empty sketches are near to nothing and not added. */
void near_add(struct near *near, size_t item, const struct sketch *sketch);

struct near_hit {
  size_t item, agreement;
};

/* Those that are near, each once, in the order in which they were added; at most `room`. */
size_t near_find(const struct near *near, const struct sketch *sketch, struct near_hit *hits,
                 size_t room);

#endif
