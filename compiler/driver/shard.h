/* A share of the corpus for one of several machines, and the shares of all of them as one. */
#ifndef DRIVER_SHARD_H
#define DRIVER_SHARD_H

#include "base/str.h"

struct session;

/* Are --shard and --merge asked for in a way that makes sense? False after saying in `error`
 * why not. Sets s->shard. */
bool shard_read_options(struct session *s, bool is_build, struct str *error);

/* Leaves the files of the shard in the inputs, which were found. False if that cannot be done:
 * `error` says why, in one line. */
bool shard_take(struct session *s, struct str *error);

/* Fills in the inputs from the packs in the folders that the caller names, instead of finding
 * them; they must be those of all shards. False if they are not: `error` says why. */
bool shards_join(struct session *s, struct str *error);

#endif
