/* What links and their definitions are made of: labels, destinations, titles. */
#include "parse/link_parts.h"

#include <string.h>

enum { LONGEST_LABEL = 1000, DEEPEST_PARENTHESES = 32 };

static bool is_punctuation(char c) {
  return c != '\0' && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

bool is_link_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t link_escaped_at(struct str s, size_t at) {
  return s.p[at] == '\\' && at + 1 < s.n && is_punctuation(s.p[at + 1]) ? 2 : 1;
}

size_t link_label_end(struct str s, size_t at) {
  size_t last = at + LONGEST_LABEL + 1;
  for (at++; at < s.n && at <= last;) {
    if (s.p[at] == '[')
      return 0;
    if (s.p[at] == ']')
      return at + 1;
    at += link_escaped_at(s, at);
  }
  return 0;
}

/* Between "<" and ">", on one line. */
static bool read_bracketed(struct str s, size_t at, struct link_destination *destination) {
  size_t from = at + 1;
  for (at = from; at < s.n && s.p[at] != '\n' && s.p[at] != '<'; at++) {
    if (s.p[at] == '>') {
      *destination = (struct link_destination){from, at, at + 1};
      return true;
    }
    if (s.p[at] == '\\')
      at++;
  }
  return false;
}

bool link_destination_at(struct str s, size_t at, struct link_destination *destination) {
  if (at < s.n && s.p[at] == '<')
    return read_bracketed(s, at, destination);
  size_t from = at, depth = 0;
  while (at < s.n && !is_link_space(s.p[at])) {
    if (s.p[at] == '(' && ++depth > DEEPEST_PARENTHESES)
      return false;
    if (s.p[at] == ')' && depth == 0)
      break;
    depth -= s.p[at] == ')';
    at += link_escaped_at(s, at);
  }
  *destination = (struct link_destination){from, at, at};
  return at < s.n && depth == 0 && !(at == from && is_link_space(s.p[at]));
}

/* cmark looks for the longest title, so a closing mark behind a backslash closes only where no
 * other does. */
size_t link_title_end(struct str s, size_t at) {
  char open = at < s.n ? s.p[at] : '\0';
  if (open != '"' && open != '\'' && open != '(')
    return at;
  char close = open == '(' ? ')' : open;
  size_t end = at;
  for (size_t i = at + 1; i < s.n; i++) {
    bool is_escaped = s.p[i - 1] == '\\';
    if (s.p[i] == close)
      end = i + 1;
    if (!is_escaped && (s.p[i] == close || (open == '(' && s.p[i] == '(')))
      return end;
  }
  return end;
}
