/* What a store answers to a query, as far as it is looked at. */
#ifndef DRIVER_EVAL_RANKING_H
#define DRIVER_EVAL_RANKING_H

#include "base/str.h"

enum { RANKED = 100, FIRST_PLACES = 3 };

/* Cases by their numbers, each once, at the place of the best of its chunks; STR_NONE is
 * something that is no case of the knowledge base. {0} is an empty one. */
struct ranking {
  size_t cases[RANKED];
  size_t count;
  size_t places;      /* of chunks, looked at */
  size_t first_cases; /* different ones among the first places, where each chunk has its own */
};

/* The next place is that of a chunk of the case. */
void ranking_add(struct ranking *ranking, size_t kb_case);

/* The place of the case, from 1 on; 0 if it has none. */
size_t ranking_place(const struct ranking *ranking, size_t kb_case);

#endif
