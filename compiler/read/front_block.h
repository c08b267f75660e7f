/* Recognises a block of front matter in the lines of a source, and what was meant as one. */
#ifndef READ_FRONT_BLOCK_H
#define READ_FRONT_BLOCK_H

#include "diag/source.h"

enum front_form {
  FRONT_FORM_NONE,
  FRONT_FORM_WHOLE,
  FRONT_FORM_UNOPENED,     /* keys, and a closing line */
  FRONT_FORM_UNCLOSED,     /* an opening line and keys, then something else */
  FRONT_FORM_CLOSED_BADLY, /* by "----", "..." or the like */
  FRONT_FORM_INDENTED,     /* blanks stand before an opening or closing line */
};

/* Lines are 0-based. */
struct front_block {
  enum front_form form;
  size_t first, end; /* the lines of the YAML: [first, end) */
  size_t behind;     /* the line behind the block, where the body begins */
  size_t blame;      /* the line that is wrong */
};

/* The block that begins at the first line at or behind `line` that is not blank. A heading
 * below level 1 ends the search: nothing behind it belongs to the block. */
struct front_block front_block_at(const struct source *source, size_t line);

#endif
