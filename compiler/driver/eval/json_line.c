/* Lines of JSON that strangers wrote, each an object; what is wrong is reported where it is. */
#include "driver/eval/json_line.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "driver/eval/rules.h"
#include "driver/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_LINE = 1 << 20, LARGEST_FILE = 1 << 30 };

const struct source *json_lines_open(struct arena *a, const char *option, struct str path,
                                     bool *has_failed) {
  struct str bytes = {NULL, 0}, name = arena_copy(a, path);
  int error = 0;
  bool is_stdin = str_equal_c(path, "-");
  *has_failed = false;
  if (!is_stdin && file_kind_of(name.p, true) == FILE_MISSING) {
    complain("--%s: %.*s does not exist", option, STR_ARG(path));
    return NULL;
  }
  switch (is_stdin ? file_read_stdin(a, LARGEST_FILE, &bytes, &error)
                   : file_read(a, name.p, LARGEST_FILE, true, &bytes, &error)) {
  case FILE_OK:
    return source_new(a, is_stdin ? STR("<stdin>") : path_clean(a, name), bytes);
  case FILE_TOO_LARGE:
    complain("--%s: %.*s has more than 1 GiB", option, STR_ARG(path));
    return NULL;
  case FILE_NOT_REGULAR:
    complain("--%s: %.*s is no regular file", option, STR_ARG(path));
    return NULL;
  case FILE_FAILED:
    break;
  }
  *has_failed = true;
  complain("--%s: %.*s cannot be read: %s", option, STR_ARG(path), strerror(error));
  return NULL;
}

void json_lines_refuse(struct json_lines *lines, struct str at, const char *format, ...) {
  va_list words;
  char text[512];
  va_start(words, format);
  vsnprintf(text, sizeof text, format, words);
  va_end(words);
  diag_add(lines->bag, &eval_rules[EVAL_MALFORMED], span_of_text(lines->source, at), "%s",
           text);
  lines->has_failed = true;
}

/* The character at which the line stops being JSON. */
static void refuse_fault(struct json_lines *lines, struct str line, struct json_fault fault) {
  struct str at = str_slice(line, fault.at, fault.at + 1);
  if (at.n == 0)
    at = (struct str){line.p + line.n, 0};
  json_lines_refuse(lines, at, "%s",
                    fault.reason        ? fault.reason
                    : fault.at < line.n ? "this cannot stand here in JSON"
                                        : "the line ends before its JSON does");
}

bool json_lines_next(struct json_lines *lines, struct str *object) {
  while (lines->next < lines->source->line_count) {
    struct str line = str_trim(source_line(lines->source, lines->next));
    lines->line = source_line_span(lines->source, lines->next++);
    struct json_fault fault;
    if (line.n == 0)
      continue;
    *object = line;
    if (line.n > LONGEST_LINE)
      json_lines_refuse(lines, str_slice(line, 0, 1), "this line has more than 1 MiB");
    else if (!json_is_valid(line, &fault))
      refuse_fault(lines, line, fault);
    else if (line.p[0] != '{')
      json_lines_refuse(lines, str_slice(line, 0, 1), "each line is an object, {…}");
    else
      return true;
  }
  return false;
}

bool json_lines_text(struct json_lines *lines, const char *key, struct str value, size_t most,
                     struct str *text) {
  size_t at = 0;
  struct json_tree *tree = value.p[0] == '"' ? json_parse(value, &at) : NULL;
  if (!tree) {
    json_lines_refuse(lines, value, "\"%s\" takes a text in double quotes", key);
    return false;
  }
  *text = str_trim(arena_copy(lines->a, json_text(json_root(tree), (struct str){NULL, 0})));
  json_free(tree);
  if (text->n > 0 && text->n <= most)
    return true;
  if (text->n == 0)
    json_lines_refuse(lines, value, "\"%s\" is empty", key);
  else
    json_lines_refuse(lines, value, "\"%s\" has more than %zu bytes", key, most);
  return false;
}
