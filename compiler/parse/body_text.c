/* The text of a body and its lines, counted as CommonMark counts them. */
#include "parse/body_text.h"

#include "base/arena.h"

#include <string.h>

/* The offset behind the line end that follows `at`, or the length of the text. */
static size_t next_line(struct str bytes, size_t at) {
  while (at < bytes.n && bytes.p[at] != '\n' && bytes.p[at] != '\r')
    at++;
  if (at == bytes.n)
    return at;
  bool is_crlf = bytes.p[at] == '\r' && at + 1 < bytes.n && bytes.p[at + 1] == '\n';
  return at + (is_crlf ? 2 : 1);
}

static void alloc_lines(struct arena *scratch, struct body_text *text, size_t count) {
  text->line_count = count;
  text->starts = arena_array(scratch, uint32_t, count + 1);
  text->ends = arena_array(scratch, uint32_t, count + 1);
  text->contents = arena_array(scratch, uint32_t, count + 1);
  text->starts[count] = (uint32_t)text->to;
}

/* Where there is any CR, lines are counted anew. */
static void split_lines(struct arena *scratch, struct body_text *text, struct str bytes) {
  size_t count = 0;
  for (size_t at = 0; at < bytes.n; at = next_line(bytes, at))
    count++;
  alloc_lines(scratch, text, count);
  size_t at = 0;
  for (size_t line = 0; line < count; line++) {
    text->starts[line] = (uint32_t)(text->from + at);
    at = next_line(bytes, at);
  }
}

/* Else the source has them already. */
static void copy_lines(struct arena *scratch, struct body_text *text) {
  const struct source *source = text->source;
  size_t first = source_line_at(source, text->from);
  size_t last = source_line_at(source, text->to - 1);
  alloc_lines(scratch, text, last - first + 1);
  memcpy(text->starts, source->line_starts + first, text->line_count * sizeof(uint32_t));
  text->starts[0] = (uint32_t)text->from;
}

static uint32_t line_end(const char *bytes, uint32_t from, uint32_t to) {
  while (to > from && (bytes[to - 1] == '\n' || bytes[to - 1] == '\r' || bytes[to - 1] == ' ' ||
                       bytes[to - 1] == '\t'))
    to--;
  return to;
}

struct body_text body_text_of(struct arena *scratch, struct span body) {
  struct str bytes = span_text(body);
  while (str_starts_with(bytes, STR("\xEF\xBB\xBF")))
    bytes = str_slice(bytes, 3, bytes.n);
  size_t to = body.offset + body.n;
  struct body_text text = {.source = body.source, .from = to - bytes.n, .to = to};
  if (bytes.n == 0)
    alloc_lines(scratch, &text, 0);
  else if (str_find_char(bytes, '\r', 0) != STR_NONE)
    split_lines(scratch, &text, bytes);
  else
    copy_lines(scratch, &text);
  for (size_t line = 0; line < text.line_count; line++) {
    text.contents[line] = text.starts[line];
    text.ends[line] = line_end(body.source->bytes.p, text.starts[line], text.starts[line + 1]);
  }
  return text;
}

struct str body_slice(const struct body_text *text, size_t from, size_t to) {
  return (struct str){text->source->bytes.p + from, to > from ? to - from : 0};
}

struct str body_line(const struct body_text *text, size_t line) {
  size_t from = text->starts[line], to = text->starts[line + 1];
  const char *bytes = text->source->bytes.p;
  if (to > from && bytes[to - 1] == '\n')
    to--;
  if (to > from && bytes[to - 1] == '\r')
    to--;
  return (struct str){bytes + from, to - from};
}

size_t body_line_at(const struct body_text *text, size_t offset) {
  size_t low = 0, high = text->line_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (text->starts[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

size_t body_skip_blanks(const struct body_text *text, size_t at, size_t end) {
  while (at < end && is_blank_char(text->source->bytes.p[at]))
    at++;
  return at;
}

size_t body_content(const struct body_text *text, size_t line) {
  size_t at = text->contents[line], end = text->ends[line];
  return at < end ? body_skip_blanks(text, at, end) : end;
}
