/* What the lines of a Markdown text are, as far as cutting and comparing texts must know. */
#ifndef EMIT_CHUNKS_LINES_H
#define EMIT_CHUNKS_LINES_H

#include "base/str.h"

/* The code fence that is open, if any. Start with {0}. */
struct fence {
  char mark;    /* '`' or '~'; 0: none is open */
  size_t count; /* the closing one has at least as many */
};

enum line_kind {
  LINE_BLANK,
  LINE_TEXT,
  LINE_ITEM, /* begins an item of a list */
  LINE_FENCE_OPEN,
  LINE_CODE, /* between fences */
  LINE_FENCE_CLOSE,
};

/* Tells what the line is and follows the fences. Indentation does not count: the fence of a
 * list item is one, too. */
enum line_kind line_kind_of(struct fence *fence, struct str line);

/* Columns of white space before the text; a tab goes to the next multiple of four. */
size_t line_indent(struct str line);

/* Of a line that begins an item: the bytes before its text. 0 if it begins none. */
size_t line_item_offset(struct str line);

#endif
