/* Compressed bytes as they come in become plain ones, a piece at a time. */
#ifndef BASE_UNPACK_H
#define BASE_UNPACK_H

#include "base/str.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

/* What the first bytes of a stream say. `is_open`: more of them could say something else. */
enum packing packing_of(struct str head, bool *is_open);

/* What a step has made of its input. */
struct unpacked {
  size_t taken, made;
  bool is_whole;      /* what was taken so far is whole streams, with nothing missing */
  const char *reason; /* the bytes are broken, and why; NULL: they are not */
};

/* Borrowed bytes go in, at most `room` come out; call it again with what was not taken. Several
 * streams one behind the other are one text, as the programs of their formats have it. */
struct unpacker {
  void *state;
  struct unpacked (*step)(void *state, struct str packed, char *out, size_t room);
  void (*end)(void *state); /* gives back what the state holds */
};

/* One for each format. The state is on the heap until `end`. */
struct unpacker gzip_unpacker(void);
struct unpacker zstd_unpacker(void);

#endif
