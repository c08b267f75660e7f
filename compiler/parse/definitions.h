/* Link reference definitions, which stand in the source but not in cmark's tree. */
#ifndef PARSE_DEFINITIONS_H
#define PARSE_DEFINITIONS_H

#include "base/str.h"

struct body_text;

/* How many of the lines [line, last_line] of a paragraph are definitions: those at its
 * beginning, for further down there can be none. Fewer than all of them, for else cmark would
 * have left no paragraph. It begins at `offset` in `line`. */
size_t definitions_lines(const struct body_text *text, size_t offset, size_t line,
                         size_t last_line);

/* A definition at the front of a text whose lines end with LF: its length, the last line end
 * included; its label is [1, label), its destination [from, to). */
struct definition {
  size_t n;
  size_t label;
  size_t from, to;
};

/* False if the text begins with none. */
bool definition_at(struct str s, struct definition *definition);

#endif
