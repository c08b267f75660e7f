/* Which files git ignores, for a walk from a folder down. */
#ifndef READ_IGNORE_H
#define READ_IGNORE_H

#include "base/buf.h"
#include "read/ignore_pattern.h"

struct bag;
struct repository;

/* One walk. The rules are those of the repository: .gitignore in every folder from its root
 * down, and its info/exclude. Nothing is asked that belongs to a user or a machine. */
struct ignore {
  struct arena *a;
  struct bag *bag;
  struct str working_folder;
  struct buf path; /* of what is asked about */
};

/* A folder of the walk; {0} is one in no repository. */
struct ignore_place {
  const struct ignore_place *above; /* the nearest one upward that has patterns */
  struct repository *repository;
  struct str path; /* relative to the root of the repository; n = 0: the root itself */
  struct ignore_patterns patterns;
  bool only_tracked; /* the folder is ignored, but git tracks something in it */
};

enum ignored {
  IGNORED_NOT,
  IGNORED_ALL,
  IGNORED_UNTRACKED, /* of a folder: what git does not track in it */
};

/* The folder in which a walk begins, absolute and clean. If the caller has named it, it counts
 * even if it is ignored itself, and only the rules in it hold. */
struct ignore_place ignore_start(struct ignore *ignore, struct str folder, bool is_named);

/* A folder in `above`; `is` what ignore_ask said about it. Borrows `above` and `name`. */
struct ignore_place ignore_enter(struct ignore *ignore, const struct ignore_place *above,
                                 struct str name, enum ignored is);

/* Reads what is said in a folder that was entered: call it once, before anything in it is asked
 * about. `folder` is its path; whether .gitignore and .git stand in it is the caller's to know.
 */
void ignore_look(struct ignore *ignore, struct ignore_place *place, struct str folder,
                 bool has_patterns, bool is_repository);

/* Is something ignored that stands in the folder? The index is read when that first matters. */
enum ignored ignore_ask(struct ignore *ignore, const struct ignore_place *place,
                        struct str name, bool is_folder);

void ignore_end(struct ignore *ignore);

#endif
