/* A line that is copied and filled in: text with holes of fixed width. */
#ifndef DRIVER_SIMULATE_IMAGE_H
#define DRIVER_SIMULATE_IMAGE_H

#include "driver/simulate/clock.h"

/* By a random byte, the character that is drawn; and by character, whether it can be. */
struct alphabet {
  char chars[256];
  bool has[256];
};

enum { SLOT_WIDTH = 8 }; /* the bytes of one random number */

/* Up to SLOT_WIDTH bytes that are drawn anew for each line. Where `part` is not 0 they are the
 * part of an id, and lines of one event have the same one. */
struct slot {
  uint32_t at;
  uint8_t width, part;
  const struct alphabet *alphabet;
};

struct time_slot {
  uint32_t at;
  const struct clock_face *face;
};

struct image {
  struct str text; /* its line end included */
  const struct slot *slots;
  const struct time_slot *times;
  size_t slot_count, time_count;
  struct str label;  /* of all its lines, what stands behind the place, line end included */
  size_t label_kind; /* the bytes before its kind, which may be another one */
};

#endif
