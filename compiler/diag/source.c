/* A text that was read, the lines that it falls into, and stretches of it. */
#include "diag/source.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

static size_t count_lines(struct str bytes) {
  size_t count = 1;
  for (size_t at = str_find_char(bytes, '\n', 0); at != STR_NONE && at + 1 < bytes.n;
       at = str_find_char(bytes, '\n', at + 1))
    count++;
  return count;
}

struct source *source_new(struct arena *a, struct str path, struct str bytes) {
  struct source *source = arena_new(a, struct source);
  source->path = source->place = path;
  source->bom = str_starts_with(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
  source->bytes = str_slice(bytes, source->bom, bytes.n);
  source->line_count = count_lines(source->bytes);
  source->line_starts = arena_array(a, uint32_t, source->line_count);
  size_t start = 0;
  for (size_t i = 0; i < source->line_count; i++) {
    source->line_starts[i] = (uint32_t)start;
    start = str_find_char(source->bytes, '\n', start) + 1;
  }
  return source;
}

static size_t line_end(const struct source *source, size_t line) {
  size_t next = line + 1 < source->line_count ? source->line_starts[line + 1] : source->bytes.n;
  size_t start = source->line_starts[line];
  if (next > start && source->bytes.p[next - 1] == '\n')
    next--;
  else
    return next;
  return next > start && source->bytes.p[next - 1] == '\r' ? next - 1 : next;
}

struct span source_line_span(const struct source *source, size_t line) {
  return span_of(source, source->line_starts[line], line_end(source, line));
}

struct str source_line(const struct source *source, size_t line) {
  size_t start = source->line_starts[line], end = line_end(source, line);
  return (struct str){source->bytes.p + start, end - start};
}

size_t source_line_at(const struct source *source, size_t offset) {
  size_t low = 0, high = source->line_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (source->line_starts[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

struct position source_position(const struct source *source, size_t offset) {
  size_t line = source_line_at(source, offset);
  struct str before = str_slice(source->bytes, source->line_starts[line], offset);
  return (struct position){line + 1, utf8_count(before) + 1};
}
