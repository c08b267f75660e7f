/* The form that values have in common: a date, a number, a name in small letters. */
#ifndef DRIVER_INIT_SURVEY_SHAPE_H
#define DRIVER_INIT_SURVEY_SHAPE_H

#include "base/str.h"

struct arena;
struct tally;

struct shape {
  const char *noun;    /* what one would call such a value */
  const char *pattern; /* for the whole value; without anchors */
};

/* The first shape, from narrow to wide, that nearly all values have, each counted as often as
 * it occurs; NULL if there is none. */
const struct shape *shape_find(struct arena *scratch, const struct tally *values);
/* The same for values of which each is made up: that all of them begin with a letter, or have
 * none, is an accident. */
const struct shape *shape_find_id(struct arena *scratch, const struct tally *values);

#endif
