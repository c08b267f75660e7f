/* Reads what `git diff -U0` prints. */
#include "driver/filter/diff_text.h"

#include "base/arena.h"
#include "base/buf.h"

/* ---- Names --------------------------------------------------------------------------------
 */

static bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

/* One character of a quoted name behind its backslash; `at` moves on behind it. */
static char unquote_char(struct str text, size_t *at) {
  static const char letters[] = "abtnvfr", values[] = "\a\b\t\n\v\f\r";
  char c = text.p[(*at)++];
  if (is_octal(c) && *at + 1 < text.n && is_octal(text.p[*at]) && is_octal(text.p[*at + 1])) {
    unsigned byte = (unsigned)(c - '0') * 64 + (unsigned)(text.p[*at] - '0') * 8 +
                    (unsigned)(text.p[*at + 1] - '0');
    *at += 2;
    return (char)(unsigned char)byte;
  }
  size_t letter = str_find_char(str_from_c(letters), c, 0);
  return letter == STR_NONE ? c : values[letter];
}

/* The name as it stands behind "+++ ": in C's quotes if anything in it is odd; else a tab
 * stands behind one with blanks. */
static struct str read_name(struct arena *a, struct str text) {
  if (text.n == 0 || text.p[0] != '"')
    return str_slice(text, 0, str_find_char(text, '\t', 0));
  struct buf name = {0};
  for (size_t at = 1; at < text.n && text.p[at] != '"';) {
    if (text.p[at] == '\\' && at + 1 < text.n) {
      at++;
      buf_add_char(&name, unquote_char(text, &at));
    } else {
      buf_add_char(&name, text.p[at++]);
    }
  }
  struct str copy = arena_copy(a, buf_str(&name));
  buf_free(&name);
  return copy;
}

/* ---- Hunks --------------------------------------------------------------------------------
 */

static size_t read_number(struct str text, size_t *at) {
  size_t number = 0;
  for (; *at < text.n && is_digit_char(text.p[*at]) && number < (size_t)1 << 40; ++*at)
    number = number * 10 + (size_t)(text.p[*at] - '0');
  return number;
}

/* "12" or "12,3" behind a sign. */
static bool read_side(struct str text, size_t *at, char sign, size_t *first, size_t *count) {
  if (*at >= text.n || text.p[*at] != sign)
    return false;
  ++*at;
  *first = read_number(text, at);
  *count = 1;
  if (*at < text.n && text.p[*at] == ',') {
    ++*at;
    *count = read_number(text, at);
  }
  return true;
}

/* "@@ -1,2 +3,4 @@". */
static bool read_head(struct str line, size_t *gone, struct diff_hunk *hunk) {
  size_t at = 3, first;
  if (!str_starts_with(line, STR("@@ ")) || !read_side(line, &at, '-', &first, gone))
    return false;
  at++;
  return read_side(line, &at, '+', &hunk->first, &hunk->count);
}

/* Up to LF alone: what a file has before it is the file's. */
static bool next_line(struct str *rest, struct str *line) {
  if (rest->n == 0)
    return false;
  size_t end = str_find_char(*rest, '\n', 0);
  *line = str_slice(*rest, 0, end);
  *rest = end == STR_NONE ? (struct str){NULL, 0} : str_slice(*rest, end + 1, rest->n);
  return true;
}

struct diff_hunks diff_read(struct arena *a, struct str text) {
  struct diff_hunks hunks = {NULL, 0};
  struct str rest = text, line, path = {NULL, 0};
  while (next_line(&rest, &line)) {
    struct diff_hunk hunk = {.path = path};
    size_t gone = 0;
    if (str_starts_with(line, STR("diff --git ")))
      path = (struct str){NULL, 0};
    else if (str_starts_with(line, STR("+++ ")))
      path = read_name(a, str_slice(line, 4, line.n));
    if (!read_head(line, &gone, &hunk))
      continue;
    if (str_starts_with(path, STR("b/"))) {
      hunk.path = str_slice(path, 2, path.n);
      hunks.items = arena_grow(a, hunks.items, hunks.count, sizeof *hunks.items);
      hunks.items[hunks.count++] = hunk;
    }
    /* The lines themselves may look like anything; one behind "\\" is git's own. */
    for (size_t n = gone + hunk.count; n > 0 && next_line(&rest, &line);)
      n -= !str_starts_with(line, STR("\\"));
  }
  return hunks;
}
