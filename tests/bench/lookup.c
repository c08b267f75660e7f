/* Times kb_by_id and kb_by_message over all cases in random order; beside it, gperf. */
#define _POSIX_C_SOURCE 200809L
#include "kb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef WITH_GPERF
const char *in_word_set(register const char *str, register size_t len);
#endif

/* So many that each loop takes a while, however few keys there are. */
enum { LOOK_UPS = 10000000, FEWEST_ROUNDS = 15 };

/* What is looked for, in bytes of the caller. */
struct key {
  const char *service, *text;
  size_t service_n, n;
};

struct keys {
  struct key *list;
  size_t count;
};

/* Looks for `key`; answers a number that is 0 if it is not found. */
typedef size_t look_up(const struct key *key);

static size_t by_id(const struct key *key) {
  return kb_by_id(key->text, key->n) != NULL;
}

static size_t by_message(const struct key *key) {
  return kb_by_message(key->service, key->service_n, key->text, key->n) != NULL;
}

#ifdef WITH_GPERF
static size_t by_gperf(const struct key *key) {
  return in_word_set(key->text, key->n) != NULL;
}
#endif

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Nanoseconds a key in the best round. With `waits`, which key is the next one hangs on the
 * answer, so that no two look-ups overlap. */
static double time_keys(const struct keys *keys, look_up *look, int waits, size_t *found) {
  double best = 1e300;
  size_t round, rounds = LOOK_UPS / (keys->count + 1);
  for (round = 0; round < rounds || round < FEWEST_ROUNDS; round++) {
    double start = now(), taken;
    size_t i = 0, steps;
    *found = 0;
    for (steps = 0; steps < keys->count; steps++) {
      size_t answer = look(&keys->list[i]);
      *found += answer;
      i = waits ? i + 2 - answer - (answer == 0) : i + 1;
    }
    taken = (now() - start) / (double)keys->count;
    best = taken < best ? taken : best;
  }
  return best;
}

static void show(const char *name, const struct keys *keys, look_up *look) {
  size_t found, again;
  double apart = time_keys(keys, look, 0, &found), waiting = time_keys(keys, look, 1, &again);
  printf("%7lu  %-32s %7.1f ns  %7.1f ns  %lu found\n", (unsigned long)keys->count, name, apart,
         waiting, (unsigned long)found);
  if (found != again)
    exit(1);
}

/* The numbers below `count` in an order that is the same every time. */
static size_t *shuffled(size_t count) {
  size_t *numbers = malloc((count + 1) * sizeof *numbers), i;
  unsigned long long dice = 42;
  if (numbers == NULL)
    exit(1);
  for (i = 0; i < count; i++)
    numbers[i] = i;
  for (i = count; i > 1; i--) {
    size_t last = numbers[i - 1], other;
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    other = (size_t)((dice >> 33) % i);
    numbers[i - 1] = numbers[other];
    numbers[other] = last;
  }
  return numbers;
}

static const char *copy(char **room, struct kb_str text) {
  char *p = *room;
  if (text.n > 0)
    memcpy(p, text.p, text.n);
  *room += text.n;
  return p;
}

static struct kb_str key_text(const struct kb_case *which, int is_message) {
  return is_message ? kb_case_message(which) : kb_case_id(which);
}

/* Copies that lie in the order in which they are looked for, as those of a stream do: what is
 * timed is the table. */
static struct keys keys_of(int is_message, int is_wrong) {
  struct keys keys = {NULL, 0};
  size_t *order = shuffled(kb_case_count()), i, n = 1;
  char *room;
  for (i = 0; i < kb_case_count(); i++)
    n += kb_case_service(kb_case_at(i)).n + key_text(kb_case_at(i), is_message).n;
  keys.list = calloc(kb_case_count(), sizeof *keys.list);
  room = malloc(n);
  if (keys.list == NULL || room == NULL)
    exit(1);
  for (i = 0; i < kb_case_count(); i++) {
    const struct kb_case *which = kb_case_at(order[i]);
    struct kb_str service = kb_case_service(which), text = key_text(which, is_message);
    struct key *key = &keys.list[keys.count++];
    key->service = copy(&room, service);
    key->service_n = service.n;
    key->text = copy(&room, text);
    key->n = text.n;
    if (is_wrong)
      room[-1] ^= 1;
  }
  free(order);
  return keys;
}

int main(void) {
  struct keys ids = keys_of(0, 0), wrong = keys_of(0, 1), messages = keys_of(1, 0);
  show("kb_by_id", &ids, by_id);
  show("kb_by_id, ids that are none", &wrong, by_id);
  show("kb_by_message", &messages, by_message);
#ifdef WITH_GPERF
  show("gperf", &ids, by_gperf);
#endif
  return 0;
}
