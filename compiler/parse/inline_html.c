/* What stands between "<" and ">" in running text: autolinks, and raw HTML. */
#include "parse/inline_html.h"

#include "parse/link_parts.h"

#include <string.h>

enum { SHORTEST_SCHEME = 2, LONGEST_SCHEME = 32, LONGEST_HOST_LABEL = 63 };

static bool is_alphanumeric(char c) {
  return is_alpha_char(c) || is_digit_char(c);
}

static bool is_one_of(char c, const char *set) {
  return c != '\0' && strchr(set, c) != NULL;
}

static char char_at(struct str s, size_t at) {
  return at < s.n ? s.p[at] : '\0';
}

static size_t skip_space(struct str s, size_t at) {
  while (at < s.n && is_link_space(s.p[at]))
    at++;
  return at;
}

/* "scheme:" and whatever needs no blank. */
static size_t uri_end(struct str s, size_t at) {
  size_t from = at;
  if (!is_alpha_char(char_at(s, at)))
    return 0;
  while (is_alphanumeric(char_at(s, at)) || is_one_of(char_at(s, at), "+.-"))
    at++;
  if (at - from < SHORTEST_SCHEME || at - from > LONGEST_SCHEME || char_at(s, at) != ':')
    return 0;
  while (at < s.n && (unsigned char)s.p[at] > ' ' && s.p[at] != '<' && s.p[at] != '>')
    at++;
  return char_at(s, at) == '>' ? at + 1 : 0;
}

static size_t email_end(struct str s, size_t at) {
  size_t from = at;
  while (is_alphanumeric(char_at(s, at)) || is_one_of(char_at(s, at), ".!#$%&'*+/=?^_`{|}~-"))
    at++;
  if (at == from || char_at(s, at) != '@')
    return 0;
  do {
    size_t label = ++at;
    while (is_alphanumeric(char_at(s, at)) || char_at(s, at) == '-')
      at++;
    if (at == label || at - label > LONGEST_HOST_LABEL || s.p[label] == '-' ||
        s.p[at - 1] == '-')
      return 0;
  } while (char_at(s, at) == '.');
  return char_at(s, at) == '>' ? at + 1 : 0;
}

size_t inline_autolink_end(struct str s, size_t at) {
  size_t end = uri_end(s, at + 1);
  return end > 0 ? end : email_end(s, at + 1);
}

/* Behind the value at `at`, or 0. */
static size_t value_end(struct str s, size_t at) {
  char quote = char_at(s, at);
  if (quote == '"' || quote == '\'') {
    size_t end = str_find_char(s, quote, at + 1);
    return end == STR_NONE ? 0 : end + 1;
  }
  size_t from = at;
  while (at < s.n && !is_link_space(s.p[at]) && !is_one_of(s.p[at], "\"'=<>`"))
    at++;
  return at > from ? at : 0;
}

/* Behind all attributes, each with white space in front, or 0 if one has a broken value. */
static size_t attributes_end(struct str s, size_t at) {
  for (;;) {
    size_t name = skip_space(s, at);
    char first = char_at(s, name);
    if (name == at || !(is_alpha_char(first) || first == '_' || first == ':'))
      return at;
    at = name;
    while (is_alphanumeric(char_at(s, at)) || is_one_of(char_at(s, at), "_:.-"))
      at++;
    size_t equals = skip_space(s, at);
    if (char_at(s, equals) != '=')
      continue;
    at = value_end(s, skip_space(s, equals + 1));
    if (at == 0)
      return 0;
  }
}

static size_t tag_end(struct str s, size_t at) {
  bool is_closing = char_at(s, at) == '/';
  at += is_closing;
  if (!is_alpha_char(char_at(s, at)))
    return 0;
  while (is_alphanumeric(char_at(s, at)) || char_at(s, at) == '-')
    at++;
  if (!is_closing)
    at = attributes_end(s, at);
  if (at == 0)
    return 0;
  at = skip_space(s, at);
  at += !is_closing && char_at(s, at) == '/';
  return char_at(s, at) == '>' ? at + 1 : 0;
}

/* Behind "<!--": two dashes may stand at the end only. */
static size_t comment_end(struct str s, size_t at) {
  struct str rest = str_slice(s, at, s.n);
  if (str_starts_with(rest, STR(">")) || str_starts_with(rest, STR("->")))
    return 0;
  size_t end = str_find(s, STR("--"), at);
  return end != STR_NONE && char_at(s, end + 2) == '>' ? end + 3 : 0;
}

/* Behind "<?". cmark takes two bytes at a time where a question mark stands. */
static size_t instruction_end(struct str s, size_t at) {
  while ((at = str_find_char(s, '?', at)) != STR_NONE) {
    if (char_at(s, at + 1) == '>')
      return at + 2;
    at += 2;
  }
  return 0;
}

/* Behind "<![CDATA[". Here it takes two or three. */
static size_t cdata_end(struct str s, size_t at) {
  while ((at = str_find_char(s, ']', at)) != STR_NONE) {
    bool is_double = char_at(s, at + 1) == ']';
    if (is_double && char_at(s, at + 2) == '>')
      return at + 3;
    at += is_double ? 3 : 2;
  }
  return 0;
}

/* Behind "<!": capitals, white space, and anything up to the next ">". */
static size_t declaration_end(struct str s, size_t at) {
  size_t from = at;
  while (char_at(s, at) >= 'A' && char_at(s, at) <= 'Z')
    at++;
  if (at == from || !is_link_space(char_at(s, at)))
    return 0;
  size_t end = str_find_char(s, '>', at);
  return end == STR_NONE ? 0 : end + 1;
}

size_t inline_html_end(struct str s, size_t at) {
  struct str rest = str_slice(s, at + 1, s.n);
  if (str_starts_with(rest, STR("!--")))
    return comment_end(s, at + 4);
  if (str_starts_with(rest, STR("![CDATA[")))
    return cdata_end(s, at + 9);
  if (str_starts_with(rest, STR("?")))
    return instruction_end(s, at + 2);
  if (str_starts_with(rest, STR("!")))
    return declaration_end(s, at + 2);
  return tag_end(s, at + 1);
}
