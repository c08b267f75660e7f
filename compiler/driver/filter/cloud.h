/* Where errors may hide what would else be found: nobody says there that something is gone. */
#ifndef DRIVER_FILTER_CLOUD_H
#define DRIVER_FILTER_CLOUD_H

#include "base/map.h"
#include "diag/source.h"

struct arena;
struct bag;
struct kb;

struct cloud {
  const struct kb *kb;
  struct map paths; /* texts that could not be read, or taken apart, as they were meant */
  bool *cases;      /* those with any error */
};

/* Without a cloud anywhere. Lives in `a`. */
struct cloud cloud_new(struct arena *a, const struct kb *kb);

/* Adds the errors in the bag. They hide others whatever becomes of them: add them before
 * anything takes them out or lowers their level, and again what was raised to one. */
void cloud_add(struct cloud *cloud, struct arena *a, const struct bag *bag);

/* Is the place in such a case, or in such a text? */
bool cloud_covers(const struct cloud *cloud, struct span span);
/* Is it such a text? */
bool cloud_covers_file(const struct cloud *cloud, struct str path);

#endif
