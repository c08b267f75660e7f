/* The files that links may lead to: those of the knowledge base are known, others are asked for
 * on the disk, whether they are there and no more. */
#ifndef LINK_FILES_H
#define LINK_FILES_H

#include "base/map.h"

struct arena;
struct link_scope;

/* Paths are absolute and clean. Everything lives in the arena. */
struct files {
  struct arena *a;
  const struct link_scope *scope;
  struct str *known; /* the files of the knowledge base */
  size_t known_count;
  struct map by_path; /* path → index in it */
  struct map asked;   /* path → what stands there */
  struct map listed;  /* folder → index in listings */
  struct listing *listings;
  size_t listing_count;
  size_t hints;                   /* how many hints were given */
  struct str limit_folder, limit; /* the answer of files_limit to its last question */
  bool is_limit_known;
};

struct files files_new(struct arena *a, const struct link_scope *scope);

/* The absolute path of a source. Lives in `scratch`. */
struct str files_path(struct arena *scratch, const struct files *files, struct str source_path);

/* What stands there, links followed; the disk is asked once for each path. */
bool files_is_file(struct files *files, struct str path);
bool files_is_folder(struct files *files, struct str path);

/* The folder that links of a file in `folder` may not lead out of: the repository or the root
 * of the corpus around it. Where there is neither, the folder itself, and is_known is false.
 * Lives in the arena of the files. */
struct str files_limit(struct files *files, struct str folder, bool *is_known);

/* Hints cost time and are for people: so many a run, and no more. */
bool files_may_hint(struct files *files);
/* The name nearest to `name` in the folder, n = 0 if none is near. */
struct str files_near_name(struct files *files, struct str folder, struct str name);
/* The file of the knowledge base with that name, n = 0 if there is not exactly one. */
struct str files_same_name(const struct files *files, struct str name);

#endif
