/* git's list of the files that it tracks: the file .git/index. */
#ifndef READ_GIT_INDEX_H
#define READ_GIT_INDEX_H

#include "base/str.h"

struct arena;

/* By path, relative to the root of the repository. */
struct git_index {
  struct str *paths;
  size_t count;
};

/* Reads versions 2, 3 and 4, of repositories with SHA-1 or SHA-256. False if the bytes are none
 * of these, or spread over several files. Lives in `a`, borrows from the bytes. */
bool git_index_read(struct arena *a, struct str bytes, struct git_index *index);

/* Is the file tracked? Is something in the folder, or the folder itself as a repository? */
bool git_index_has(const struct git_index *index, struct str path);
bool git_index_has_below(const struct git_index *index, struct str folder);

#endif
