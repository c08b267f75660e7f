/* What kbc split leaves beside the files of a bundle, so that kbc join makes the same bundle.
 */
#ifndef DRIVER_LAYOUT_SPLIT_INDEX_H
#define DRIVER_LAYOUT_SPLIT_INDEX_H

#include "base/str.h"

struct arena;

/* Hidden and no ".md": no corpus has it. */
#define SPLIT_INDEX_NAME ".kbc.split.json"

/* One case, in the order of the bundle. */
struct split_entry {
  struct str file;    /* one component, which ends in ".md" */
  struct str hash;    /* of the file as it was written */
  bool is_moved;      /* its front matter stood below its heading */
  struct str between; /* blank lines that stood between the two */
  struct str behind;  /* from the end of the case to the next: a separator, or other text */
};

struct split_index {
  struct str head; /* what stands before the first case, a byte order mark included */
  struct split_entry *entries;
  size_t count;
};

/* As JSON, one entry a line. Lives in `a`. */
struct str split_index_text(struct arena *a, const struct split_index *index);

enum split_index_state { SPLIT_INDEX_NONE, SPLIT_INDEX_READ, SPLIT_INDEX_REFUSED };

/* The index in the folder. Nothing in it is trusted: names are single components that end in
 * ".md", each once. REFUSED: `error` says in one line what is wrong. Lives in `a`. */
enum split_index_state split_index_read(struct arena *a, struct str folder,
                                        struct split_index *index, struct str *error);

/* Does the text hold nothing but blank lines and rows of dashes? */
bool is_plain_glue(struct str text);

#endif
