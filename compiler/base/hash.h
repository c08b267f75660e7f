/* Hashes and the ids that are made of them. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

/* The first 128 bits of the SHA-256 (FIPS 180-4) of the bytes as 32 small hexadecimal digits. A
 * cryptographic hash, because a stranger's change must not be able to look unchanged. */
enum { HASH_LENGTH = 32 };
struct hash_text {
  char digits[HASH_LENGTH + 1];
};
struct hash_text hash_of(struct str bytes);

/* The same, for bytes that come in pieces. */
struct hash_stream {
  _Alignas(16) unsigned char state[256];
};
void hash_start(struct hash_stream *stream);
void hash_add(struct hash_stream *stream, struct str bytes);
struct hash_text hash_end(struct hash_stream *stream);

/* A UUID of version 5 (RFC 9562, section 5.5): SHA-1 over a namespace and a name, in the usual
 * form of 36 characters. `space` is a UUID in that form; a malformed one is a bug of ours. */
enum { UUID_LENGTH = 36 };
struct uuid_text {
  char text[UUID_LENGTH + 1];
};
struct uuid_text uuid_of(const char *space, struct str name);

#endif
