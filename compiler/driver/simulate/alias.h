/* Draws one of many by their weights, in the same time however many there are. */
#ifndef DRIVER_SIMULATE_ALIAS_H
#define DRIVER_SIMULATE_ALIAS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* Walker's method: each place holds one of the items up to `limit`, and another one above. */
struct alias_place {
  uint32_t limit, other;
};

struct alias {
  struct alias_place *places;
  size_t count;
};

enum { MOST_WEIGHT = 10000 };

/* Weights are at most MOST_WEIGHT; at least one is not 0. Lives in `a`. */
struct alias alias_new(struct arena *a, const uint32_t *weights, size_t count);

static inline size_t alias_draw(const struct alias *alias, uint64_t random) {
  uint64_t scaled = (random >> 32) * alias->count;
  size_t place = (size_t)(scaled >> 32);
  return (uint32_t)random < alias->places[place].limit ? place : alias->places[place].other;
}

#endif
