/* Finds the cases whose sketch is near to another one, without comparing all with all.
 *
 * Two sketches of which half the places agree have, but for once in thousands, two neighbouring
 * places of one pair that do: so each pair of places is a table with a chain for each of its
 * values. */
#include "emit/plan/near.h"

#include "base/arena.h"
#include "base/sort.h"

enum {
  BAND_SIZE = 2,
  BAND_COUNT = SKETCH_SIZE / BAND_SIZE,
  BAND_VALUES = 1 << (8 * BAND_SIZE),
  LONGEST_CHAIN = 4096, /* of cases that all say the same some are enough */
};

struct near near_new(struct arena *a, size_t room) {
  struct near near = {.a = a, .room = room};
  near.sketches = arena_array(a, const struct sketch *, room);
  near.items = arena_array(a, size_t, room);
  near.heads = arena_array(a, unsigned, BAND_COUNT *(size_t)BAND_VALUES);
  near.next = arena_array(a, unsigned, checked_multiply(room, BAND_COUNT));
  return near;
}

static size_t slot_of(const struct sketch *sketch, size_t band) {
  const unsigned char *at = &sketch->bytes[band * BAND_SIZE];
  return band * BAND_VALUES + at[0] * 256u + at[1];
}

/* 0 ends a chain, so numbers in it are one more than those in the list. */
void near_add(struct near *near, size_t item, const struct sketch *sketch) {
  if (sketch_is_empty(sketch) || near->count == near->room)
    return;
  size_t number = near->count++;
  near->sketches[number] = sketch;
  near->items[number] = item;
  for (size_t band = 0; band < BAND_COUNT; band++) {
    unsigned *head = &near->heads[slot_of(sketch, band)];
    near->next[number * BAND_COUNT + band] = *head;
    *head = (unsigned)number + 1;
  }
}

static int compare_numbers(const void *left, const void *right) {
  const unsigned *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Whoever shares a band, often more than once. */
static size_t gather(const struct near *near, const struct sketch *sketch, unsigned *found) {
  size_t count = 0;
  for (size_t band = 0; band < BAND_COUNT; band++) {
    unsigned at = near->heads[slot_of(sketch, band)];
    for (size_t n = 0; at != 0 && n < LONGEST_CHAIN; n++) {
      found[count++] = at - 1;
      at = near->next[(at - 1) * (size_t)BAND_COUNT + band];
    }
  }
  sort(found, count, sizeof *found, compare_numbers);
  return count;
}

size_t near_find(const struct near *near, const struct sketch *sketch, struct near_hit *hits,
                 size_t room) {
  if (sketch_is_empty(sketch) || near->count == 0)
    return 0;
  struct arena scratch = {0};
  unsigned *found = arena_room(&scratch, sizeof *found * BAND_COUNT * (size_t)LONGEST_CHAIN);
  size_t count = gather(near, sketch, found), used = 0;
  for (size_t i = 0; i < count && used < room; i++) {
    if (i > 0 && found[i] == found[i - 1])
      continue;
    size_t agreement = sketch_agreement(sketch, near->sketches[found[i]]);
    if (sketch_is_near(sketch, near->sketches[found[i]]))
      hits[used++] = (struct near_hit){near->items[found[i]], agreement};
  }
  arena_free(&scratch);
  return used;
}
