/* Text from outside, character by character, as it can be shown without doing anything else. */
#ifndef DIAG_GLYPH_H
#define DIAG_GLYPH_H

#include "base/str.h"

struct buf;

/* One character: what is printed for it, and how many cells of a terminal that takes. */
struct glyph {
  size_t n; /* bytes of the input, at least 1 */
  size_t cells;
  char text[12];
  size_t text_n;
};

/* Is the byte a character that takes one cell and is shown as it is, whatever stands around it?
 */
static inline bool glyph_is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '[';
}

/* The character at s.p[at] (at < s.n). What could move the cursor, reorder or hide text is
 * spelled out: \n \t \r, \x1b for control characters and bytes that are no UTF-8, \u{202E} for
 * the rest. So is the bracket of "##[" and "##vso[", wherever they stand: runners that read the
 * output take them for commands. */
struct glyph glyph_at(struct str s, size_t at);

/* Where the character before `at` (> from) begins, at or behind `from`. */
size_t glyph_before(struct str s, size_t from, size_t at);

/* The whole text, spelled out where it must be. */
void glyph_add(struct buf *out, struct str s);
/* The same for a path, which may stand at the start of a line: "./" comes before one that a
 * runner could take for a "::command". */
void glyph_add_path(struct buf *out, struct str path);
/* The same for a line of text behind blanks. */
void glyph_add_line(struct buf *out, struct str line);

#endif
