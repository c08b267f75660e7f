/* The files into which a simulation writes. */
#ifndef DRIVER_SIMULATE_TARGET_H
#define DRIVER_SIMULATE_TARGET_H

#include "base/str.h"

#include <stdbool.h>

struct project;

struct target {
  struct str path; /* n = 0: standard output */
  int fd;          /* -1: not open */
  bool has_failed; /* the system did not let us: a status of 3, not 2 */
};

/* Opens it for writing; what is there is replaced with `is_forced` alone, and never if it is a
 * file that the knowledge base is made of. False after complaining. */
bool target_open(struct target *target, const struct project *project, bool is_forced);

/* False after complaining: that something was not written, with its reason, or 0. A reader that
 * has gone is no trouble. */
bool target_close(struct target *target, int error);

#endif
