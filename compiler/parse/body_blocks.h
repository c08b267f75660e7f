/* Makes the blocks of a doc from cmark's nodes: exact spans, and what cmark leaves out. */
#ifndef PARSE_BODY_BLOCKS_H
#define PARSE_BODY_BLOCKS_H

#include "model/doc.h"

struct arena;
struct body_text;
struct markdown;

/* Fills doc->blocks. They live in `a` and borrow from the source. */
void body_blocks(struct arena *a, struct arena *scratch, const struct body_text *text,
                 const struct markdown *markdown, struct doc *doc);

#endif
