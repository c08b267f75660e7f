/* A view of bytes that somebody else owns, and what one can ask of it. */
#include "base/str.h"

#include <string.h>

struct str str_from_c(const char *text) {
  return (struct str){text, strlen(text)};
}

bool str_equal_c(struct str a, const char *b) {
  return str_equal(a, str_from_c(b));
}

int str_compare(struct str a, struct str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
  if (order != 0)
    return order;
  return (a.n > b.n) - (a.n < b.n);
}

bool str_ends_with(struct str s, struct str suffix) {
  return s.n >= suffix.n && str_equal(str_slice(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find_char(struct str s, char what, size_t from) {
  if (from >= s.n)
    return STR_NONE;
  const char *hit = memchr(s.p + from, what, s.n - from);
  return hit ? (size_t)(hit - s.p) : STR_NONE;
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

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim_end(struct str s) {
  while (s.n > 0 && is_white(s.p[s.n - 1]))
    s.n--;
  return s;
}

struct str str_trim(struct str s) {
  while (s.n > 0 && is_white(s.p[0])) {
    s.p++;
    s.n--;
  }
  return str_trim_end(s);
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
