/* The time of the lines, in each form in which they write it. */
#ifndef DRIVER_SIMULATE_CLOCK_H
#define DRIVER_SIMULATE_CLOCK_H

#include "base/str.h"

#include <stdint.h>

struct arena;

/* Digits that change within a minute: 2 are the second, 3, 6 or 9 its fraction. */
struct face_part {
  size_t at, digits;
};

/* The time in one format and zone. */
struct clock_face {
  struct str format, zone;
  int64_t zone_minutes;
  char *text; /* of the minute that the clock shows; its parts are for the writer */
  size_t n;
  struct face_part *parts;
  size_t part_count;
  struct clock_face *next;
};

/* {0} stands nowhere until it is set. */
struct clock {
  struct clock_face *faces;
  int64_t minute; /* since 1970 */
  uint32_t second, nanosecond;
  bool is_set;
};

/* The face that writes times as this text does; NULL if the text is no time of that format.
 * Before the clock is set. Lives in `a`. */
const struct clock_face *clock_face(struct arena *a, struct clock *clock, struct str format,
                                    struct str text);

/* Nanoseconds since 1970. */
void clock_set(struct clock *clock, int64_t nanoseconds);

#endif
