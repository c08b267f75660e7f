/* Finds long runs of certain bytes, such as digits, without looking at each byte on the way. */
#ifndef LINT_RUNS_H
#define LINT_RUNS_H

#include "base/str.h"

struct byte_set {
  bool has[256];
};

/* The bytes [from, to) of a text. */
struct run {
  size_t from, to;
};

/* Of the bytes of `text`; "a-z" is all from a to z, a dash at its end is a dash. */
struct byte_set byte_set_of(const char *text);

/* The next stretch at or behind `from` of at least `least` (> 0) bytes of the set that goes on
 * on neither side. `from` is 0, or where the last run ended. False if there is none. */
bool run_next(const struct byte_set *set, struct str text, size_t from, size_t least,
              struct run *run);

/* Where the bytes of the set end that stand at `at` and behind. */
size_t run_end(const struct byte_set *set, struct str text, size_t at);

#endif
