/* A hash map from byte strings to numbers; its answers never depend on the order of its table.
 */
#include "base/map.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

struct map_slot {
  struct str key;
  uint64_t hash; /* never 0; where nothing stands, 0 */
  size_t value;
};

unsigned long long str_hash(struct str s) {
  /* FNV-1a, then the finishing step of SplitMix64 so that the low bits are good too. */
  uint64_t h = 0xcbf29ce484222325u;
  for (size_t i = 0; i < s.n; i++)
    h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
  return h ^ (h >> 31);
}

/* Unlike str_hash it need not be the same everywhere: only the places in the table hang on it.
 * So it takes eight bytes at a time. */
static uint64_t key_hash(struct str key) {
  uint64_t h = key.n, word;
  size_t at = 0;
  for (; key.n - at >= sizeof word; at += sizeof word) {
    memcpy(&word, key.p + at, sizeof word);
    h = (h ^ word) * 0x9e3779b97f4a7c15u;
    h ^= h >> 32;
  }
  for (; at < key.n; at++)
    h = (h ^ (unsigned char)key.p[at]) * 0x100000001b3u;
  h *= 0x94d049bb133111ebu;
  return (h ^ (h >> 32)) | (uint64_t)1 << 63;
}

/* The slot of the key, or the free one where it would stand. The table is never full. */
static struct map_slot *slot_for(struct map_slot *slots, size_t room, struct str key,
                                 uint64_t h) {
  size_t mask = room - 1;
  for (size_t i = (size_t)h & mask;; i = (i + 1) & mask) {
    if (slots[i].hash == 0 || (slots[i].hash == h && str_equal(slots[i].key, key)))
      return &slots[i];
  }
}

static void map_enlarge(struct map *m, struct arena *a, size_t room) {
  struct map_slot *slots = arena_array(a, struct map_slot, room);
  for (size_t i = 0; i < m->room; i++) {
    if (m->slots[i].hash != 0)
      *slot_for(slots, room, m->slots[i].key, m->slots[i].hash) = m->slots[i];
  }
  m->slots = slots;
  m->room = room;
}

/* Three quarters full is full. */
static bool has_room(size_t room, size_t count) {
  return count <= room / 4 * 3;
}

void map_reserve(struct map *m, struct arena *a, size_t count) {
  size_t room = m->room > 0 ? m->room : 16;
  while (!has_room(room, count))
    room = checked_multiply(room, 2);
  if (room > m->room)
    map_enlarge(m, a, room);
}

size_t map_find(const struct map *m, struct str key) {
  if (m->room == 0)
    return STR_NONE;
  const struct map_slot *slot = slot_for(m->slots, m->room, key, key_hash(key));
  return slot->hash != 0 ? slot->value : STR_NONE;
}

size_t map_add(struct map *m, struct arena *a, struct str key, size_t value) {
  if (!has_room(m->room, m->count + 1))
    map_enlarge(m, a, m->room > 0 ? checked_multiply(m->room, 2) : 16);
  uint64_t h = key_hash(key);
  struct map_slot *slot = slot_for(m->slots, m->room, key, h);
  if (slot->hash == 0) {
    *slot = (struct map_slot){key, h, value};
    m->count++;
  }
  return slot->value;
}
