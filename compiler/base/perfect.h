/* A perfect hash: for a set of keys that is known beforehand, a place of its own for each. */
#ifndef BASE_PERFECT_H
#define BASE_PERFECT_H

#include "base/str.h"

#include <stdint.h>

struct arena;

enum { PERFECT_FACTORS = 5 };

/* The keys fall into buckets. For each bucket a number was found, its pilot, that leads all of
 * its keys to places which no other key has. A key that is not in the set is led to a place,
 * too: who looks up must compare. */
struct perfect {
  uint64_t seed, factors[PERFECT_FACTORS]; /* what the hash is made with */
  bool are_uuids; /* such keys, alone, are hashed in another way, because they are hashes */
  size_t bucket_count, place_count;
  uint16_t *pilots; /* of each bucket */
  size_t *keys;     /* which key has the place; STR_NONE: none */
};

/* Each key is `parts` texts, which stand one behind the other in `texts`; no two keys are
 * equal. The same keys give the same tables everywhere. About 5 bytes a key if a number takes
 * 4. Lives in `a`. */
struct perfect perfect_of(struct arena *a, const struct str *texts, size_t parts, size_t count);

/* The place to which the key leads, below place_count. */
size_t perfect_place(const struct perfect *perfect, const struct str *texts, size_t parts);

#endif
