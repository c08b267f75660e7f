/* Hashes and the ids that are made of them; the only file that knows nettle. */
#include "base/hash.h"

#include "base/die.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <assert.h>
#include <stdint.h>
#include <string.h>

static_assert(sizeof(struct sha256_ctx) <= sizeof(((struct hash_stream *)0)->state),
              "the state of SHA-256 has room in a hash_stream");

enum { UUID_BYTES = 16 };

static const char digits[] = "0123456789abcdef";

/* One place knows that the opaque state is nettle's. */
static struct sha256_ctx *context_of(struct hash_stream *stream) {
  return (struct sha256_ctx *)(void *)stream->state;
}

static const uint8_t *bytes_of(struct str s) {
  return (const uint8_t *)(s.n > 0 ? s.p : "");
}

void hash_start(struct hash_stream *stream) {
  sha256_init(context_of(stream));
}

void hash_add(struct hash_stream *stream, struct str bytes) {
  sha256_update(context_of(stream), bytes.n, bytes_of(bytes));
}

struct hash_text hash_end(struct hash_stream *stream) {
  uint8_t digest[HASH_LENGTH / 2];
  sha256_digest(context_of(stream), sizeof digest, digest);
  struct hash_text text;
  for (size_t i = 0; i < sizeof digest; i++) {
    text.digits[2 * i] = digits[digest[i] >> 4];
    text.digits[2 * i + 1] = digits[digest[i] & 15];
  }
  text.digits[HASH_LENGTH] = '\0';
  return text;
}

struct hash_text hash_of(struct str bytes) {
  struct hash_stream stream;
  hash_start(&stream);
  hash_add(&stream, bytes);
  return hash_end(&stream);
}

static uint8_t digit_value(char c) {
  c = lower_char(c);
  if (!is_digit_char(c) && !(c >= 'a' && c <= 'f'))
    die("a namespace is no UUID");
  return (uint8_t)(is_digit_char(c) ? c - '0' : c - 'a' + 10);
}

static bool has_dash_before(size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

static void uuid_parse(const char *text, uint8_t bytes[UUID_BYTES]) {
  if (strlen(text) != UUID_LENGTH)
    die("a namespace is no UUID");
  for (size_t i = 0; i < UUID_BYTES; i++) {
    if (has_dash_before(i) && *text++ != '-')
      die("a namespace is no UUID");
    bytes[i] = (uint8_t)(digit_value(text[0]) << 4 | digit_value(text[1]));
    text += 2;
  }
}

static struct uuid_text uuid_print(const uint8_t bytes[UUID_BYTES]) {
  struct uuid_text uuid;
  char *to = uuid.text;
  for (size_t i = 0; i < UUID_BYTES; i++) {
    if (has_dash_before(i))
      *to++ = '-';
    *to++ = digits[bytes[i] >> 4];
    *to++ = digits[bytes[i] & 15];
  }
  *to = '\0';
  return uuid;
}

struct uuid_text uuid_of(const char *space, struct str name) {
  uint8_t bytes[UUID_BYTES];
  uuid_parse(space, bytes);
  struct sha1_ctx sha1;
  sha1_init(&sha1);
  sha1_update(&sha1, sizeof bytes, bytes);
  sha1_update(&sha1, name.n, bytes_of(name));
  sha1_digest(&sha1, sizeof bytes, bytes);
  bytes[6] = (uint8_t)((bytes[6] & 0x0F) | 0x50); /* version 5 */
  bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80); /* the variant of RFC 9562 */
  return uuid_print(bytes);
}
