/* The front matter of a piece: YAML between two lines of "---", as keys with values. */
#ifndef PARSE_FRONT_H
#define PARSE_FRONT_H

#include "model/doc.h"

struct arena;
struct bag;

/* Fills in doc->front, which lives in `a`, and doc->has_front_findings: true where a mistake
 * was reported because of which keys may be missing from it. Empty front matter is a mapping of
 * no keys. */
void parse_front(struct arena *a, struct arena *scratch, struct bag *bag,
                 const struct piece *piece, struct doc *doc);

#endif
