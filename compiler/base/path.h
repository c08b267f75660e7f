/* Paths as text: no system call, nothing resolved. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/str.h"

struct arena;

/* All live in `a` or borrow from `path`. join: "a" and "b" give "a/b", "." and "b" give "b"; an
 * absolute second one stands alone. clean: without ".", "//" and "x/.."; "" becomes ".". */
struct str path_join(struct arena *a, struct str folder, struct str name);
struct str path_clean(struct arena *a, struct str path);

/* "a/b.c.md" has the folder "a", the name "b.c.md" and the stem "b.c". */
struct str path_folder(struct str path);
struct str path_name(struct str path);
struct str path_stem(struct str path);

/* Is it relative, and what path_clean would make of it? "." is not meant: it is no file. */
bool path_is_clean(struct str path);

/* `path` as seen from `base`; both absolute and clean. */
struct str path_relative(struct arena *a, struct str path, struct str base);

/* Is `path` the folder itself or below it? Both clean and of one kind. */
bool path_is_below(struct str path, struct str folder);

/* Does the glob match the whole path? "*" and "?" stop at "/", a component of two stars stands
 * for any number of folders, [a-z] and [!a-z] are classes of bytes, "\" takes the next byte as
 * it is. */
bool glob_matches(struct str glob, struct str path);
/* Does one of them? */
bool glob_matches_any(const struct str *globs, size_t count, struct str path);

/* Why the glob can match no path as they are written here, or means something else than it
 * says; NULL if nothing is wrong with it. */
const char *glob_mistake(struct str glob);

/* Could the glob match a path below this folder? The folder "." holds every relative path. */
bool glob_reaches(struct str glob, struct str folder);

#endif
