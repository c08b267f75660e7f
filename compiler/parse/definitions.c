/* Link reference definitions, which stand in the source but not in cmark's tree.
 *
 * cmark takes them off the front of a paragraph and keeps the paragraph's first line as it was,
 * so where the paragraph itself begins has to be found once more, in the way in which cmark
 * does it (CommonMark 0.30, section 4.7, and what cmark makes of the places where that is
 * vague). */
#include "parse/definitions.h"

#include "base/buf.h"
#include "parse/body_text.h"
#include "parse/link_parts.h"

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
  size_t end = link_label_end(s, 0);
  if (end == 0 || end == s.n || s.p[end] != ':')
    return 0;
  for (size_t at = 1; at + 1 < end; at++) {
    if (!is_link_space(s.p[at]))
      return end + 1;
  }
  return 0;
}

/* Behind the line end that follows but for blanks, or 0 if anything else does. */
static size_t rest_of_line(struct str s, size_t at) {
  while (at < s.n && is_blank_char(s.p[at]))
    at++;
  return at < s.n && s.p[at] == '\n' ? at + 1 : 0;
}

bool definition_at(struct str s, struct definition *definition) {
  if (s.n == 0 || s.p[0] != '[')
    return false;
  size_t label = label_end(s);
  struct link_destination destination = {0, 0, 0};
  if (label == 0 || !link_destination_at(s, skip_space(s, label), &destination))
    return false;
  size_t at = destination.end, title = skip_space(s, at);
  size_t behind = title > at ? link_title_end(s, title) : title;
  size_t end = behind > title ? rest_of_line(s, behind) : 0;
  end = end > 0 ? end : rest_of_line(s, at);
  *definition = (struct definition){
      .n = end, .label = label - 2, .from = destination.from, .to = destination.to};
  return end > 0;
}

/* Most paragraphs that begin with a bracket are none: links, and log lines. */
static bool may_be_definition(const struct body_text *text, size_t offset, size_t end) {
  struct str start = body_slice(text, offset, end);
  if (start.n == 0 || start.p[0] != '[')
    return false;
  size_t at = 1;
  while (at < start.n && start.p[at] != '[' && start.p[at] != ']')
    at += link_escaped_at(start, at);
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
  for (struct definition definition; definition_at(rest, &definition);) {
    for (size_t i = 0; i < definition.n; i++)
      lines += rest.p[i] == '\n';
    rest = str_slice(rest, definition.n, rest.n);
  }
  buf_free(&content);
  return lines <= last_line - line ? lines : last_line - line;
}
