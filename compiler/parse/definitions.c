/* Link reference definitions, which stand in the source but not in cmark's tree.
 *
 * cmark takes them off the front of a paragraph and keeps the paragraph's first line as it was,
 * so where the paragraph itself begins has to be found once more, in the way in which cmark
 * does it (CommonMark 0.30, section 4.7, and what cmark makes of the places where that is
 * vague). */
#include "parse/definitions.h"

#include "base/buf.h"
#include "parse/body_text.h"

#include <string.h>

enum { LONGEST_LABEL = 1000, DEEPEST_PARENTHESES = 32 };

static bool is_punctuation(char c) {
  return c != '\0' && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A backslash and what it escapes, or one byte. */
static size_t escaped_at(struct str s, size_t at) {
  return s.p[at] == '\\' && at + 1 < s.n && is_punctuation(s.p[at + 1]) ? 2 : 1;
}

/* Behind blanks and at most one line end among them. */
static size_t skip_space(struct str s, size_t at) {
  while (at < s.n && is_blank_char(s.p[at]))
    at++;
  if (at < s.n && s.p[at] == '\n')
    at++;
  while (at < s.n && is_blank_char(s.p[at]))
    at++;
  return at;
}

/* Behind "[label]:", or 0. */
static size_t label_end(struct str s) {
  bool is_blank = true;
  for (size_t at = 1; at < s.n && at <= LONGEST_LABEL + 1;) {
    if (s.p[at] == '[')
      return 0;
    if (s.p[at] == ']')
      return !is_blank && at + 1 < s.n && s.p[at + 1] == ':' ? at + 2 : 0;
    is_blank = is_blank && is_space(s.p[at]);
    at += escaped_at(s, at);
  }
  return 0;
}

/* Behind "<destination>", or 0. */
static size_t bracketed_end(struct str s, size_t at) {
  for (at++; at < s.n && s.p[at] != '\n' && s.p[at] != '<'; at++) {
    if (s.p[at] == '>')
      return at + 1;
    if (s.p[at] == '\\')
      at++;
  }
  return 0;
}

/* Behind the destination, or 0. */
static size_t destination_end(struct str s, size_t at) {
  if (at < s.n && s.p[at] == '<')
    return bracketed_end(s, at);
  size_t from = at, depth = 0;
  while (at < s.n && !is_space(s.p[at])) {
    if (s.p[at] == '(' && ++depth > DEEPEST_PARENTHESES)
      return 0;
    if (s.p[at] == ')' && depth-- == 0)
      return 0;
    at += escaped_at(s, at);
  }
  return at > from && at < s.n && depth == 0 ? at : 0;
}

/* Behind the title at `at`, or `at` if there is none. cmark looks for the longest one, so a
 * closing mark behind a backslash closes only where no other does. */
static size_t title_end(struct str s, size_t at) {
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

/* Behind the line end that follows but for blanks, or 0 if anything else does. */
static size_t rest_of_line(struct str s, size_t at) {
  while (at < s.n && is_blank_char(s.p[at]))
    at++;
  return at < s.n && s.p[at] == '\n' ? at + 1 : 0;
}

/* The length of the definition with which the text begins, its line end included, or 0. */
static size_t definition_length(struct str s) {
  if (s.n == 0 || s.p[0] != '[')
    return 0;
  size_t at = label_end(s);
  at = at > 0 ? destination_end(s, skip_space(s, at)) : 0;
  if (at == 0)
    return 0;
  size_t title = skip_space(s, at);
  size_t behind = title > at ? title_end(s, title) : title;
  size_t end = behind > title ? rest_of_line(s, behind) : 0;
  return end > 0 ? end : rest_of_line(s, at);
}

/* Most paragraphs that begin with a bracket are none: links, and log lines. */
static bool may_be_definition(const struct body_text *text, size_t offset, size_t end) {
  struct str start = body_slice(text, offset, end);
  if (start.n == 0 || start.p[0] != '[')
    return false;
  size_t at = 1;
  while (at < start.n && start.p[at] != '[' && start.p[at] != ']')
    at += escaped_at(start, at);
  return at + 1 < start.n && start.p[at] == ']' && start.p[at + 1] == ':';
}

size_t definitions_lines(const struct body_text *text, size_t offset, size_t line,
                         size_t last_line) {
  if (!may_be_definition(text, offset, text->starts[last_line + 1]))
    return 0;
  struct buf content = {0};
  for (size_t i = line; i <= last_line; i++) {
    size_t end = text->ends[i];
    size_t start = i == line ? offset : text->contents[i];
    buf_add(&content, body_slice(text, start, end));
    buf_add_char(&content, '\n');
  }
  struct str rest = buf_str(&content);
  size_t lines = 0;
  for (size_t n = definition_length(rest); n > 0; n = definition_length(rest)) {
    for (size_t i = 0; i < n; i++)
      lines += rest.p[i] == '\n';
    rest = str_slice(rest, n, rest.n);
  }
  buf_free(&content);
  return lines <= last_line - line ? lines : last_line - line;
}
