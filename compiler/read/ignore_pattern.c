/* The patterns of one .gitignore, as gitignore(5) has them. */
#include "read/ignore_pattern.h"

#include "base/arena.h"
#include "base/path.h"
#include "read/ignore_glob.h"

#include <string.h>

/* What is literal up to the first special character is compared as it stands: nearly every
 * pattern is literal as a whole, or a star and a literal. */
struct ignore_pattern {
  bool is_negated, is_for_folders;
  bool is_for_names; /* without a slash: it looks at the last part of a path only */
  bool is_literal;
  bool is_suffix; /* a star and `literal` */
  struct str literal;
  struct ignore_glob
      glob; /* of a name the whole pattern, of a path what stands behind `literal` */
};

static size_t literal_length(struct str text) {
  size_t n = 0;
  while (n < text.n && !strchr("*?[\\", text.p[n]))
    n++;
  return n;
}

/* Spaces at the end, but for one behind a backslash. */
static struct str without_trailing_spaces(struct str line) {
  size_t end = 0;
  for (size_t i = 0; i < line.n; i++) {
    bool is_escaped = line.p[i] == '\\';
    i += is_escaped;
    if (is_escaped || line.p[i] != ' ')
      end = i + 1;
  }
  return str_slice(line, 0, end);
}

/* The name part of a pattern without a slash. False if it can match nothing. */
static bool read_name(struct arena *a, struct ignore_pattern *pattern, struct str text) {
  size_t n = literal_length(text);
  struct str behind = str_slice(text, 1, text.n);
  pattern->is_literal = n == text.n;
  pattern->is_suffix = text.p[0] == '*' && literal_length(behind) == behind.n;
  pattern->literal = pattern->is_suffix ? behind : text;
  return pattern->is_literal || pattern->is_suffix ||
         ignore_glob_read(a, text, false, &pattern->glob);
}

static bool read_path(struct arena *a, struct ignore_pattern *pattern, struct str text) {
  text = str_slice(text, text.p[0] == '/', text.n);
  size_t n = literal_length(text);
  pattern->is_literal = n == text.n;
  pattern->literal = str_slice(text, 0, n);
  return pattern->is_literal ||
         ignore_glob_read(a, str_slice(text, n, text.n), true, &pattern->glob);
}

static bool read_pattern(struct arena *a, struct str line, struct ignore_pattern *pattern) {
  *pattern = (struct ignore_pattern){.is_negated = str_starts_with(line, STR("!"))};
  struct str text = str_slice(line, pattern->is_negated, line.n);
  pattern->is_for_folders = str_ends_with(text, STR("/"));
  text = str_slice(text, 0, text.n - pattern->is_for_folders);
  if (text.n == 0)
    return false;
  pattern->is_for_names = str_find_char(text, '/', 0) == STR_NONE;
  return pattern->is_for_names ? read_name(a, pattern, text) : read_path(a, pattern, text);
}

/* Up to the next LF, without a CR before it; what stands behind a NUL nobody reads. */
static struct str next_line(struct str *rest) {
  size_t end = str_find_char(*rest, '\n', 0);
  struct str line = str_slice(*rest, 0, end);
  *rest = end == STR_NONE ? (struct str){NULL, 0} : str_slice(*rest, end + 1, rest->n);
  if (str_ends_with(line, STR("\r")))
    line.n--;
  return str_slice(line, 0, str_find_char(line, '\0', 0));
}

struct ignore_patterns ignore_patterns_read(struct arena *a, struct str text) {
  struct ignore_patterns patterns = {NULL, 0};
  if (str_starts_with(text, STR("\xEF\xBB\xBF")))
    text = str_slice(text, 3, text.n);
  while (text.n > 0) {
    struct str line = next_line(&text);
    if (str_starts_with(line, STR("#")))
      continue;
    struct ignore_pattern pattern;
    if (!read_pattern(a, without_trailing_spaces(line), &pattern))
      continue;
    patterns.items = arena_grow(a, patterns.items, patterns.count, sizeof *patterns.items);
    patterns.items[patterns.count++] = pattern;
  }
  return patterns;
}

static bool matches_name(const struct ignore_pattern *pattern, struct str name) {
  if (pattern->is_literal)
    return str_equal(name, pattern->literal);
  if (pattern->is_suffix)
    return str_ends_with(name, pattern->literal);
  return ignore_glob_matches(&pattern->glob, name);
}

static bool matches_path(const struct ignore_pattern *pattern, struct str path) {
  if (pattern->is_literal)
    return str_equal(path, pattern->literal);
  return str_starts_with(path, pattern->literal) &&
         ignore_glob_matches(&pattern->glob, str_slice(path, pattern->literal.n, path.n));
}

enum ignore_verdict ignore_patterns_ask(const struct ignore_patterns *patterns, struct str path,
                                        bool is_folder) {
  struct str name = path_name(path);
  for (size_t i = patterns->count; i > 0; i--) {
    const struct ignore_pattern *pattern = &patterns->items[i - 1];
    if (pattern->is_for_folders && !is_folder)
      continue;
    if (pattern->is_for_names ? matches_name(pattern, name) : matches_path(pattern, path))
      return pattern->is_negated ? IGNORE_NO : IGNORE_YES;
  }
  return IGNORE_UNSAID;
}
