/* The links of a body, with the places where they stand. */
#ifndef PARSE_LINKS_H
#define PARSE_LINKS_H

#include "model/doc.h"

struct arena;
struct body_text;

/* Fills in doc->links, from doc->blocks and the text that they were made of, and from the
 * heading that opened the case. They live in `a` and borrow from the source. */
void links_find(struct arena *a, struct arena *scratch, const struct body_text *text,
                struct doc *doc);

#endif
