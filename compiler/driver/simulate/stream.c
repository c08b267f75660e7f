/* Bytes on their way into a file, in large blocks. */
#include "driver/simulate/stream.h"

#include "base/die.h"
#include "driver/say.h"

#include <errno.h>
#include <stdlib.h>

/* Small enough that it stays in the cache between being written and being read by the kernel.
 */
enum { BLOCK = 256 * 1024 };

void stream_start(struct stream *stream, int fd) {
  *stream = (struct stream){.p = checked_alloc(1, BLOCK), .room = BLOCK, .fd = fd};
}

/* Behind an error all bytes are dropped: the run ends before many of them come. */
void stream_flush(struct stream *stream) {
  if (stream->error == 0 && stream->n > 0 &&
      !write_all(stream->fd, (struct str){stream->p, stream->n}))
    stream->error = errno;
  stream->n = 0;
}

void stream_enlarge(struct stream *stream, size_t n) {
  stream_flush(stream);
  if (n <= stream->room)
    return;
  stream->p = checked_realloc(stream->p, 1, n);
  stream->room = n;
}

void stream_end(struct stream *stream) {
  free(stream->p);
  *stream = (struct stream){.fd = -1};
}
