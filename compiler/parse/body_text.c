/* The text of a body and its lines, counted as CommonMark counts them. */
#include "parse/body_text.h"

#include "base/arena.h"

/* The offset behind the line end that follows `at`, or the length of the text. */
static size_t next_line(struct str bytes, size_t at, bool has_cr) {
  if (!has_cr) {
    size_t end = str_find_char(bytes, '\n', at);
    return end == STR_NONE ? bytes.n : end + 1;
  }
  while (at < bytes.n && bytes.p[at] != '\n' && bytes.p[at] != '\r')
    at++;
  if (at == bytes.n)
    return at;
  bool is_crlf = bytes.p[at] == '\r' && at + 1 < bytes.n && bytes.p[at + 1] == '\n';
  return at + (is_crlf ? 2 : 1);
}

struct body_text body_text_of(struct arena *scratch, struct span body) {
  struct str bytes = span_text(body);
  while (str_starts_with(bytes, STR("\xEF\xBB\xBF")))
    bytes = str_slice(bytes, 3, bytes.n);
  size_t to = body.offset + body.n;
  struct body_text text = {.source = body.source, .from = to - bytes.n, .to = to};
  bool has_cr = str_find_char(bytes, '\r', 0) != STR_NONE;
  for (size_t at = 0; at < bytes.n; at = next_line(bytes, at, has_cr))
    text.line_count++;
  text.starts = arena_array(scratch, uint32_t, text.line_count + 1);
  text.contents = arena_array(scratch, uint32_t, text.line_count + 1);
  size_t at = 0;
  for (size_t line = 0; line < text.line_count; line++) {
    text.starts[line] = text.contents[line] = (uint32_t)(text.from + at);
    at = next_line(bytes, at, has_cr);
  }
  text.starts[text.line_count] = (uint32_t)to;
  return text;
}

struct str body_slice(const struct body_text *text, size_t from, size_t to) {
  return str_slice(text->source->bytes, from, to);
}

struct str body_line(const struct body_text *text, size_t line) {
  struct str bytes = body_slice(text, text->starts[line], text->starts[line + 1]);
  if (str_ends_with(bytes, STR("\n")))
    bytes.n--;
  if (str_ends_with(bytes, STR("\r")))
    bytes.n--;
  return bytes;
}

size_t body_line_end(const struct body_text *text, size_t line) {
  struct str bytes = body_slice(text, text->starts[line], text->starts[line + 1]);
  return text->starts[line] + str_trim_end(bytes).n;
}

size_t body_next_line(const struct body_text *text, size_t line) {
  return text->starts[line + 1];
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
  size_t at = text->contents[line], end = body_line_end(text, line);
  return at < end ? body_skip_blanks(text, at, end) : end;
}
