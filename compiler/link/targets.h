/* From a relative path to the file that it means, generously: as GitHub, and as the makers of
 * sites have it. */
#ifndef LINK_TARGETS_H
#define LINK_TARGETS_H

#include "base/str.h"

struct arena;
struct files;

enum target_kind {
  TARGET_FILE,
  TARGET_FOLDER,  /* without an index file that could have anchors */
  TARGET_UNKNOWN, /* nobody can tell: it counts as fine */
  TARGET_MISSING,
  TARGET_OUTSIDE,
};

struct target {
  enum target_kind kind;
  struct str path; /* absolute: of the file, or of what is missing */
};

/* `page` is the absolute path of the file in which the link stands. Lives in `scratch`. */
struct target target_find(struct arena *scratch, struct files *files, struct str page,
                          struct str relative);

/* Is it a Markdown file by its name? */
bool target_is_markdown(struct str path);

#endif
