/* Stage 2: a piece becomes a doc, front matter and body parsed, nothing typed yet. */
#ifndef PARSE_PARSE_H
#define PARSE_PARSE_H

struct arena;
struct bag;
struct doc;
struct piece;

/* Parses the piece, and reports what cannot be parsed. The doc lives in `a` and borrows from
 * the piece and its source; `scratch` is used for the duration of the call. Never NULL. */
struct doc *parse_piece(struct arena *a, struct arena *scratch, struct bag *bag,
                        const struct piece *piece);

#endif
