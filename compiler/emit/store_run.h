/* Hands all chunks of a knowledge base to a store. */
#ifndef EMIT_STORE_RUN_H
#define EMIT_STORE_RUN_H

#include "emit/store.h"

struct bag;
struct emit_context;

/* Writes all of them into the store's files. */
void store_run(const struct emit_context *context, const struct store *store,
               struct store_target target);

/* Holds all of them against what the store can take; false, after reporting, if one is too
 * large for it. */
bool store_check(const struct emit_context *context, struct bag *bag,
                 const struct store *store);

#endif
