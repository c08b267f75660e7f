/* The files into which a simulation writes. */
#ifndef DRIVER_SIMULATE_TARGET_H
#define DRIVER_SIMULATE_TARGET_H

#include "base/arena.h"
#include "emit/disk/beside.h"

struct project;

struct target {
  struct str path; /* n = 0: standard output */
  int fd;          /* -1: not open */
  bool has_failed; /* the system did not let us: a status of 3, not 2 */
  bool is_live;    /* read by others as it grows */
  int folder;      /* of a file that is written beside; -1: it is not */
  struct beside beside;
  struct arena names; /* what it says lives here */
};

/* A path of "-" or none is standard output. What is not live is there as a whole, or as it was.
 */
struct target target_new(struct str path, bool is_live);

/* Opens it for writing; what is there is replaced with `is_forced` alone, and never if it is a
 * file that the knowledge base is made of. False after complaining. */
bool target_open(struct target *target, const struct project *project, bool is_forced);

/* False after complaining: that something was not written, with its reason, or 0. A reader that
 * has gone is no trouble. */
bool target_close(struct target *target, int error);

/* Gives it up; what was there stays, if it is not live. */
void target_drop(struct target *target);

#endif
