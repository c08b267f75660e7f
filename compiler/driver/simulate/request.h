/* What a simulation is asked for. */
#ifndef DRIVER_SIMULATE_REQUEST_H
#define DRIVER_SIMULATE_REQUEST_H

#include "base/str.h"

#include <stdint.h>

struct arena;
struct options;

/* Sorts of events, with the share of the lines that each has. */
enum share { SHARE_INFO, SHARE_CASE, SHARE_INCIDENT, SHARE_BURST, SHARES };

struct request {
  uint64_t lines; /* UINT64_MAX: without an end */
  uint64_t seed;
  int64_t from;            /* the time of the first line, in nanoseconds since 1970 */
  uint64_t step;           /* nanoseconds from line to line */
  uint64_t pace;           /* the same of the clock on the wall; 0: as fast as it goes */
  uint32_t shares[SHARES]; /* in relation to each other */
  bool has_traces;
};

/* False if an option is wrong: `error` says so in one line. `now` is the time of day, for logs
 * that go on with it. Lives in `a`. */
bool request_read(struct arena *a, const struct options *options, int64_t now,
                  struct request *request, struct str *error);

#endif
