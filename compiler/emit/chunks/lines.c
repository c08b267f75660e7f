/* What the lines of a Markdown text are, as far as cutting and comparing texts must know. */
#include "emit/chunks/lines.h"

size_t line_indent(struct str line) {
  size_t column = 0;
  for (size_t i = 0; i < line.n && is_blank_char(line.p[i]); i++)
    column = line.p[i] == '\t' ? column / 4 * 4 + 4 : column + 1;
  return column;
}

static size_t run_of(struct str text, char mark) {
  size_t n = 0;
  while (n < text.n && text.p[n] == mark)
    n++;
  return n;
}

/* The info string of a backtick fence holds no backtick, else it is code in a line. */
static struct fence fence_in(struct str text) {
  char mark = text.p[0];
  size_t count = mark == '`' || mark == '~' ? run_of(text, mark) : 0;
  bool opens = count >= 3 && (mark == '~' || str_find_char(text, '`', count) == STR_NONE);
  return opens ? (struct fence){mark, count} : (struct fence){0, 0};
}

/* The length of "-", "*", "+", "12." or "12)" with a blank or nothing behind it; else 0. */
static size_t marker_length(struct str text) {
  size_t n = 0;
  while (n < text.n && n < 9 && is_digit_char(text.p[n]))
    n++;
  const char *marks = n > 0 ? ".)" : "-*+";
  bool has_mark = n < text.n && str_find_char(str_from_c(marks), text.p[n], 0) != STR_NONE;
  return has_mark && (n + 1 == text.n || is_blank_char(text.p[n + 1])) ? n + 1 : 0;
}

size_t line_item_offset(struct str line) {
  size_t at = 0;
  while (at < line.n && is_blank_char(line.p[at]))
    at++;
  size_t marker = marker_length(str_slice(line, at, line.n));
  if (marker == 0)
    return 0;
  at += marker;
  while (at < line.n && is_blank_char(line.p[at]))
    at++;
  return at;
}

enum line_kind line_kind_of(struct fence *fence, struct str line) {
  struct str text = str_trim(line);
  if (fence->mark) {
    bool closes = text.n >= fence->count && run_of(text, fence->mark) == text.n;
    if (closes)
      *fence = (struct fence){0, 0};
    return closes ? LINE_FENCE_CLOSE : LINE_CODE;
  }
  if (text.n == 0)
    return LINE_BLANK;
  *fence = fence_in(text);
  if (fence->mark)
    return LINE_FENCE_OPEN;
  return marker_length(text) > 0 ? LINE_ITEM : LINE_TEXT;
}
