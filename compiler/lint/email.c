/* Finds e-mail addresses in a text. */
#include "lint/email.h"

enum { LONGEST_USER = 80 };

static bool is_alnum(char c) {
  return is_digit_char(c) || is_alpha_char(c);
}

static bool is_local_char(char c) {
  return is_alnum(c) || str_find_char(STR("._%+-"), c, 0) != STR_NONE;
}

/* "jo..@host", "xxx@host" and "-@host" are masks and marks, not names. */
static bool is_local(struct str s) {
  return s.n > 0 && is_alnum(s.p[s.n - 1]) && str_find(s, STR(".."), 0) == STR_NONE &&
         str_find(s, STR("xxx"), 0) == STR_NONE;
}

/* Where the domain ends that begins at `from`; `from` if it is none: labels of letters, digits
 * and dashes, the last of letters alone. */
static size_t domain_end(struct str text, size_t from) {
  size_t to = from, label = from, labels = 0;
  bool is_alpha = true;
  for (; to < text.n; to++) {
    char c = text.p[to];
    if (c == '.' && to + 1 < text.n && is_alnum(text.p[to + 1]) && to > label) {
      label = to + 1;
      labels++;
      is_alpha = true;
    } else if (is_alnum(c) || c == '-') {
      is_alpha = is_alpha && is_alpha_char(c);
    } else {
      break;
    }
  }
  return labels > 0 && is_alpha && to - label >= 2 ? to : from;
}

/* What the address is a part of, if it stands behind a slash, or before a path. */
static bool is_part(struct str text, const struct email *email) {
  char before = email->from > 0 ? text.p[email->from - 1] : ' ';
  char behind = email->to < text.n ? text.p[email->to] : ' ';
  char next = email->to + 1 < text.n ? text.p[email->to + 1] : ' ';
  if (before == '/' || before == '@' || behind == '@' || behind == '_')
    return true;
  if (behind == ':' && (is_alnum(next) || next == '/' || next == '~'))
    return true;
  /* scheme://user:password@host, whatever the password is made of. */
  size_t from = email->from;
  while (from > 0 && (unsigned char)text.p[from - 1] > ' ' && email->from - from < LONGEST_USER)
    from--;
  return str_find(str_slice(text, from, email->from), STR("://"), 0) != STR_NONE;
}

bool email_next(struct str text, size_t from, struct email *email) {
  for (size_t at = str_find_char(text, '@', from); at != STR_NONE;
       at = str_find_char(text, '@', at + 1)) {
    size_t first = at;
    while (first > from && is_local_char(text.p[first - 1]))
      first--;
    while (first < at && !is_alnum(text.p[first]))
      first++;
    *email = (struct email){first, at, domain_end(text, at + 1)};
    if (email->to > at + 1 && is_local(str_slice(text, first, at)) && !is_part(text, email))
      return true;
  }
  return false;
}

static bool is_same(struct str a, struct str b) {
  for (size_t i = 0; a.n == b.n && i < a.n; i++) {
    if (lower_char(a.p[i]) != lower_char(b.p[i]))
      return false;
  }
  return a.n == b.n;
}

bool email_is_meant(struct str text, const struct email *email, struct str entry) {
  struct str whole = str_slice(text, email->from, email->to);
  if (str_find_char(entry, '@', 0) != STR_NONE) {
    bool is_name = entry.p[entry.n - 1] == '@';
    return is_same(is_name ? str_slice(text, email->from, email->at + 1) : whole, entry);
  }
  struct str domain = str_slice(text, email->at + 1, email->to);
  if (domain.n < entry.n || !is_same(str_slice(domain, domain.n - entry.n, domain.n), entry))
    return false;
  return domain.n == entry.n || domain.p[domain.n - entry.n - 1] == '.';
}
