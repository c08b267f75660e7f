/* Hands all chunks of a knowledge base to a store. */
#ifndef EMIT_STORES_STORE_RUN_H
#define EMIT_STORES_STORE_RUN_H

#include "emit/stores/store.h"

struct emit_context;

/* Writes all of them into the store's files. */
void store_run(const struct emit_context *context, const struct store *store,
               struct store_target target);

/* A writer for the store that has everything but its target. */
struct store_writer store_writer_of(const struct emit_context *context,
                                    const struct store *store, struct arena *a);

#endif
