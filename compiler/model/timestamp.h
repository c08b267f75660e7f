/* Times as log lines write them. */
#ifndef MODEL_TIMESTAMP_H
#define MODEL_TIMESTAMP_H

#include "base/str.h"

#include <stdint.h>

struct buf;

enum timestamp_result {
  TIMESTAMP_OK,
  TIMESTAMP_MALFORMED,  /* the text does not have the form of the format */
  TIMESTAMP_IMPOSSIBLE, /* it has, but there is no such time: a month 13, a 30 February */
};

/* Reads a time from the front of `text` by a format of %Y %m %d %H %M %S %3f %6f %9f %z %% and
 * literals. `length`: the bytes that it took, up to where it failed. `nanoseconds`: since 1970
 * in UTC; a time without %z is taken as UTC. A second 60 is allowed, as in a leap second. */
enum timestamp_result timestamp_parse(struct str format, struct str text, size_t *length,
                                      int64_t *nanoseconds);

/* Of a text that is TIMESTAMP_IMPOSSIBLE the first part that cannot be: "month", "day", "hour",
 * "minute" or "second"; else NULL. */
const char *timestamp_impossible_part(struct str format, struct str text);

/* The zone that a text of that format names, "Z" or "+09:00", and how far it is ahead of UTC;
 * n = 0: none. Borrowed from the text. */
struct timestamp_zone {
  struct str text;
  int64_t minutes;
};
struct timestamp_zone timestamp_zone_of(struct str format, struct str text);

/* Appends the time, given as timestamp_parse answers it. Every time of one format and zone has
 * as many bytes, from year 0 to 9999. */
void timestamp_write(struct buf *out, struct str format, const struct timestamp_zone *zone,
                     int64_t nanoseconds);

#endif
