/* What the log lines of a knowledge base say behind each key of their maps. */
#ifndef DRIVER_SIMULATE_VOCABULARY_H
#define DRIVER_SIMULATE_VOCABULARY_H

#include "base/map.h"

struct arena;
struct kb;

/* The values of one key, each once, in the order of the cases. */
struct key_values {
  struct str *values;
  size_t count, uses; /* uses: how often the key stands in a line */
  bool has_digit;     /* in one of them */
};

struct vocabulary {
  struct map by_key;
  struct key_values *keys;
  size_t count;
};

/* Of the first log line of each case. Lives in `a`, borrows from the kb. */
struct vocabulary vocabulary_of(struct arena *a, const struct kb *kb);

/* The values among which one may choose: those of a key that names things, for none has a
 * digit, or that has few values, for each stands in four lines and more. Else NULL. */
const struct key_values *vocabulary_choice(const struct vocabulary *vocabulary, struct str key);

#endif
