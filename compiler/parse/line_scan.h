/* What a line of markdown begins with, as CommonMark 0.30 defines it: the small print of
 * outline.c. */
#ifndef PARSE_LINE_SCAN_H
#define PARSE_LINE_SCAN_H

#include "base/str.h"

/* A place in a line without its line end: a byte, and the column, in which a tab goes to the
 * next multiple of four. Inside a tab the byte is that of the tab. */
struct place {
  size_t at, column;
};

/* The first byte from the place on that is no blank (s.n if none is), and its column. */
struct place line_skip_blanks(struct str s, struct place place);
/* `columns` further, over blanks only. */
struct place line_skip_columns(struct str s, struct place place, size_t columns);

/* All of these look at what stands at `at`, which is no blank. */
bool line_is_break(struct str s, size_t at);
bool line_is_underline(struct str s, size_t at);
bool line_is_heading(struct str s, size_t at);
/* The length of a fence that opens there, or that closes one of that character, or 0. */
size_t line_opening_fence(struct str s, size_t at);
size_t line_closing_fence(struct str s, size_t at, char c);
/* The length of a list marker, or 0. One that cannot interrupt a paragraph does not count if it
 * would have to. */
size_t line_list_marker(struct str s, size_t at, bool interrupts_paragraph);
/* Could a definition of a link begin there? */
bool line_may_define(struct str s, size_t at);

/* HTML blocks. Of those that end at a blank line it cannot be told from a few bytes whether
 * they begin; of the others the index of the end is told. */
enum html_start {
  HTML_NONE,
  HTML_MAYBE,   /* until a blank line, or none at all */
  HTML_UNKNOWN, /* versions of CommonMark differ */
  HTML_SURE,
};
enum html_start line_html_start(struct str s, size_t at, size_t *end_index);
bool line_ends_html(struct str s, size_t at, size_t end_index);

#endif
