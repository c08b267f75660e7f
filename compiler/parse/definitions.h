/* Link reference definitions, which stand in the source but not in cmark's tree. */
#ifndef PARSE_DEFINITIONS_H
#define PARSE_DEFINITIONS_H

#include <stddef.h>

struct body_text;

/* How many of the lines [line, last_line] of a paragraph are definitions: those at its
 * beginning, for further down there can be none. Fewer than all of them, for else cmark would
 * have left no paragraph. It begins at `offset` in `line`. */
size_t definitions_lines(const struct body_text *text, size_t offset, size_t line,
                         size_t last_line);

#endif
