/* The incidents that are under way: each a chain of cases, one line after the other. */
#ifndef DRIVER_SIMULATE_CHAINS_H
#define DRIVER_SIMULATE_CHAINS_H

#include "base/str.h"

#include <stdint.h>

struct arena;
struct dice;
struct incident;

enum { MOST_CHAINS = 16 };

/* An incident whose last line is still to come. */
struct chain {
  size_t kind;       /* which incident it is */
  size_t step, left; /* and how many lines that step has left */
  int64_t due;       /* the time before which none of them may come */
  uint64_t seed;     /* of the ids that its lines share */
  uint64_t instance; /* counted from 1 on */
};

struct chains {
  const struct incident *const *incidents;
  struct str *labels; /* by incident, what its labels say */
  size_t incident_count;
  struct chain active[MOST_CHAINS];
  size_t count;
  int64_t next_due; /* the earliest of all */
  uint64_t started;
};

/* Borrows the incidents, lives in `a`. */
struct chains chains_new(struct arena *a, const struct incident *const *incidents,
                         size_t count);

/* Starts one of them; there must be room. Answers its place among the active ones. */
size_t chains_start(struct chains *chains, struct dice *dice, int64_t now);

/* The chain that has waited longest, whether it is due or not; there must be one. */
size_t chains_first(const struct chains *chains);

/* Takes a line of that chain: answers the number of its case. The chain is over with its last
 * line, and its place may then be another one's. */
size_t chains_take(struct chains *chains, size_t place, struct dice *dice, int64_t now);

#endif
