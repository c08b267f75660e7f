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

enum { LONGEST_LINE = 1 << 20, MOST_FAULTS = 1000 };

bool json_lines_open(struct json_lines *lines, struct arena *a, struct bag *bag,
                     const char *option, struct str path) {
  struct str name = arena_copy(a, path);
  bool is_stdin = str_equal_c(path, "-");
  *lines = (struct json_lines){.a = a, .bag = bag, .file = {.fd = -1}};
  lines->path = is_stdin ? STR("<stdin>") : path_clean(a, name);
  if (is_stdin) {
    line_file_stdin(&lines->file, LONGEST_LINE);
    return true;
  }
  if (file_kind_of(name.p, true) == FILE_MISSING) {
    complain("--%s: %.*s does not exist", option, STR_ARG(path));
    return false;
  }
  if (line_file_open(&lines->file, name.p, LONGEST_LINE))
    return true;
  lines->is_broken = lines->file.error != 0;
  if (lines->is_broken)
    complain("--%s: %.*s cannot be read: %s", option, STR_ARG(path),
             strerror(lines->file.error));
  else
    complain("--%s: %.*s is no regular file", option, STR_ARG(path));
  return false;
}

void json_lines_close(struct json_lines *lines) {
  line_file_close(&lines->file);
}

/* A line that nothing is said about is forgotten with the next one. */
struct span json_lines_span(struct json_lines *lines, struct str at) {
  if (!lines->source) {
    struct source *source =
        source_new(lines->a, lines->path, arena_copy(lines->a, lines->line));
    source->lines_before = lines->file.number > 0 ? lines->file.number - 1 : 0;
    lines->source = source;
    lines->faults++;
  }
  size_t from = (size_t)(at.p - lines->line.p);
  return span_of(lines->source, from, from + at.n);
}

struct span json_lines_whole(struct json_lines *lines) {
  return json_lines_span(lines, lines->line);
}

void json_lines_refuse(struct json_lines *lines, struct str at, const char *format, ...) {
  va_list words;
  char text[512];
  va_start(words, format);
  vsnprintf(text, sizeof text, format, words);
  va_end(words);
  diag_add(lines->bag, &eval_rules[EVAL_MALFORMED], json_lines_span(lines, at), "%s", text);
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

/* Its first characters stand for it. */
static void refuse_long(struct json_lines *lines) {
  enum { SHOWN = 64 };
  const struct line_file *file = &lines->file;
  struct str read = {file->bytes + file->from, file->to - file->from};
  lines->line = str_slice(read, 0, SHOWN);
  lines->file.number++;
  json_lines_refuse(lines, str_slice(lines->line, 0, 1),
                    "this line has more than 1 MiB, and nothing behind it was read");
}

/* The next line, without a BOM and its end. */
static bool read_line(struct json_lines *lines) {
  lines->source = NULL;
  if (lines->is_ended)
    return false;
  switch (line_file_next(&lines->file, &lines->line)) {
  case LINE_READ:
  case LINE_UNENDED:
    if (lines->file.number == 1 && str_starts_with(lines->line, STR("\xEF\xBB\xBF")))
      lines->line = str_slice(lines->line, 3, lines->line.n);
    if (str_ends_with(lines->line, STR("\r")))
      lines->line.n--;
    return true;
  case LINE_TOO_LONG:
    refuse_long(lines);
    break;
  case LINE_FAILED:
    lines->is_broken = true;
    complain("%.*s cannot be read: %s", STR_ARG(lines->path), strerror(lines->file.error));
    break;
  case LINE_END:
    break;
  }
  lines->is_ended = true;
  return false;
}

static bool is_object(struct json_lines *lines, struct str line) {
  struct json_fault fault;
  if (!json_is_valid(line, &fault))
    refuse_fault(lines, line, fault);
  else if (line.p[0] != '{')
    json_lines_refuse(lines, str_slice(line, 0, 1), "each line is an object, {…}");
  else
    return true;
  return false;
}

bool json_lines_next(struct json_lines *lines, struct str *object) {
  while (read_line(lines)) {
    struct str line = str_trim(lines->line);
    if (line.n > 0 && lines->faults >= MOST_FAULTS) {
      json_lines_refuse(lines, str_slice(line, 0, 1),
                        "%d lines before this one are wrong, and from here on none was read",
                        MOST_FAULTS);
      lines->is_ended = true;
      return false;
    }
    *object = line;
    if (line.n > 0 && is_object(lines, line))
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
