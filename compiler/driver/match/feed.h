/* The bytes of one input as they come: a file, a pipe, standard input, packed or not. */
#ifndef DRIVER_MATCH_FEED_H
#define DRIVER_MATCH_FEED_H

#include "base/path.h"
#include "base/unpack.h"

/* A line may have as many bytes, its end among them. */
enum { FEED_LONGEST_LINE = 1 << 20 };

struct feed {
  struct str path; /* as the caller wrote it; ends in a NUL */
  struct str name; /* what it is called in outputs */
  int fd;          /* -1: it is not open */
  bool is_file;    /* a regular one: it has an end, and nobody waits for it */
  bool is_followed;
  bool is_ended;                   /* nothing follows; of a followed one: for now */
  unsigned long long line, offset; /* of the first byte that is not taken yet; line from 1 on */
  unsigned long long cut_lines;    /* that were longer than may be */

  /* what the bytes come through */
  char *bytes; /* FEED_LONGEST_LINE of them */
  size_t from, to;
  size_t scanned;   /* so many of them from `from` on hold no line end */
  bool is_skipping; /* the rest of a line that was too long */
  bool is_known;    /* it was seen whether the bytes are packed */
  enum packing packing;
  struct unpacker unpacker;
  bool is_whole;      /* see struct unpacked */
  const char *broken; /* why nothing follows what was unpacked */
  char *packed;
  size_t packed_from, packed_to;
};

/* The path - is standard input. Gives `feed` nothing to hold before feed_open. */
struct feed feed_new(struct str path);

/* From its beginning, once more if it was open. False leaves the reason in errno. */
bool feed_open(struct feed *feed);
/* Is it another file by now that stands at its path, or is this one shorter than what was read
 * of it? */
enum feed_fate { FEED_SAME, FEED_REPLACED, FEED_TRUNCATED };
enum feed_fate feed_fate(const struct feed *feed);
/* Gives back what it holds. */
void feed_close(struct feed *feed);

enum feed_result {
  FEED_TEXT,  /* there are bytes to take */
  FEED_QUIET, /* there are none now: whoever waits for outputs should get them */
  FEED_END,
  FEED_FAILED, /* `reason` says why; what was read before stands */
};

/* Brings more bytes, without waiting for them. */
enum feed_result feed_fill(struct feed *feed, const char **reason);
/* Waits until bytes may be there, for a fifth of a second at most. */
void feed_wait(const struct feed *feed);

/* The bytes that are not taken yet, as far as they are whole lines, or all of them if nothing
 * follows. A line that is too long is cut to what fits. */
struct str feed_lines(struct feed *feed);
/* The first `n` of them, which hold `lines` lines, are taken. */
void feed_take(struct feed *feed, size_t n, unsigned long long lines);

#endif
