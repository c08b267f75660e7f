/* Does the log line of each case find the case? The tables of a build are asked before it
 * writes them. */
#ifndef DRIVER_REACH_H
#define DRIVER_REACH_H

#include <stddef.h>

struct arena;
struct bag;
struct kb;

/* Runs the first log line of each case, and the sample line that is made of it, through tables
 * that are built of the kb, on at most `threads` threads. Reports each case that they do not
 * lead to. The kb is one for outputs: it has its patterns. Findings live in `a`. */
void reach_check(struct arena *a, struct bag *bag, const struct kb *kb, size_t threads);

#endif
