/* When a line was written: what it says of that itself, else which line it is. */
#ifndef DRIVER_MATCH_WHEN_H
#define DRIVER_MATCH_WHEN_H

#include "base/str.h"

struct match_place;
struct match_run;
struct matched;

enum { WHEN_SIZE = 40 };

/* A copy, for lines come and go. */
struct when {
  unsigned char n;
  char text[WHEN_SIZE];
};

void when_set(struct when *when, const struct match_run *run, const struct match_place *at,
              const struct matched *found);
/* Borrowed from `when`. */
struct str when_text(const struct when *when);

#endif
