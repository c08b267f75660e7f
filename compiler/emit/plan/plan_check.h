/* Can a store take what a plan brings? Asked before the first line of it is written. */
#ifndef EMIT_PLAN_PLAN_CHECK_H
#define EMIT_PLAN_PLAN_CHECK_H

#include "base/str.h"

struct arena;
struct bag;
struct chunk_index;
struct emit_request;
struct plan;
struct store;
struct vectors;

/* Holds all chunks of the new side against the limits of the store, as a build does. False,
 * after reporting. */
bool plan_check_store(struct bag *bag, const struct emit_request *request,
                      const struct chunk_index *index, struct vectors *vectors,
                      const struct store *store);

/* Has each chunk that is written whole its vector? The first that has none, and how many there
 * are, in one line; n = 0: all have one. Lives in `a`. */
struct str plan_check_vectors(struct arena *a, const struct plan *plan, struct vectors *vectors,
                              const struct store *store);

#endif
