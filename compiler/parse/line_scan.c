/* What a line of markdown begins with, as CommonMark 0.30 defines it: the small print of
 * outline.c. */
#include "parse/line_scan.h"

enum { TAB_STOP = 4, LONGEST_NUMBER = 9 };

struct place line_skip_blanks(struct str s, struct place place) {
  for (; place.at < s.n && is_blank_char(s.p[place.at]); place.at++)
    place.column += s.p[place.at] == '\t' ? TAB_STOP - place.column % TAB_STOP : 1;
  return place;
}

struct place line_skip_columns(struct str s, struct place place, size_t columns) {
  while (columns > 0 && place.at < s.n && is_blank_char(s.p[place.at])) {
    size_t width = s.p[place.at] == '\t' ? TAB_STOP - place.column % TAB_STOP : 1;
    size_t step = width < columns ? width : columns;
    place.column += step;
    place.at += step == width;
    columns -= step;
  }
  return place;
}

static size_t skip_blanks(struct str s, size_t at) {
  while (at < s.n && is_blank_char(s.p[at]))
    at++;
  return at;
}

static size_t skip_run(struct str s, size_t at, char c) {
  while (at < s.n && s.p[at] == c)
    at++;
  return at;
}

/* White space as cmark's markers and tags have it; the end of the line is some, too. */
static bool is_space_at(struct str s, size_t at) {
  return at >= s.n || s.p[at] == ' ' || (s.p[at] >= '\t' && s.p[at] <= '\r');
}

bool line_is_break(struct str s, size_t at) {
  char c = at < s.n ? s.p[at] : '\0';
  if (c != '*' && c != '-' && c != '_')
    return false;
  size_t count = 0;
  for (; at < s.n; at++) {
    if (s.p[at] == c)
      count++;
    else if (!is_blank_char(s.p[at]))
      return false;
  }
  return count >= 3;
}

bool line_is_underline(struct str s, size_t at) {
  char c = at < s.n ? s.p[at] : '\0';
  return (c == '=' || c == '-') && skip_blanks(s, skip_run(s, at, c)) == s.n;
}

bool line_is_heading(struct str s, size_t at) {
  size_t end = skip_run(s, at, '#');
  return end > at && end - at <= 6 && (end == s.n || is_blank_char(s.p[end]));
}

size_t line_opening_fence(struct str s, size_t at) {
  char c = at < s.n ? s.p[at] : '\0';
  if (c != '`' && c != '~')
    return 0;
  size_t end = skip_run(s, at, c);
  bool is_code_span = c == '`' && str_find_char(s, '`', end) != STR_NONE;
  return end - at >= 3 && !is_code_span ? end - at : 0;
}

size_t line_closing_fence(struct str s, size_t at, char c) {
  size_t end = skip_run(s, at, c);
  return end - at >= 3 && skip_blanks(s, end) == s.n ? end - at : 0;
}

size_t line_list_marker(struct str s, size_t at, bool interrupts_paragraph) {
  char c = at < s.n ? s.p[at] : '\0';
  size_t end = at;
  if (c == '*' || c == '-' || c == '+') {
    end++;
  } else {
    size_t number = 0;
    for (; end < s.n && end - at < LONGEST_NUMBER && is_digit_char(s.p[end]); end++)
      number = number * 10 + (size_t)(s.p[end] - '0');
    if (end == at || end == s.n || (s.p[end] != '.' && s.p[end] != ')'))
      return 0;
    if (interrupts_paragraph && number != 1)
      return 0;
    end++;
  }
  if (!is_space_at(s, end) || (interrupts_paragraph && skip_blanks(s, end) == s.n))
    return 0;
  return end - at;
}

bool line_may_define(struct str s, size_t at) {
  if (at >= s.n || s.p[at] != '[')
    return false;
  for (at++; at < s.n && s.p[at] != ']'; at++)
    at += s.p[at] == '\\';
  return at >= s.n || (at + 1 < s.n && s.p[at + 1] == ':');
}

/* The first blocks end behind any of the first ends, whatever tag they began with. */
static const struct str raw_tags[] = {STR_INIT("script"), STR_INIT("pre"), STR_INIT("style"),
                                      STR_INIT("textarea")};
static const struct str html_ends[] = {STR_INIT("-->"), STR_INIT("?>"), STR_INIT("]]>"),
                                       STR_INIT(">")};
enum { END_COMMENT, END_INSTRUCTION, END_CDATA, END_DECLARATION, END_RAW };

/* Does the word stand there, in capitals or not? */
static bool has_word(struct str s, size_t at, struct str word) {
  if (s.n - at < word.n)
    return false;
  for (size_t i = 0; i < word.n; i++) {
    if (lower_char(s.p[at + i]) != word.p[i])
      return false;
  }
  return true;
}

/* The raw tag whose name stands there: its length, or 0. */
static size_t raw_tag_at(struct str s, size_t at) {
  for (size_t i = 0; i < sizeof raw_tags / sizeof *raw_tags; i++) {
    if (has_word(s, at, raw_tags[i]))
      return raw_tags[i].n;
  }
  return 0;
}

bool line_ends_html(struct str s, size_t at, size_t end_index) {
  if (end_index != END_RAW)
    return str_find(s, html_ends[end_index], at) != STR_NONE;
  for (at = str_find(s, STR("</"), at); at != STR_NONE; at = str_find(s, STR("</"), at + 2)) {
    size_t n = raw_tag_at(s, at + 2);
    if (n > 0 && at + 2 + n < s.n && s.p[at + 2 + n] == '>')
      return true;
  }
  return false;
}

/* "<name" or "</name", and behind it what a tag may go on with. */
static enum html_start tag_start(struct str s, size_t at) {
  bool is_closing = at < s.n && s.p[at] == '/';
  size_t name = at + is_closing, end = name;
  while (end < s.n && (is_alpha_char(s.p[end]) || is_digit_char(s.p[end]) || s.p[end] == '-'))
    end++;
  if (end == name || !is_alpha_char(s.p[name]))
    return HTML_NONE;
  bool goes_on = is_space_at(s, end) || s.p[end] == '>' || s.p[end] == '/';
  return goes_on ? HTML_MAYBE : HTML_NONE;
}

enum html_start line_html_start(struct str s, size_t at, size_t *end_index) {
  if (at >= s.n || s.p[at] != '<')
    return HTML_NONE;
  struct str rest = str_slice(s, at + 1, s.n);
  size_t raw = raw_tag_at(s, at + 1);
  bool is_raw = raw > 0 && (is_space_at(s, at + 1 + raw) || s.p[at + 1 + raw] == '>');
  *end_index = is_raw                                   ? END_RAW
               : str_starts_with(rest, STR("!--"))      ? END_COMMENT
               : str_starts_with(rest, STR("![CDATA[")) ? END_CDATA
               : str_starts_with(rest, STR("?"))        ? END_INSTRUCTION
                                                        : END_DECLARATION;
  if (*end_index != END_DECLARATION)
    return HTML_SURE;
  if (rest.n < 2 || rest.p[0] != '!' || !is_alpha_char(rest.p[1]))
    return tag_start(s, at + 1);
  /* A declaration in small letters is one since CommonMark 0.31. */
  return rest.p[1] == lower_char(rest.p[1]) ? HTML_UNKNOWN : HTML_SURE;
}
