/* Unpacks gzip (RFC 1952); the only file that knows zlib. */
#include "base/die.h"
#include "base/unpack.h"

#define ZLIB_CONST /* it takes its input as const */
#include <zlib.h>

#include <limits.h>
#include <stdlib.h>

struct gzip {
  z_stream stream;
  bool is_between; /* no member has begun whose end was not seen */
};

/* zlib counts in unsigned int. */
static uInt as_much_as_fits(size_t n) {
  return n < UINT_MAX ? (uInt)n : UINT_MAX;
}

static const char *reason_of(const struct gzip *gzip, int result) {
  if (result == Z_MEM_ERROR)
    die_without_memory();
  return gzip->stream.msg ? gzip->stream.msg : "this is no gzip";
}

/* Another member may follow the one that has ended. */
static struct unpacked gzip_step(void *state, struct str packed, char *out, size_t room) {
  struct gzip *gzip = state;
  z_stream *stream = &gzip->stream;
  struct unpacked done = {.is_whole = gzip->is_between};
  uInt given = as_much_as_fits(packed.n), space = as_much_as_fits(room);
  if (given == 0 && gzip->is_between)
    return done;
  stream->next_in = (const Bytef *)packed.p;
  stream->avail_in = given;
  stream->next_out = (Bytef *)out;
  stream->avail_out = space;
  int result = inflate(stream, Z_NO_FLUSH);
  done.taken = given - stream->avail_in;
  done.made = space - stream->avail_out;
  if (result == Z_STREAM_END)
    result = inflateReset(stream) == Z_OK ? Z_STREAM_END : Z_STREAM_ERROR;
  if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
    done.reason = reason_of(gzip, result);
  gzip->is_between = result == Z_STREAM_END || (gzip->is_between && done.taken == 0);
  done.is_whole = gzip->is_between;
  return done;
}

static void gzip_end(void *state) {
  struct gzip *gzip = state;
  inflateEnd(&gzip->stream);
  free(gzip);
}

struct unpacker gzip_unpacker(void) {
  enum { GZIP_ALONE = 16 + MAX_WBITS };
  struct gzip *gzip = checked_alloc(1, sizeof *gzip);
  *gzip = (struct gzip){.is_between = true};
  int result = inflateInit2(&gzip->stream, GZIP_ALONE);
  if (result == Z_MEM_ERROR)
    die_without_memory();
  if (result != Z_OK)
    die("zlib cannot begin");
  return (struct unpacker){gzip, gzip_step, gzip_end};
}
