/* Walks the lines of a source and knows what they stand in: a fence, a comment, a list, a
 * quote. */
#include "read/lines.h"

#include <string.h>

#define COMMENT_OPEN "<!--"

enum { TAB_STOP = 4, CODE_INDENT = 4 };

/* The columns of white space at the front, a tab going on to the next stop; `at` is behind it.
 */
static size_t indent_of(struct str line, size_t *at) {
  size_t columns = 0;
  for (*at = 0; *at < line.n && is_blank_char(line.p[*at]); ++*at)
    columns += line.p[*at] == '\t' ? TAB_STOP - columns % TAB_STOP : 1;
  return columns;
}

static size_t run_length(struct str text, size_t at) {
  size_t n = 0;
  while (at + n < text.n && text.p[at + n] == text.p[at])
    n++;
  return n;
}

int line_heading(struct str line, struct str *text) {
  size_t at;
  if (indent_of(line, &at) >= CODE_INDENT || at == line.n || line.p[at] != '#')
    return 0;
  size_t level = run_length(line, at);
  struct str rest = str_slice(line, at + level, line.n);
  if (level > 6 || (rest.n > 0 && !is_blank_char(rest.p[0])))
    return 0;
  rest = str_trim(rest);
  /* A closing run of # is no text, if a blank stands before it. */
  size_t end = rest.n;
  while (end > 0 && rest.p[end - 1] == '#')
    end--;
  if (end == 0 || is_blank_char(rest.p[end - 1]))
    rest = str_trim(str_slice(rest, 0, end));
  *text = rest.n > 0 ? rest : (struct str){line.p + line.n, 0};
  return (int)level;
}

bool is_dashes(struct str line) {
  return line.n >= 3 && line.p[0] == '-' && str_equal(str_trim_end(line), STR("---"));
}

/* The length of the fence at `at`, or 0. */
static size_t fence_at(struct str line, size_t at) {
  if (at == line.n || (line.p[at] != '`' && line.p[at] != '~'))
    return 0;
  size_t n = run_length(line, at);
  if (n < 3 || (line.p[at] == '`' && str_find_char(line, '`', at + n) != STR_NONE))
    return 0;
  return n;
}

static bool closes_fence(const struct line_walk *walk, struct str line, size_t at) {
  if (at == line.n || line.p[at] != walk->fence)
    return false;
  size_t n = run_length(line, at);
  return n >= walk->fence_length && str_trim(str_slice(line, at + n, line.n)).n == 0;
}

/* HTML does not mind the case of its tags. */
static size_t find_tag(struct str line, const char *tag, size_t from) {
  struct str what = str_from_c(tag);
  for (size_t at = str_find_char(line, what.p[0], from); at != STR_NONE;
       at = str_find_char(line, what.p[0], at + 1)) {
    size_t n = 0;
    while (n < what.n && at + n < line.n && lower_char(line.p[at + n]) == what.p[n])
      n++;
    if (n == what.n)
      return at;
  }
  return STR_NONE;
}

/* What ends the HTML block that the line opens, if it opens one that may hold blank lines. */
static const char *html_end_for(struct str line) {
  static const struct {
    const char *open, *close;
  } kinds[] = {{COMMENT_OPEN, "-->"},
               {"<pre", "</pre>"},
               {"<script", "</script>"},
               {"<style", "</style>"},
               {"<textarea", "</textarea>"}};
  for (size_t i = 0; line.p[0] == '<' && i < sizeof kinds / sizeof *kinds; i++) {
    struct str open = str_from_c(kinds[i].open);
    if (find_tag(str_slice(line, 0, open.n), kinds[i].open, 0) != 0)
      continue;
    char next = line.n > open.n ? line.p[open.n] : ' ';
    if (i == 0 || next == '>' || is_blank_char(next))
      return kinds[i].close;
  }
  return NULL;
}

/* The columns behind the marker of a list item at `at`, or 0. */
static size_t item_indent(struct str line, size_t at, size_t indent) {
  size_t n = 0;
  if (line.p[at] == '-' || line.p[at] == '*' || line.p[at] == '+') {
    n = 1;
  } else {
    while (n < 9 && at + n < line.n && is_digit_char(line.p[at + n]))
      n++;
    if (n == 0 || at + n == line.n || (line.p[at + n] != '.' && line.p[at + n] != ')'))
      return 0;
    n++;
  }
  if (at + n == line.n)
    return indent + n + 1;
  if (!is_blank_char(line.p[at + n]))
    return 0;
  size_t blanks = 0;
  while (at + n + blanks < line.n && line.p[at + n + blanks] == ' ')
    blanks++;
  /* More than four blanks begin indented code inside the item. */
  return indent + n + (blanks >= 1 && blanks <= 4 ? blanks : 1);
}

size_t line_item_number(struct str line) {
  size_t at, number = 0;
  size_t indent = indent_of(line, &at);
  if (at == line.n || !is_digit_char(line.p[at]) || item_indent(line, at, indent) == 0)
    return STR_NONE;
  for (; is_digit_char(line.p[at]); at++)
    number = number * 10 + (size_t)(line.p[at] - '0');
  return number;
}

/* A row of three or more -, * or _ with blanks between is a break, not a list item. */
static bool is_break(struct str line, size_t at) {
  char c = line.p[at];
  if (c != '-' && c != '*' && c != '_')
    return false;
  size_t count = 0;
  for (size_t i = at; i < line.n; i++) {
    if (line.p[i] != c && !is_blank_char(line.p[i]))
      return false;
    count += line.p[i] == c;
  }
  return count >= 3;
}

static enum line_place go_on_in_fence(struct line_walk *walk, struct str line, size_t at,
                                      size_t indent) {
  if (indent < CODE_INDENT + walk->fence_indent && closes_fence(walk, line, at))
    walk->fence = 0;
  return LINE_FENCE;
}

static enum line_place go_on_in_html(struct line_walk *walk, struct str line) {
  if (find_tag(line, walk->html_end, 0) != STR_NONE)
    walk->html_end = NULL;
  return LINE_COMMENT;
}

/* A line that is in no fence and no HTML block. */
static enum line_place judge(struct line_walk *walk, struct str line, size_t at,
                             size_t indent) {
  bool is_in_item = walk->list_indent > 0 && indent >= walk->list_indent;
  size_t fence = indent < CODE_INDENT + walk->list_indent ? fence_at(line, at) : 0;
  if (!is_in_item && indent >= CODE_INDENT)
    return LINE_INSIDE;
  if (fence > 0) {
    walk->list_indent = is_in_item ? walk->list_indent : 0;
    walk->fence = line.p[at];
    walk->fence_length = fence;
    walk->fence_line = walk->line;
    walk->fence_indent = walk->list_indent;
    return LINE_FENCE;
  }
  const char *end = html_end_for(str_slice(line, at, line.n));
  if (end && !is_in_item) {
    /* "<!-->" ends itself, so the search begins behind the mark that opens. */
    bool is_open = find_tag(line, end, at + 2) == STR_NONE;
    walk->html_end = is_open ? end : NULL;
    walk->html_line = walk->line;
    return LINE_COMMENT;
  }
  if (is_in_item || line.p[at] == '>')
    return LINE_INSIDE;
  bool is_item = !is_break(line, at) && item_indent(line, at, indent) > 0;
  walk->list_indent = is_item ? item_indent(line, at, indent) : 0;
  return LINE_FREE;
}

bool line_walk_next(struct line_walk *walk, enum line_place *place) {
  if (walk->line >= walk->source->line_count)
    return false;
  struct str line = source_line(walk->source, walk->line);
  size_t at, indent = indent_of(line, &at);
  /* A fence inside a list item ends with the item. */
  if (walk->fence && walk->fence_indent > indent && at < line.n)
    walk->fence = 0;
  if (walk->fence)
    *place = go_on_in_fence(walk, line, at, indent);
  else if (walk->html_end)
    *place = go_on_in_html(walk, line);
  else
    *place = at == line.n ? LINE_FREE : judge(walk, line, at, indent);
  walk->line++;
  return true;
}

bool line_walk_begins_another(const struct line_walk *walk) {
  if (walk->line >= walk->source->line_count)
    return false;
  struct str line = source_line(walk->source, walk->line);
  if (!walk->fence)
    return walk->html_end && str_find(line, STR(COMMENT_OPEN), 0) != STR_NONE;
  /* One with a word behind it: without one it closes. Shorter ones may well be part of the
   * code. */
  size_t at;
  if (indent_of(line, &at) >= CODE_INDENT || at == line.n || line.p[at] != walk->fence)
    return false;
  size_t n = fence_at(line, at);
  return n >= walk->fence_length && str_trim(str_slice(line, at + n, line.n)).n > 0;
}

void line_walk_break(struct line_walk *walk) {
  walk->fence = 0;
  walk->html_end = NULL;
  walk->list_indent = 0;
}
