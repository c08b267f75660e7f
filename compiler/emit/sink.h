/* Where an emitter's bytes go: counted, hashed, and handed on in large pieces. */
#ifndef EMIT_SINK_H
#define EMIT_SINK_H

#include "base/buf.h"
#include "base/hash.h"

/* Emitters append to `out` by whatever means (a json_writer, buf_printf) and call sink_pass
 * after each record, so that memory does not grow with what is written. */
struct sink {
  struct buf out;
  size_t bytes; /* handed on so far */
  struct hash_stream hash;
  bool (*write)(void *to,
                struct str bytes); /* false if it could not; it is not called again then */
  void *to;
  bool has_failed;
};

void sink_open(struct sink *sink, bool (*write)(void *to, struct str bytes), void *to);

/* Hands on what has gathered in `out`, once it is worth a system call. */
void sink_pass(struct sink *sink);

/* The offset of the byte that will be written next. */
size_t sink_position(const struct sink *sink);

/* Hands on the rest, frees the buffer, and answers the hash of all bytes. */
struct hash_text sink_close(struct sink *sink);

/* Writes into memory: `to` is a struct buf. */
bool sink_into_buf(void *to, struct str bytes);

#endif
