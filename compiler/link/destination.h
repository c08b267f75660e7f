/* What a destination is made of, as text: path, query and fragment. */
#ifndef LINK_DESTINATION_H
#define LINK_DESTINATION_H

#include "base/str.h"

struct arena;

/* "a%20b.md?plain=1#c" has the path "a b.md" and the fragment "c". */
struct destination {
  struct str path;     /* percent-decoded */
  struct str raw_path; /* as written */
  struct str fragment; /* percent-decoded, without "#"; "" also if there is none */
  struct str raw_tail; /* from "?" or "#" on, as written */
  bool has_query;
};

/* Lives in `a` or borrows from `text`. */
struct destination destination_read(struct arena *a, struct str text);

/* Does it lead somewhere that no folder tells: another host, the root of a site, an address
 * that a template or a tool completes? */
bool destination_is_foreign(struct str text);

/* The text as the path of a destination: blanks and percent signs encoded. Lives in `a`. */
struct str destination_encode(struct arena *a, struct str path);

#endif
