/* Draws values that look like others, the same ones on every machine. */
#ifndef EMIT_DRAW_H
#define EMIT_DRAW_H

#include "base/buf.h"

#include <stdint.h>

/* A row of numbers that its seed alone decides. */
struct dice {
  uint64_t state;
};

struct dice dice_from(struct str seed);

/* The next of them: SplitMix64, whose state counts up by the same number each time. */
static inline uint64_t dice_next(struct dice *dice) {
  uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* 0 to n - 1; n is at least 1. */
size_t dice_below(struct dice *dice, size_t n);

/* Appends a text that matches the pattern, if that is made of literals, \d, \w, classes such as
 * [0-9a-f], and the repeats {n} {n,m} ? * + of these. Else false, and nothing appended. */
bool draw_pattern(struct buf *out, struct str pattern, struct dice *dice);

/* The same, for whoever draws the characters: is told of each character or class of the pattern
 * which characters it stands for, and how many of them are wanted. */
typedef void draw_piece(void *context, struct str choices, size_t count);
bool draw_each(struct str pattern, struct dice *dice, draw_piece *add, void *context);

/* Appends the text with digits for digits and letters for letters; a leading zero stays. */
void draw_shape(struct buf *out, struct str text, struct dice *dice);

/* The same for a number with a unit, "2500ms", "12.5", "95%", "3/s": its digits are drawn anew.
 * False, with nothing appended, for any other text, such as an address or a date. */
bool draw_number(struct buf *out, struct str text, struct dice *dice);

/* The same for an id of letters, digits, "-" and "_": its letters stay. */
bool draw_id(struct buf *out, struct str text, struct dice *dice);

/* Appends the time with other digits from the day on; `format` as in a log field. */
void draw_time(struct buf *out, struct str text, struct str format, struct dice *dice);

#endif
