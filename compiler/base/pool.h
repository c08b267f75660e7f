/* The same work for many items on several threads. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

/* Calls work(ctx, item, worker) once for each item in [0, count), on at most `threads` threads
 * (0 means one per processor, or fewer where the items are few). Items are handed out in order;
 * `worker`, below pool_threads(), names the thread, so that each can have memory of its own.
 * Item i writes only what belongs to item i; there are no locks for the caller. Returns when
 * all is done. */
void pool_map(size_t threads, size_t count, void (*work)(void *ctx, size_t item, size_t worker),
              void *ctx);

/* How many workers pool_map will use for `count` items, at least one. */
size_t pool_threads(size_t threads, size_t count);

#endif
