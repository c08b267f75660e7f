/* Finds the links in the running text of one paragraph or heading. */
#ifndef PARSE_INLINE_LINKS_H
#define PARSE_INLINE_LINKS_H

#include "model/doc.h"

struct arena;
struct references;

/* A link as a whole is [whole, end) of the text, its destination [from, to). */
struct inline_link {
  enum link_kind kind;
  size_t whole, from, to, end;
};

struct inline_links {
  struct inline_link *items;
  size_t count;
};

/* Finds what cmark finds, in the order in which the destinations stand, and Hugo's references
 * besides. Links that lead to a definition are not among them: the definition is marked as used
 * instead. Takes time in proportion to the text. `text` has lines that end with LF. Lives in
 * `scratch`. */
struct inline_links inline_links_find(struct arena *scratch, struct str text,
                                      struct references *references);

#endif
