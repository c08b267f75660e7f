/* Where the blocks that hold no others begin and end, each kind in its own way. */
#ifndef PARSE_BODY_LEAF_H
#define PARSE_BODY_LEAF_H

#include "parse/body_text.h"
#include "parse/markdown.h"

/* The stretch of a body that a container's children stand in, up to the end of `last_line`. */
struct region {
  const struct body_text *text;
  size_t last_line;
};

/* Fills in the block that the leaf is, which is all zero, but for the text of a heading. A
 * paragraph or heading that begins with definitions of links is shorter by them, and tells
 * where they stand. */
void leaf_block(const struct region *region, const struct markdown_node *node,
                struct block *block, struct span *definitions);

#endif
