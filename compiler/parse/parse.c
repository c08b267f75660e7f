/* Stage 2: a piece becomes a doc, front matter and body parsed, nothing typed yet. */
#include "parse/parse.h"

#include "base/arena.h"
#include "parse/body.h"
#include "parse/front.h"

struct doc *parse_piece(struct arena *a, struct arena *scratch, struct bag *bag,
                        const struct piece *piece) {
  struct doc *doc = arena_new(a, struct doc);
  doc->piece = piece;
  parse_front(a, scratch, bag, piece, doc);
  parse_body(a, scratch, bag, piece, doc);
  return doc;
}
