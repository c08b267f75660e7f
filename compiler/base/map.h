/* A hash map from byte strings to numbers; its answers never depend on the order of its table.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct arena;
struct map_slot;

/* {0} is an empty map. Lives in the arena that it is given at each call, always the same one.
 */
struct map {
  struct map_slot *slots;
  size_t count, room;
};

/* Makes room for so many keys at once: a map that grows moves all that it has, again and again.
 */
void map_reserve(struct map *m, struct arena *a, size_t count);

/* The value of `key`, or STR_NONE. */
size_t map_find(const struct map *m, struct str key);

/* If `key` is new, gives it `value`. Answers the value that it has now, so the answer differs
 * from `value` where the key was there before. The key is borrowed. */
size_t map_add(struct map *m, struct arena *a, struct str key, size_t value);

/* A 64-bit hash of the bytes, the same on every machine. No answer may rest on it alone. */
unsigned long long str_hash(struct str s);

#endif
