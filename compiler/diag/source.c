/* A text that was read, the lines that it falls into, and stretches of it. */
#include "diag/source.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

/* How many lines there are; at most `room` starts of them are written. */
static size_t find_lines(struct str bytes, uint32_t *starts, size_t room) {
  size_t count = 0, at = 0;
  do {
    if (count < room)
      starts[count] = (uint32_t)at;
    count++;
    at = str_find_char(bytes, '\n', at);
  } while (at != STR_NONE && ++at < bytes.n);
  return count;
}

enum { FEW_LINES = 128 }; /* of most cases: these are looked for once */

struct source *source_new(struct arena *a, struct str path, struct str bytes) {
  uint32_t few[FEW_LINES];
  struct source *source = arena_new(a, struct source);
  source->path = source->place = path;
  source->bom = str_starts_with(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
  source->bytes = str_slice(bytes, source->bom, bytes.n);
  source->line_count = find_lines(source->bytes, few, FEW_LINES);
  source->line_starts = arena_array(a, uint32_t, source->line_count);
  if (source->line_count <= FEW_LINES)
    memcpy(source->line_starts, few, source->line_count * sizeof *few);
  else
    find_lines(source->bytes, source->line_starts, source->line_count);
  return source;
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
  return (struct position){source->lines_before + line + 1, utf8_count(before) + 1};
}
