/* Recognises a block of front matter in the lines of a source, and what was meant as one. */
#ifndef READ_FRONT_BLOCK_H
#define READ_FRONT_BLOCK_H

#include "diag/source.h"

enum front_form {
  FRONT_FORM_NONE,
  FRONT_FORM_WHOLE,
  FRONT_FORM_UNOPENED,     /* keys, and a closing line */
  FRONT_FORM_UNCLOSED,     /* an opening line and keys, then something else */
  FRONT_FORM_OPENED_BADLY, /* by "----", "+++" or the like */
  FRONT_FORM_CLOSED_BADLY, /* by "----", "..." or the like */
  FRONT_FORM_TOML,         /* keys and values of TOML between two lines of "+++" */
  FRONT_FORM_INDENTED,     /* blanks stand before an opening or closing line */
  FRONT_FORM_LATE,         /* text stands between it and its heading */
  FRONT_FORM_STRAY,        /* no heading stands above it */
};

/* Lines are 0-based. */
struct front_block {
  enum front_form form;
  size_t first, end; /* the lines of the YAML: [first, end) */
  size_t behind;     /* the line behind the block, where the body begins */
  size_t blame;      /* the line that is wrong */
};

/* The block that begins at the first line at or behind `line` that is not blank. A heading ends
 * the search: nothing behind it belongs to the block. A comment of the YAML is no heading. */
struct front_block front_block_at(const struct source *source, size_t line);

/* Is the block a solid one: right at `line`, and in it not one empty line? Under a heading that
 * may as well be a section, only such a block opens a case: breaks stand between paragraphs,
 * too. */
bool front_block_is_solid(const struct source *source, size_t line, struct front_block block);

/* A solid block at `line`, whole, of nothing but keys, with a heading right behind it. Nobody
 * writes that but for front matter, so it counts where none belongs: FRONT_FORM_STRAY, or none.
 */
struct front_block front_block_stray(const struct source *source, size_t line);

/* Is there, right at `line`, a block that opens and closes with dashes and holds a mapping, its
 * first line a key? */
bool front_block_is_keys(const struct source *source, size_t line);

/* Such a block behind blank lines that begin at `line`, which belongs to no heading: the line
 * behind it, and in *opening its first; 0 if there is none. */
size_t front_block_second(const struct source *source, size_t line, size_t *opening);

/* The same as front_block_stray, behind a few lines of text that have no business between a
 * heading and its front matter: FRONT_FORM_LATE, or none. */
struct front_block front_block_late(const struct source *source, size_t line);

#endif
