/* Destinations that begin with a scheme, and those whose scheme is misspelled. */
#include "link/scheme.h"

#include "base/arena.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const struct str web[] = {STR_INIT("http"), STR_INIT("https")};
/* Near to one of them, and a scheme of its own. */
static const struct str others[] = {STR_INIT("shttp"), STR_INIT("httpx"), STR_INIT("httpu")};
/* What other languages, or a hand that pasted twice, put in front. */
static const struct str wrappers[] = {
    STR_INIT("link:"),  STR_INIT("url:"),    STR_INIT("uri:"),
    STR_INIT("href:"),  STR_INIT("src:"),    STR_INIT("http:"),
    STR_INIT("https:"), STR_INIT("http://"), STR_INIT("https://")};

bool has_scheme(struct str s) {
  size_t n = 0;
  while (n < s.n && (is_alpha_char(s.p[n]) || is_digit_char(s.p[n]) || s.p[n] == '+' ||
                     s.p[n] == '-' || s.p[n] == '.'))
    n++;
  return n > 0 && n < s.n && s.p[n] == ':' && is_alpha_char(s.p[0]);
}

/* `small` has no capitals. */
static bool starts_with_word(struct str s, struct str small) {
  if (s.n < small.n)
    return false;
  for (size_t i = 0; i < small.n; i++) {
    if (lower_char(s.p[i]) != small.p[i])
      return false;
  }
  return true;
}

static bool is_word(struct str s, struct str small) {
  return s.n == small.n && starts_with_word(s, small);
}

static bool is_in(struct str s, const struct str *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (is_word(s, words[i]))
      return true;
  }
  return false;
}

/* Does one letter too many, too few or another, or two swapped ones, make the word? */
static bool is_one_edit(struct str s, struct str small) {
  size_t head = 0, tail = 0;
  while (head < s.n && head < small.n && lower_char(s.p[head]) == small.p[head])
    head++;
  while (tail + head < s.n && tail + head < small.n &&
         lower_char(s.p[s.n - 1 - tail]) == small.p[small.n - 1 - tail])
    tail++;
  size_t left = s.n - head - tail, right = small.n - head - tail;
  bool is_swap = left == 2 && right == 2 && lower_char(s.p[head]) == small.p[head + 1] &&
                 lower_char(s.p[head + 1]) == small.p[head];
  return (left <= 1 && right <= 1) || is_swap;
}

static struct str joined(struct arena *a, struct str scheme, struct str rest) {
  if (rest.n == 0)
    return rest;
  return arena_printf(a, "%.*s://%.*s", STR_ARG(scheme), STR_ARG(rest));
}

/* "http" or "https", and behind it anything but "://" that looks like an attempt at it. */
static bool is_punctuated_badly(struct arena *a, struct str scheme, struct str rest,
                                struct str *near) {
  size_t n = 0;
  bool has_colon = false, has_slashes = false;
  for (; n < rest.n && strchr(":;,./\\", rest.p[n]) != NULL && rest.p[n] != '\0'; n++) {
    has_colon = has_colon || rest.p[n] == ':';
    has_slashes = has_slashes || (n > 0 && rest.p[n] == '/' && rest.p[n - 1] == '/');
  }
  bool is_right =
      str_starts_with(rest, STR("://")) && rest.n > 3 && strchr(":;,/\\", rest.p[3]) == NULL;
  if (is_right || !(has_colon || has_slashes))
    return false;
  *near = joined(a, scheme, str_slice(rest, n, rest.n));
  return true;
}

bool scheme_is_misspelled(struct arena *a, struct str destination, struct str *near) {
  *near = (struct str){NULL, 0};
  for (size_t i = 0; i < COUNT(wrappers); i++) {
    struct str rest = str_slice(destination, wrappers[i].n, destination.n);
    if (starts_with_word(destination, wrappers[i]) &&
        (starts_with_word(rest, STR("http://")) || starts_with_word(rest, STR("https://")))) {
      *near = rest;
      return true;
    }
  }
  size_t n = 0;
  while (n < destination.n && is_alpha_char(destination.p[n]))
    n++;
  struct str name = str_slice(destination, 0, n),
             rest = str_slice(destination, n, destination.n);
  if (is_in(name, web, COUNT(web)))
    return is_punctuated_badly(a, name, rest, near);
  if (!str_starts_with(rest, STR("://")) || is_in(name, others, COUNT(others)))
    return false;
  /* The longer one first: of two that are equally near it is the likelier one. */
  for (size_t i = COUNT(web); i-- > 0;) {
    if (!is_one_edit(name, web[i]))
      continue;
    *near = joined(a, web[i], str_slice(rest, 3, rest.n));
    return true;
  }
  return false;
}
