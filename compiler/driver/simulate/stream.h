/* Bytes on their way into a file, in large blocks. */
#ifndef DRIVER_SIMULATE_STREAM_H
#define DRIVER_SIMULATE_STREAM_H

#include "base/str.h"

/* What stands at p + n and behind is free, up to `room`. */
struct stream {
  char *p;
  size_t n, room;
  int fd;
  int error; /* errno of the first write that failed; 0: none has */
};

/* Takes the file over as it is; stream_end gives back the memory alone. */
void stream_start(struct stream *stream, int fd);
void stream_flush(struct stream *stream);
void stream_end(struct stream *stream);

/* For stream_reserve alone. */
void stream_enlarge(struct stream *stream, size_t n);

/* Room for n bytes, to be written by the caller, who then adds what was used to stream->n. */
static inline char *stream_reserve(struct stream *stream, size_t n) {
  if (stream->room - stream->n < n)
    stream_enlarge(stream, n);
  return stream->p + stream->n;
}

#endif
