/* Quantities with units in texts: 3000ms, 1.5 GiB, 20k/s. */
#ifndef LINT_QUANTITY_H
#define LINT_QUANTITY_H

#include "base/str.h"

struct arena;

struct unit {
  struct str name;
  double factor;    /* how many of its base unit it is */
  size_t dimension; /* two units of one dimension can be compared; 0: it only counts */
};

struct unit_table {
  struct unit *units; /* longer names first */
  size_t count;
  bool begins[256]; /* by byte: does a unit begin with it? */
};

/* The unit behind the bytes [from, to) of a text. */
struct quantity {
  size_t from, to;
  double value; /* in base units */
  double half;  /* half a step of its last digit: what rounding may have taken or added */
  bool has_unit;
  size_t dimension;
  size_t per; /* of a rate, the dimension that it is divided by; STR_NONE: it is none */
};

/* Each text is a unit: "s" is a base, "ms=0.001s" so many of another one, "k=1000" so many of
 * nothing. One with a factor that cannot be read is a base. Lives in `a`; borrows the names. */
struct unit_table unit_table_new(struct arena *a, const struct str *texts, size_t count);

/* Does a quantity begin at this byte? A number is none if it is a part of something else: a
 * name, a version, an address, a date, a range, a fraction, or one with an unknown unit right
 * behind it. A unit may stand one blank behind its number. */
bool quantity_at(const struct unit_table *table, struct str text, size_t at,
                 struct quantity *quantity);

/* Is all of the text one quantity? */
bool quantity_whole(const struct unit_table *table, struct str text, struct quantity *quantity);

/* Do both measure the same thing? Nothing else can be compared. */
bool quantity_is_like(const struct quantity *a, const struct quantity *b);

/* Are they the same, as far as each of them is exact? */
bool quantity_is_near(const struct quantity *a, const struct quantity *b);

#endif
