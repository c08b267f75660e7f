/* A view of bytes that somebody else owns, and what one can ask of it. */
#include "base/str.h"

#include <string.h>

int str_compare(struct str a, struct str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
  if (order != 0)
    return order;
  return (a.n > b.n) - (a.n < b.n);
}

/* The second byte is looked at before memcmp is called: what begins with a common letter is
 * found at many places at which it does not stand. */
size_t str_find(struct str s, struct str what, size_t from) {
  if (what.n == 0)
    return from <= s.n ? from : STR_NONE;
  if (from >= s.n || s.n - from < what.n)
    return STR_NONE;
  const char *p = s.p + from, *end = s.p + s.n - what.n + 1; /* of where it may begin */
  for (; p < end && (p = memchr(p, what.p[0], (size_t)(end - p))) != NULL; p++) {
    if (what.n == 1 || (p[1] == what.p[1] && memcmp(p + 1, what.p + 1, what.n - 1) == 0))
      return (size_t)(p - s.p);
  }
  return STR_NONE;
}

bool str_next_line(struct str *rest, struct str *line) {
  if (rest->n == 0)
    return false;
  size_t end = str_find_char(*rest, '\n', 0);
  size_t next = end == STR_NONE ? rest->n : end + 1;
  *line = str_slice(*rest, 0, end == STR_NONE ? rest->n : end);
  if (end != STR_NONE && line->n > 0 && line->p[line->n - 1] == '\r')
    line->n--;
  rest->p += next;
  rest->n -= next;
  return true;
}
