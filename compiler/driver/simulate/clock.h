/* The time of the lines, in each form in which they write it. */
#ifndef DRIVER_SIMULATE_CLOCK_H
#define DRIVER_SIMULATE_CLOCK_H

#include "base/str.h"

#include <stdint.h>

struct arena;

/* The time in one format and zone. */
struct clock_face {
  struct str format, zone;
  int64_t zone_minutes;
  char *text;
  size_t n;
  struct face_fraction *fractions; /* where it has %3f, %6f, %9f */
  size_t fraction_count;
  struct clock_face *next;
};

/* {0} stands nowhere until it is set. */
struct clock {
  struct clock_face *faces;
  int64_t second, nanosecond; /* since 1970, and in that second */
  bool is_set;
};

/* The face that writes times as this text does; NULL if the text is no time of that format.
 * Before the clock is set. Lives in `a`. */
const struct clock_face *clock_face(struct arena *a, struct clock *clock, struct str format,
                                    struct str text);

/* Nanoseconds since 1970; all faces show it then. */
void clock_set(struct clock *clock, int64_t nanoseconds);

#endif
