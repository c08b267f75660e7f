/* The pack of a shard: the texts of its files, so that a merge needs no folder to read them
 * from.
 */
#ifndef EMIT_SHARD_PACK_H
#define EMIT_SHARD_PACK_H

#include "base/hash.h"

struct arena;
struct source;

#define SHARD_PACK_NAME "shard.kbc"

/* Which share of the files, 1 to count, and by what they are compiled. */
struct emit_shard {
  size_t index, count; /* count = 0: all of them */
  struct hash_text settings;
  const struct source *const *sources; /* by place */
  size_t source_count;
};

/* The shard in which the file stands that has this place. */
size_t shard_of_place(struct str place, size_t count);

struct pack_file {
  struct str place, bytes;
};

/* What stands in one that was read. Borrows its bytes, else lives in the arena. */
struct shard_pack {
  struct str tool, schema,
      settings; /* version of kbc, name of the schema, digits of the hash */
  size_t index, count;
  struct pack_file *files;
  size_t file_count;
};

/* False if the bytes are no whole pack: `reason` says why. */
bool shard_pack_read(struct arena *a, struct str bytes, struct shard_pack *pack,
                     struct str *reason);

#endif
