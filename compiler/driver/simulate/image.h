/* A line that is copied and filled in: text with holes of fixed width. */
#ifndef DRIVER_SIMULATE_IMAGE_H
#define DRIVER_SIMULATE_IMAGE_H

#include "driver/simulate/clock.h"

/* Characters that are drawn. Most are one or two rows of neighbours ("0" to "9", "a" to "f"):
 * of these the place in the rows is drawn, eight at a time. */
struct alphabet {
  uint8_t count;      /* 0: they are no rows; at most 127 */
  uint8_t first, low; /* the first row: its first character, and how many it has */
  uint8_t jump;       /* what lies between its last and the first of the second */
  char chars[256];    /* by a random byte, for those that are no rows */
  bool has[256];      /* by character: can it be drawn? */
};

enum { SLOT_WIDTH = 8, SLOT_SAME = 128 }; /* the bytes of one random number */

/* Up to SLOT_WIDTH bytes that are drawn anew for each line. Where `part` is not 0 they are a
 * part of something that is said more than once: below SLOT_SAME of an id, which lines of one
 * event have in common; else of a value that stands twice in the line. */
struct slot {
  uint32_t at;
  uint8_t width, part;
  bool is_number; /* the first byte is a digit, and not 0 */
  const struct alphabet *alphabet;
  const struct alphabet
      *other; /* NULL, or that of the bytes in the mask, the first one lowest */
  uint64_t mask;
};

struct time_slot {
  uint32_t at;
  const struct clock_face *face;
};

/* Behind text and label are IMAGE_PAD bytes more that may be read. */
enum { IMAGE_PAD = 256 };
struct image {
  struct str text; /* its line end included */
  const struct slot *slots;
  const struct time_slot *times;
  size_t slot_count, time_count;
  struct str label;  /* of all its lines, what stands behind the place, line end included */
  size_t label_kind; /* the bytes before its kind, which may be another one */
};

#endif
