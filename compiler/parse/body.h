/* The body of a piece: CommonMark, as blocks with exact places. */
#ifndef PARSE_BODY_H
#define PARSE_BODY_H

#include "model/doc.h"

struct arena;
struct bag;

/* Fills in doc->title, doc->blocks and doc->links, which live in `a` and borrow from the
 * source. If the body is such that reading it would take minutes, that is reported and
 * doc->is_body_unusable is set. */
void parse_body(struct arena *a, struct arena *scratch, struct bag *bag,
                const struct piece *piece, struct doc *doc);

#endif
