/* One pattern of a .gitignore as steps that a text is held against. */
#ifndef READ_IGNORE_GLOB_H
#define READ_IGNORE_GLOB_H

#include "base/str.h"

struct arena;
struct glob_step;

struct ignore_glob {
  struct glob_step *steps;
  size_t count;
  size_t shortest; /* no text of fewer bytes matches */
};

/* False if the glob is malformed: such a one matches nothing. In a path two stars between
 * slashes, or at an end, stand for any number of folders. Lives in `a`. */
bool ignore_glob_read(struct arena *a, struct str text, bool is_path, struct ignore_glob *glob);

/* Does it match the whole text? Takes no more steps than the product of the two lengths. */
bool ignore_glob_matches(const struct ignore_glob *glob, struct str text);

#endif
