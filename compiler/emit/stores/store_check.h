/* Holds the chunks against what a store can take, before anything is written. */
#ifndef EMIT_STORES_STORE_CHECK_H
#define EMIT_STORES_STORE_CHECK_H

#include <stdbool.h>

struct bag;
struct emit_context;
struct store;

/* False, after reporting, if one of them is too large for it. */
bool store_check(const struct emit_context *context, struct bag *bag,
                 const struct store *store);

#endif
