/* Values that look like others: what of a value may be drawn anew, and what it means. */
#ifndef DRIVER_SIMULATE_SHAPE_H
#define DRIVER_SIMULATE_SHAPE_H

#include "driver/simulate/draft.h"
#include "emit/draw.h"

/* What shapes are drawn with. */
struct shapes {
  struct alphabets alphabets;
  struct dice dice;  /* for what all lines of an image have in common */
  uint8_t next_part; /* of the value that is added, if it stands twice in the line; else 0 */
};

/* Adds a value like this one: an address becomes one that is kept for documentation; digits of
 * numbers and ids are drawn for each line, as many as there are; of an id that mixes letters
 * and digits the letters, too. Words stay, and so do dates, 100%, and numbers between words. */
void shape_add(struct draft *draft, struct shapes *shapes, struct str value);

/* The same for an id that all lines of one event share: letters for letters and digits for
 * digits, and with `pattern` (n > 0), where draw_pattern knows it, what that asks for. */
void shape_add_id(struct draft *draft, struct shapes *shapes, struct str value,
                  struct str pattern);

/* Adds a text in which values stand in braces: of {a|b} one is taken. */
void shape_add_text(struct draft *draft, struct shapes *shapes, struct str text);

#endif
