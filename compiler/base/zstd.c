/* Unpacks zstd (RFC 8878); the only file that knows libzstd. */
#include "base/die.h"
#include "base/unpack.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <stdlib.h>

struct zstd {
  ZSTD_DStream *stream;
  bool is_between; /* no frame has begun whose end was not written */
};

/* libzstd answers 0 where a frame has ended and all of it was written, and goes on with the
 * next one by itself. */
static struct unpacked zstd_step(void *state, struct str packed, char *out, size_t room) {
  struct zstd *zstd = state;
  struct unpacked done = {.is_whole = zstd->is_between};
  if (packed.n == 0 && zstd->is_between)
    return done;
  ZSTD_inBuffer in = {packed.p, packed.n, 0};
  ZSTD_outBuffer made = {out, room, 0};
  size_t result = ZSTD_decompressStream(zstd->stream, &made, &in);
  done.taken = in.pos;
  done.made = made.pos;
  if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
    die_without_memory();
  if (ZSTD_isError(result))
    done.reason = ZSTD_getErrorName(result);
  zstd->is_between = result == 0;
  done.is_whole = zstd->is_between;
  return done;
}

static void zstd_end(void *state) {
  struct zstd *zstd = state;
  ZSTD_freeDStream(zstd->stream);
  free(zstd);
}

struct unpacker zstd_unpacker(void) {
  struct zstd *zstd = checked_alloc(1, sizeof *zstd);
  *zstd = (struct zstd){ZSTD_createDStream(), true};
  if (!zstd->stream)
    die_without_memory();
  if (ZSTD_isError(ZSTD_initDStream(zstd->stream)))
    die("libzstd cannot begin");
  return (struct unpacker){zstd, zstd_step, zstd_end};
}
