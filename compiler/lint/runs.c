/* Finds long runs of certain bytes, such as digits, without looking at each byte on the way. */
#include "lint/runs.h"

struct byte_set byte_set_of(const char *text) {
  struct byte_set set = {{false}};
  for (const char *p = text; *p != '\0'; p++) {
    unsigned char from = (unsigned char)*p, to = from;
    if (p[1] == '-' && p[2] != '\0') {
      to = (unsigned char)p[2];
      p += 2;
    }
    for (unsigned byte = from; byte <= to; byte++)
      set.has[byte] = true;
  }
  return set;
}

static bool has(const struct byte_set *set, char c) {
  return set->has[(unsigned char)c];
}

size_t run_end(const struct byte_set *set, struct str text, size_t at) {
  while (at < text.n && has(set, text.p[at]))
    at++;
  return at;
}

/* A run that begins at `at` has all bytes up to at + least. They are looked at from behind: one
 * that is not of the set moves `at` behind it. What was seen on the way is not looked at again.
 */
bool run_next(const struct byte_set *set, struct str text, size_t from, size_t least,
              struct run *run) {
  size_t at = from, seen = from; /* [at, seen) are of the set */
  while (least <= text.n && at <= text.n - least) {
    size_t end = at + least, i = end;
    while (i > seen && has(set, text.p[i - 1]))
      i--;
    if (i <= seen) {
      *run = (struct run){at, run_end(set, text, end)};
      return true;
    }
    at = i;
    seen = end;
  }
  return false;
}
