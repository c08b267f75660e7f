/* Where a sentence ends. */
#include "emit/chunks/sentences.h"

/* Farther away than that no end of a code span is looked for. */
enum { LONGEST_SPAN = 512, LONGEST_ABBREVIATION = 16 };

static bool starts_with_any(struct str text, size_t at, const char *const *marks, size_t *n) {
  for (size_t i = 0; marks[i]; i++) {
    struct str mark = str_from_c(marks[i]);
    *n = mark.n;
    if (str_starts_with(str_slice(text, at, text.n), mark))
      return true;
  }
  return false;
}

/* Behind the code span whose first backtick is at the place, or behind its backticks. */
static size_t behind_span(struct str text, size_t at) {
  size_t open = at;
  while (open < text.n && text.p[open] == '`')
    open++;
  size_t limit = open + LONGEST_SPAN < text.n ? open + LONGEST_SPAN : text.n;
  for (size_t i = open, run = 0; i < limit; i++) {
    run = text.p[i] == '`' ? run + 1 : 0;
    bool is_end = i + 1 == text.n || text.p[i + 1] != '`';
    if (run == open - at && is_end)
      return i + 1;
  }
  return open;
}

static size_t behind_closers(struct str text, size_t at) {
  static const char *const closers[] = {
      "\"", "'", ")", "]", "*", "_", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE3\x80\x8D", NULL};
  for (size_t n = 0; starts_with_any(text, at, closers, &n);)
    at += n;
  return at;
}

static size_t behind_space(struct str text, size_t at) {
  while (at < text.n && (is_blank_char(text.p[at]) || text.p[at] == '\n' || text.p[at] == '\r'))
    at++;
  return at;
}

/* Is the full stop at the place one of an abbreviation or a number? */
static bool is_abbreviation(struct str text, size_t from, size_t stop, size_t next) {
  if (next < text.n && text.p[next] >= 'a' && text.p[next] <= 'z')
    return true;
  size_t start = stop;
  bool has_stop = false;
  while (start > from && stop - start < LONGEST_ABBREVIATION &&
         (is_alpha_char(text.p[start - 1]) || text.p[start - 1] == '.')) {
    start--;
    has_stop = has_stop || text.p[start] == '.';
  }
  bool is_ellipsis = stop > from && text.p[stop - 1] == '.';
  bool is_number = stop > from && is_digit_char(text.p[stop - 1]);
  return is_number || (has_stop && !is_ellipsis) ||
         (stop - start == 1 && is_alpha_char(text.p[start]));
}

size_t sentence_end(struct str text, size_t from) {
  static const char *const wide[] = {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", NULL};
  for (size_t at = from, n = 0; at < text.n;) {
    char c = text.p[at];
    if (c == '`') {
      at = behind_span(text, at);
      continue;
    }
    bool is_mark = c == '.' || c == '!' || c == '?';
    bool is_wide = !is_mark && starts_with_any(text, at, wide, &n);
    size_t behind = is_mark ? at + 1 : is_wide ? at + n : 0;
    if (behind > 0) {
      behind = behind_closers(text, behind);
      size_t next = behind_space(text, behind);
      bool ends = is_wide || next > behind || next == text.n;
      if (ends && !(c == '.' && is_abbreviation(text, from, at, next)))
        return next;
    }
    at++;
  }
  return text.n;
}
