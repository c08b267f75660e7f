/* Which cases a simulated log is of, and how often each comes. */
#ifndef DRIVER_SIMULATE_SELECTION_H
#define DRIVER_SIMULATE_SELECTION_H

#include "base/str.h"

#include <stdint.h>

struct arena;
struct kb;
struct options;

struct selection {
  bool *is_wanted;   /* by number */
  uint32_t *weights; /* the same; 0: never but in incidents */
  bool is_partial;   /* somebody has chosen */
};

/* --only and --weight. False if one of them names no case: `error` says so in one line. Lives
 * in `a`. */
bool selection_read(struct arena *a, const struct options *options, const struct kb *kb,
                    struct selection *selection, struct str *error);

#endif
