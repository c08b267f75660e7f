/* Draws one of many by their weights, in the same time however many there are. */
#include "driver/simulate/alias.h"

#include "base/arena.h"

/* Shares are counted in parts of the sum of all weights: an item of average weight has as many
 * as the sum. Below 2 to the 37th for a million items, so that they can be shifted. */
static uint32_t fraction(uint64_t part, uint64_t sum) {
  return part >= sum ? UINT32_MAX : (uint32_t)(((part << 26) / sum) << 6);
}

struct alias alias_new(struct arena *a, const uint32_t *weights, size_t count) {
  struct alias alias = {arena_array(a, struct alias_place, count), count};
  struct arena scratch = {0};
  uint64_t *parts = arena_array(&scratch, uint64_t, count), sum = 0;
  uint32_t *small = arena_array(&scratch, uint32_t, count);
  uint32_t *large = arena_array(&scratch, uint32_t, count);
  size_t small_count = 0, large_count = 0;
  for (size_t i = 0; i < count; i++)
    sum += weights[i];
  for (size_t i = 0; i < count; i++) {
    parts[i] = (uint64_t)weights[i] * count;
    if (parts[i] < sum)
      small[small_count++] = (uint32_t)i;
    else
      large[large_count++] = (uint32_t)i;
  }
  while (small_count > 0 && large_count > 0) {
    uint32_t less = small[--small_count], more = large[large_count - 1];
    alias.places[less] = (struct alias_place){fraction(parts[less], sum), more};
    parts[more] -= sum - parts[less];
    if (parts[more] < sum) {
      large_count--;
      small[small_count++] = more;
    }
  }
  while (large_count > 0) {
    uint32_t item = large[--large_count];
    alias.places[item] = (struct alias_place){UINT32_MAX, item};
  }
  while (small_count > 0) {
    uint32_t item = small[--small_count];
    alias.places[item] = (struct alias_place){UINT32_MAX, item};
  }
  arena_free(&scratch);
  return alias;
}
