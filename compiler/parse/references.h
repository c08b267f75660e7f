/* The link reference definitions of a body, by their labels. */
#ifndef PARSE_REFERENCES_H
#define PARSE_REFERENCES_H

#include "base/map.h"
#include "diag/source.h"

struct arena;

struct reference {
  struct span whole, destination; /* as written */
  bool is_used;
};

/* {0} has none. Lives in the arena that it is given, always the same one. */
struct references {
  struct reference *items;
  size_t count;
  struct map by_label;
};

/* The first one of a label counts. The label is copied. */
void references_add(struct arena *scratch, struct references *references, struct str label,
                    struct reference reference);

/* The definition of that label, or NULL. */
struct reference *references_find(struct arena *scratch, const struct references *references,
                                  struct str label);

#endif
