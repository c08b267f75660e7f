/* The bytes of one input as they come: a file, a pipe, standard input, packed or not.
 *
 * They are read into one buffer in portions that stay in the processor's cache, and a line that
 * is not whole yet moves to its front. A line that fills the buffer is too long: whether it is
 * does not depend on the portions in which it came. */
#include "driver/match/feed.h"

#include "base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  PORTION = 1 << 18,
  PACKED_SIZE = 1 << 16,
  HEAD_SIZE = 16, /* so many bytes at most were read before it was known what they are */
  WAIT_MILLISECONDS = 200, /* a signal is seen no later */
};

/* ---- Opening and closing ------------------------------------------------------------------
 */

static bool is_stdin(const struct feed *feed) {
  return str_equal_c(feed->path, "-");
}

struct feed feed_new(struct str path) {
  struct feed feed = {.path = path, .name = path, .fd = -1, .line = 1};
  if (is_stdin(&feed))
    feed.name = STR("<stdin>");
  return feed;
}

static void forget(struct feed *feed) {
  if (feed->unpacker.end)
    feed->unpacker.end(feed->unpacker.state);
  feed->unpacker = (struct unpacker){NULL, NULL, NULL};
  if (feed->fd >= 0 && !is_stdin(feed))
    close(feed->fd);
  feed->fd = -1;
  feed->from = feed->to = feed->scanned = feed->packed_from = feed->packed_to = 0;
  feed->broken = NULL;
  feed->is_ended = feed->is_known = feed->is_skipping = false;
  feed->is_whole = true;
  feed->packing = PACKING_NONE;
  feed->line = 1;
  feed->offset = 0;
}

bool feed_open(struct feed *feed) {
  struct stat info;
  forget(feed);
  /* Who opens a pipe would wait for its writer, whatever signals come; reading waits by itself.
   */
  int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  int fd = -1;
  do
    fd = is_stdin(feed) ? STDIN_FILENO : open(feed->path.p, flags);
  while (fd < 0 && errno == EINTR);
  if (fd < 0 || fstat(fd, &info) != 0)
    return false;
  if (S_ISDIR(info.st_mode)) {
    if (!is_stdin(feed))
      close(fd);
    errno = EISDIR;
    return false;
  }
  feed->fd = fd;
  feed->is_file = S_ISREG(info.st_mode);
  if (!feed->bytes)
    feed->bytes = checked_alloc(FEED_LONGEST_LINE, 1);
  return true;
}

enum feed_fate feed_fate(const struct feed *feed) {
  struct stat here, there;
  if (is_stdin(feed) || stat(feed->path.p, &there) != 0 || fstat(feed->fd, &here) != 0)
    return FEED_SAME;
  if (here.st_dev != there.st_dev || here.st_ino != there.st_ino)
    return FEED_REPLACED;
  off_t at = lseek(feed->fd, 0, SEEK_CUR);
  return feed->is_file && at > here.st_size ? FEED_TRUNCATED : FEED_SAME;
}

void feed_close(struct feed *feed) {
  forget(feed);
  free(feed->bytes);
  free(feed->packed);
  feed->bytes = feed->packed = NULL;
}

/* ---- Reading ------------------------------------------------------------------------------
 */

/* May something be read without waiting? Its end counts. */
static bool is_ready(const struct feed *feed, int milliseconds) {
  struct pollfd poll_fd = {.fd = feed->fd, .events = POLLIN};
  return feed->is_file || poll(&poll_fd, 1, milliseconds) > 0;
}

void feed_wait(const struct feed *feed) {
  if (feed->fd < 0 || feed->is_file)
    (void)poll(NULL, 0, WAIT_MILLISECONDS);
  else
    (void)is_ready(feed, WAIT_MILLISECONDS);
}

/* What a read brought; `n` is 0 at the end, and where nothing is there now. */
struct portion {
  size_t n;
  bool is_end;
  int error;
};

static struct portion read_bytes(const struct feed *feed, char *to, size_t room) {
  for (;;) {
    ssize_t n = read(feed->fd, to, room);
    if (n >= 0)
      return (struct portion){(size_t)n, n == 0, 0};
    if (errno == EAGAIN)
      return (struct portion){0, false, 0};
    if (errno != EINTR)
      return (struct portion){0, true, errno};
  }
}

static enum feed_result fail(struct feed *feed, const char **reason, const char *what) {
  *reason = what;
  feed->is_ended = true;
  return FEED_FAILED;
}

static enum feed_result end(struct feed *feed) {
  feed->is_ended = true;
  return FEED_END;
}

/* As many plain bytes as there are, up to a portion. */
static enum feed_result fill_plain(struct feed *feed, const char **reason) {
  size_t got = 0, room = FEED_LONGEST_LINE - feed->to;
  room = room < PORTION ? room : PORTION;
  while (got < room && is_ready(feed, 0)) {
    struct portion portion = read_bytes(feed, feed->bytes + feed->to, room - got);
    if (portion.error != 0 && got == 0)
      return fail(feed, reason, strerror(portion.error));
    got += portion.n;
    feed->to += portion.n;
    if (portion.n == 0 && got == 0)
      return portion.is_end ? end(feed) : FEED_QUIET;
    if (portion.n == 0 || feed->is_file)
      break;
  }
  return got > 0 ? FEED_TEXT : FEED_QUIET;
}

/* A stream that ends before its end has lost something. */
static enum feed_result end_packed(struct feed *feed, const char **reason) {
  if (feed->is_whole)
    return end(feed);
  return fail(feed, reason,
              feed->packing == PACKING_GZIP ? "the gzip stream ends too early"
                                            : "the zstd stream ends too early");
}

static enum feed_result fill_packed(struct feed *feed, const char **reason) {
  size_t room = FEED_LONGEST_LINE - feed->to;
  room = room < PORTION ? room : PORTION;
  if (feed->broken)
    return fail(feed, reason, feed->broken);
  for (;;) {
    struct str packed = {feed->packed + feed->packed_from, feed->packed_to - feed->packed_from};
    struct unpacked done =
        feed->unpacker.step(feed->unpacker.state, packed, feed->bytes + feed->to, room);
    feed->packed_from += done.taken;
    feed->to += done.made;
    feed->is_whole = done.is_whole;
    feed->broken = done.reason;
    if (done.made > 0)
      return FEED_TEXT;
    if (done.reason)
      return fail(feed, reason, done.reason);
    if (feed->packed_from < feed->packed_to) {
      if (done.taken == 0)
        return fail(feed, reason, "the stream cannot be unpacked");
      continue;
    }
    if (!is_ready(feed, 0))
      return FEED_QUIET;
    struct portion portion = read_bytes(feed, feed->packed, PACKED_SIZE);
    if (portion.error != 0)
      return fail(feed, reason, strerror(portion.error));
    if (portion.n == 0)
      return portion.is_end ? end_packed(feed, reason) : FEED_QUIET;
    feed->packed_from = 0;
    feed->packed_to = portion.n;
  }
}

/* The first bytes say what the others are; what was read becomes input of the unpacker. */
static enum feed_result look_at_head(struct feed *feed, enum feed_result result) {
  bool is_open = false;
  struct str head = {feed->bytes, feed->to};
  feed->packing = packing_of(head, &is_open);
  if (is_open && !feed->is_ended)
    return FEED_QUIET;
  feed->is_known = true;
  if (feed->packing == PACKING_NONE)
    return feed->to > 0 ? FEED_TEXT : result;
  feed->unpacker = feed->packing == PACKING_GZIP ? gzip_unpacker() : zstd_unpacker();
  feed->packed = checked_realloc(feed->packed, HEAD_SIZE + PORTION, 1);
  memcpy(feed->packed, feed->bytes, feed->to);
  feed->packed_to = feed->to;
  feed->to = 0;
  return FEED_QUIET;
}

/* Room for what comes: the line that is not whole yet moves to the front. */
static void make_room(struct feed *feed) {
  if (feed->from == 0)
    return;
  memmove(feed->bytes, feed->bytes + feed->from, feed->to - feed->from);
  feed->to -= feed->from;
  feed->from = 0;
}

static enum feed_result fill(struct feed *feed, const char **reason) {
  if (feed->is_known && feed->packing != PACKING_NONE)
    return fill_packed(feed, reason);
  enum feed_result result = fill_plain(feed, reason);
  if (feed->is_known || result == FEED_FAILED)
    return result;
  result = look_at_head(feed, result);
  return feed->packing != PACKING_NONE ? fill_packed(feed, reason) : result;
}

/* What is left of a line that was too long goes by unseen. */
static void skip_rest(struct feed *feed) {
  const char *end = memchr(feed->bytes + feed->from, '\n', feed->to - feed->from);
  size_t to = end ? (size_t)(end - feed->bytes) + 1 : feed->to;
  feed->offset += to - feed->from;
  feed->line += end ? 1 : 0;
  feed->from = to;
  feed->scanned = 0;
  feed->is_skipping = !end;
}

enum feed_result feed_fill(struct feed *feed, const char **reason) {
  if (feed->is_ended && !feed->is_followed)
    return FEED_END;
  feed->is_ended = false;
  make_room(feed);
  enum feed_result result = fill(feed, reason);
  if (feed->is_skipping)
    skip_rest(feed);
  return result;
}

/* ---- Lines --------------------------------------------------------------------------------
 */

struct str feed_lines(struct feed *feed) {
  struct str text = {feed->bytes + feed->from, feed->to - feed->from};
  if (!feed->is_known)
    return (struct str){NULL, 0};
  if (feed->is_ended && !feed->is_followed)
    return text;
  while (text.n > feed->scanned && text.p[text.n - 1] != '\n')
    text.n--;
  if (text.n == feed->scanned) {
    feed->scanned = feed->to - feed->from;
    text.n = 0;
  }
  if (text.n == 0 && feed->to - feed->from == FEED_LONGEST_LINE) {
    text.n = FEED_LONGEST_LINE;
    feed->is_skipping = true;
    feed->cut_lines++;
  }
  return text;
}

void feed_take(struct feed *feed, size_t n, unsigned long long lines) {
  feed->from += n;
  feed->scanned = feed->scanned > n ? feed->scanned - n : 0;
  feed->offset += n;
  feed->line += lines;
}
