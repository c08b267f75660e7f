/* How often each text occurs, in the order in which they were first met. */
#ifndef DRIVER_INIT_TALLY_H
#define DRIVER_INIT_TALLY_H

#include "base/map.h"

struct tally_entry {
  struct str text;
  size_t count;
  size_t last; /* the number of the unit that it was counted in last, STR_NONE before */
};

/* {0} is an empty one. Lives in the arena that it is given, texts are borrowed. */
struct tally {
  struct tally_entry *entries;
  size_t count, total;
  struct map map;
};

/* Counts the text and answers the index of its entry. */
size_t tally_add(struct arena *a, struct tally *tally, struct str text);
/* The same, but each text once for each unit. */
size_t tally_add_once(struct arena *a, struct tally *tally, struct str text, size_t unit);
/* How often the text was counted. */
size_t tally_of(const struct tally *tally, struct str text);
/* The most frequent entry, the first of equals; NULL if there is none. */
const struct tally_entry *tally_top(const struct tally *tally);

/* Of `of` cases `n` do so: may it be demanded of all (95 %)? Nearly (80 %)? Is it no accident
 * (5 %, and not once)? */
bool share_is_rule(size_t n, size_t of);
bool share_is_habit(size_t n, size_t of);
bool share_is_common(size_t n, size_t of);

#endif
