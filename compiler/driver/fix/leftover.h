/* What a kbc that was killed has left beside the file that it was writing. */
#ifndef DRIVER_FIX_LEFTOVER_H
#define DRIVER_FIX_LEFTOVER_H

#include "base/arena.h"

/* The leftovers of the folder that was looked at last; {0} before the first. */
struct leftovers {
  struct arena a;
  struct str folder; /* p is NULL: none was looked at */
  struct str *names;
  size_t count;
};

/* The name under which this process writes the file before it takes its place. Lives in `a`. */
struct str leftover_name(struct arena *a, struct str name);

/* Takes away what processes that are no more have left of the file at `path`, which is about to
 * be written. A folder is listed once as long as its files come one after the other. */
void leftovers_remove(struct leftovers *leftovers, struct str path);

void leftovers_end(struct leftovers *leftovers);

#endif
