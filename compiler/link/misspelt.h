/* The sections whose headings are misspelt: a link to the right name is no second mistake. */
#ifndef LINK_MISSPELT_H
#define LINK_MISSPELT_H

#include "base/map.h"

struct arena;
struct kb;
struct source;

/* In the order of the cases, so those of one file stand together. */
struct misspelt {
  const struct misspelt_section *items;
  size_t count;
  struct map by_path; /* of the file → its first item */
};

/* Lives in `a`, borrows from the kb. */
struct misspelt misspelt_find(struct arena *a, const struct kb *kb);

/* Would the fragment lead to one of them in that file, were its heading right? */
bool misspelt_have(struct arena *scratch, const struct misspelt *misspelt,
                   const struct source *source, struct str fragment);

#endif
