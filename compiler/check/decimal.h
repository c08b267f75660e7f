/* Exact decimal numbers of any length, as JSON and the core schema of YAML 1.2 write them. */
#ifndef CHECK_DECIMAL_H
#define CHECK_DECIMAL_H

#include "base/str.h"

struct arena;

/* 0.DIGITS * 10^point, where the digits neither begin nor end with 0. Zero has none. */
struct decimal {
  bool is_negative;
  struct str digits;
  long long point; /* cut to +-10^15: no text that fits into memory tells the difference */
};

/* Reads 12, -1.50, 1e3, .5, 0o17, 0xff. False for what is no number, .inf and .nan among it.
 * The digits borrow from the text where they stand in one piece, and live in `a` else. */
bool decimal_read(struct arena *a, struct str text, struct decimal *decimal);

bool decimal_is_integer(const struct decimal *decimal);
/* Below, at or above 0, as memcmp. */
int decimal_compare(const struct decimal *left, const struct decimal *right);

/* A divisor may have this many digits at most. */
enum { DECIMAL_DIVISOR_DIGITS = 18 };
/* Is the number the divisor times an integer? The divisor is not zero. */
bool decimal_is_multiple(const struct decimal *number, const struct decimal *divisor);

/* The number, if it is an integer from 0 to `most`; else false. */
bool decimal_to_size(const struct decimal *decimal, size_t most, size_t *size);

#endif
