/* A perfect hash: for a set of keys that is known beforehand, a place of its own for each.
 *
 * The generated C has the reading half of this file once more (emit/c/c_find.c): what is
 * changed here must change there. */
#include "base/perfect.h"

#include "base/arena.h"
#include "base/hash.h"

/* Four keys a bucket and one place in twenty left free: then a pilot is found after a few
 * hundred trials at worst, and 16 bits are enough for it. */
enum { KEYS_A_BUCKET = 4, FREE_PLACES = 20, PILOTS = 1 << 16, SEEDS = 1000 };

/* Odd numbers whose bits look like chance: the fractions of the golden ratio, and of a root. */
static const uint64_t golden = 0x9E3779B97F4A7C15, root_of_two = 0x6A09E667F3BCC909;

/* ---- The hash -----------------------------------------------------------------------------
 */

static uint64_t mix(uint64_t h) {
  return h ^ h >> 32;
}

/* The bytes as a number, the lowest first, whatever machine this is. */
static uint64_t load(const char *p, size_t n) {
  uint64_t word = 0;
  for (size_t i = 0; i < n; i++)
    word |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return word;
}

/* Whoever knows seed and factor can find two words that make up for two others, but none that
 * do so for all seeds. */
static uint64_t add_word(const struct perfect *perfect, uint64_t h, uint64_t word) {
  return mix((h ^ mix(word)) * perfect->factors[0]);
}

/* Eight bytes at a time; the last word reaches back into the one before it. */
static uint64_t add_text(const struct perfect *perfect, uint64_t h, struct str s) {
  h += (uint64_t)s.n * golden;
  if (s.n < 8)
    return add_word(perfect, h, load(s.p, s.n));
  for (size_t at = 0; at + 8 < s.n; at += 8)
    h = add_word(perfect, h, load(s.p + at, 8));
  return add_word(perfect, h, load(s.p + s.n - 8, 8));
}

/* All words at once, which takes a third of the time. Two texts that differ little could give
 * the same for many seeds, but two UUIDs never differ little. */
static uint64_t hash_uuid(const struct perfect *perfect, struct str s) {
  uint64_t h = perfect->seed;
  for (size_t i = 0; i < PERFECT_FACTORS; i++)
    h += load(s.p + (i + 1 < PERFECT_FACTORS ? i * 8 : s.n - 8), 8) * perfect->factors[i];
  return mix(h);
}

static uint64_t hash_key(const struct perfect *perfect, const struct str *texts, size_t parts) {
  if (perfect->are_uuids && texts[0].n == UUID_LENGTH)
    return hash_uuid(perfect, texts[0]);
  uint64_t h = perfect->seed;
  for (size_t i = 0; i < parts; i++)
    h = add_text(perfect, h, texts[i]);
  return h;
}

/* A number below `count`, which is less than 2^32, from the high half of h. */
static size_t scale(uint64_t h, size_t count) {
  return (size_t)((h >> 32) * count >> 32);
}

static size_t place_of(const struct perfect *perfect, uint64_t h, unsigned pilot) {
  return scale((h ^ pilot * root_of_two) * golden, perfect->place_count);
}

size_t perfect_place(const struct perfect *perfect, const struct str *texts, size_t parts) {
  uint64_t h = hash_key(perfect, texts, parts);
  return place_of(perfect, h, perfect->pilots[scale(h, perfect->bucket_count)]);
}

/* ---- Finding the pilots -------------------------------------------------------------------
 */

/* The keys sorted by bucket, and the buckets by size, the largest first: while there is much
 * room, those are placed that need it. */
struct search {
  struct perfect *perfect;
  uint64_t *hashes;
  size_t *starts, *sorted; /* the keys of a bucket are sorted[starts[i]] to starts[i + 1] */
  size_t *buckets;
};

/* Sorts the numbers below `count` by their class, which is below `classes`; starts[i] is where
 * class i begins. */
static void sort_by_class(size_t *sorted, size_t *starts, const size_t *class_of, size_t count,
                          size_t classes) {
  memset(starts, 0, (classes + 1) * sizeof *starts);
  for (size_t i = 0; i < count; i++)
    starts[class_of[i] + 1]++;
  for (size_t i = 0; i < classes; i++)
    starts[i + 1] += starts[i];
  for (size_t i = 0; i < count; i++)
    sorted[starts[class_of[i]]++] = i;
  for (size_t i = classes; i > 0; i--)
    starts[i] = starts[i - 1];
  starts[0] = 0;
}

static void sort_keys(struct arena *scratch, struct search *search, size_t count) {
  size_t buckets = search->perfect->bucket_count, largest = 0;
  size_t *classes = arena_array(scratch, size_t, count > buckets ? count : buckets);
  for (size_t i = 0; i < count; i++)
    classes[i] = scale(search->hashes[i], buckets);
  search->starts = arena_array(scratch, size_t, buckets + 1);
  search->sorted = arena_array(scratch, size_t, count);
  sort_by_class(search->sorted, search->starts, classes, count, buckets);
  for (size_t i = 0; i < buckets; i++) {
    classes[i] = search->starts[i + 1] - search->starts[i];
    if (classes[i] > largest)
      largest = classes[i];
  }
  for (size_t i = 0; i < buckets; i++)
    classes[i] = largest - classes[i];
  search->buckets = arena_array(scratch, size_t, buckets);
  sort_by_class(search->buckets, arena_array(scratch, size_t, largest + 2), classes, buckets,
                largest + 1);
}

/* Gives the keys of the bucket their places, or takes back those that it gave. */
static bool place_bucket(const struct search *search, size_t bucket, unsigned pilot) {
  struct perfect *perfect = search->perfect;
  size_t from = search->starts[bucket], to = search->starts[bucket + 1], i = from;
  for (; i < to; i++) {
    size_t place = place_of(perfect, search->hashes[search->sorted[i]], pilot);
    if (perfect->keys[place] != STR_NONE)
      break;
    perfect->keys[place] = search->sorted[i];
  }
  if (i == to)
    return true;
  while (i-- > from)
    perfect->keys[place_of(perfect, search->hashes[search->sorted[i]], pilot)] = STR_NONE;
  return false;
}

/* No pilot can part two keys with one hash, and none is found for a crowd: that needs another
 * seed. */
static bool is_hopeless(const struct search *search, size_t bucket) {
  if (search->starts[bucket + 1] - search->starts[bucket] > KEYS_A_BUCKET * 16)
    return true;
  for (size_t i = search->starts[bucket]; i < search->starts[bucket + 1]; i++) {
    for (size_t j = search->starts[bucket]; j < i; j++) {
      if (search->hashes[search->sorted[i]] == search->hashes[search->sorted[j]])
        return true;
    }
  }
  return false;
}

static bool find_pilots(const struct search *search) {
  struct perfect *perfect = search->perfect;
  for (size_t i = 0; i < perfect->place_count; i++)
    perfect->keys[i] = STR_NONE;
  for (size_t i = 0; i < perfect->bucket_count; i++) {
    size_t bucket = search->buckets[i];
    unsigned pilot = 0;
    if (is_hopeless(search, bucket))
      return false;
    while (pilot < PILOTS && !place_bucket(search, bucket, pilot))
      pilot++;
    if (pilot == PILOTS)
      return false;
    perfect->pilots[bucket] = (uint16_t)pilot;
  }
  return true;
}

static void take_seed(struct perfect *perfect, uint64_t number) {
  uint64_t h = mix((number + 1) * golden) * root_of_two;
  perfect->seed = h;
  for (size_t i = 0; i < PERFECT_FACTORS; i++)
    perfect->factors[i] = (h = mix(h) * golden + i) | 1;
}

static bool are_uuids(const struct str *texts, size_t parts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (texts[i].n != UUID_LENGTH)
      return false;
  }
  return parts == 1;
}

struct perfect perfect_of(struct arena *a, const struct str *texts, size_t parts,
                          size_t count) {
  struct perfect perfect = {.are_uuids = are_uuids(texts, parts, count)};
  perfect.bucket_count = count / KEYS_A_BUCKET + 1;
  perfect.place_count = count + count / (FREE_PLACES - 1) + 1;
  if (perfect.place_count > UINT32_MAX)
    die("too many keys for a perfect hash");
  perfect.pilots = arena_array(a, uint16_t, perfect.bucket_count);
  perfect.keys = arena_array(a, size_t, perfect.place_count);
  struct arena scratch = {0};
  struct search search = {.perfect = &perfect};
  bool is_found = false;
  for (uint64_t seed = 0; seed < SEEDS && !is_found; seed++) {
    take_seed(&perfect, seed);
    search.hashes = arena_array(&scratch, uint64_t, count);
    for (size_t i = 0; i < count; i++)
      search.hashes[i] = hash_key(&perfect, texts + i * parts, parts);
    sort_keys(&scratch, &search, count);
    is_found = find_pilots(&search);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  if (!is_found)
    die("no perfect hash for %zu keys", count);
  return perfect;
}
