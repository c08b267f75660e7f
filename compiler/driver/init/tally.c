/* How often each text occurs, in the order in which they were first met. */
#include "driver/init/tally.h"

#include "base/arena.h"

static size_t find_entry(struct arena *a, struct tally *tally, struct str text) {
  size_t index = map_add(&tally->map, a, text, tally->count);
  if (index < tally->count)
    return index;
  tally->entries = arena_grow(a, tally->entries, tally->count, sizeof *tally->entries);
  tally->entries[tally->count++] = (struct tally_entry){text, 0, STR_NONE};
  return index;
}

size_t tally_add(struct arena *a, struct tally *tally, struct str text) {
  size_t index = find_entry(a, tally, text);
  tally->entries[index].count++;
  tally->total++;
  return index;
}

size_t tally_add_once(struct arena *a, struct tally *tally, struct str text, size_t unit) {
  size_t index = find_entry(a, tally, text);
  struct tally_entry *entry = &tally->entries[index];
  if (entry->last != unit) {
    entry->count++;
    tally->total++;
  }
  entry->last = unit;
  return index;
}

size_t tally_of(const struct tally *tally, struct str text) {
  size_t index = map_find(&tally->map, text);
  return index == STR_NONE ? 0 : tally->entries[index].count;
}

const struct tally_entry *tally_top(const struct tally *tally) {
  const struct tally_entry *top = NULL;
  for (size_t i = 0; i < tally->count; i++) {
    if (!top || tally->entries[i].count > top->count)
      top = &tally->entries[i];
  }
  return top;
}

bool share_is_rule(size_t n, size_t of) {
  return of > 0 && n * 100 >= of * 95;
}

bool share_is_habit(size_t n, size_t of) {
  return of > 0 && n * 100 >= of * 80;
}

bool share_is_common(size_t n, size_t of) {
  return n > 0 && n * 20 >= of && (n > 1 || of < 4);
}
