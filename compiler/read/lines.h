/* Walks the lines of a source and knows what they stand in: a fence, a comment, a list, a
 * quote. */
#ifndef READ_LINES_H
#define READ_LINES_H

#include "diag/source.h"

/* Where a line stands. Only lines of LINE_FREE can open or end a case. */
enum line_place {
  LINE_FREE,
  LINE_FENCE,   /* inside a fenced block, or one of its two fences */
  LINE_COMMENT, /* inside an HTML comment, or a block of script, pre, style or textarea */
  LINE_INSIDE,  /* in a list item, a quote, or indented code */
};

/* The state between two lines. {0} with the source is the start. */
struct line_walk {
  const struct source *source;
  size_t line; /* 0-based, the one that line_walk_next answers about next */
  char fence;  /* ` or ~ while inside a fenced block, else 0 */
  size_t fence_length, fence_line, fence_indent;
  const char *html_end; /* what ends the HTML block that we are in; NULL outside */
  size_t html_line;
  size_t
      list_indent; /* columns that a line needs to be inside the current list item; 0: none */
};

/* The place of the next line; false behind the last one. */
bool line_walk_next(struct line_walk *walk, enum line_place *place);

/* Inside a fence or HTML block: does the next line look as if it opened one of the same kind?
 */
bool line_walk_begins_another(const struct line_walk *walk);

/* Ends whatever fence or HTML block we are in: what follows is judged anew. */
void line_walk_break(struct line_walk *walk);

/* An ATX heading at the front of a line, indented by three columns at most: its level, 0 if it
 * is none, and its text without markers. */
int line_heading(struct str line, struct str *text);

/* Three dashes and nothing else but blanks behind them: it opens or closes front matter. */
bool is_dashes(struct str line);

/* "12. text": the number of an ordered list's item that the line begins, STR_NONE if none. */
size_t line_item_number(struct str line);

#endif
