/* Lines and columns of many places, without counting a long line anew for each. */
#include "diag/cursor.h"

#include "base/utf8.h"

static size_t count_between(const struct source *source, size_t from, size_t to) {
  return utf8_count(str_slice(source->bytes, from, to));
}

struct position cursor_position(struct cursor *cursor, const struct source *source,
                                size_t offset) {
  size_t line = source_line_at(source, offset);
  bool is_same = cursor->source == source && cursor->line == line;
  if (!is_same)
    *cursor = (struct cursor){source, line, source->line_starts[line], 1};
  if (offset >= cursor->offset)
    cursor->column += count_between(source, cursor->offset, offset);
  else if (cursor->offset - offset < offset - source->line_starts[line])
    cursor->column -= count_between(source, offset, cursor->offset);
  else
    cursor->column = 1 + count_between(source, source->line_starts[line], offset);
  cursor->offset = offset;
  return (struct position){source->lines_before + line + 1, cursor->column};
}
