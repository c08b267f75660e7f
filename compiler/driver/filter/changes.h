/* What has changed since a revision: which lines of which files. */
#ifndef DRIVER_FILTER_CHANGES_H
#define DRIVER_FILTER_CHANGES_H

#include "base/map.h"
#include "diag/source.h"

struct arena;
struct config;
struct diag;
struct kb;

/* Lines, 0-based: [from, to). Where lines were taken away, those before and behind. */
struct line_range {
  size_t from, to;
};

struct changed_file {
  bool is_whole; /* git does not know it yet */
  struct line_range *ranges;
  size_t count;
};

struct changes {
  struct str repository, working_folder; /* absolute and clean */
  struct map by_path;                    /* from the repository's root → index */
  struct changed_file *files;
  size_t count;
};

/* Between the working tree, files that git does not track among it, and the merge base of HEAD
 * and the revision. NULL if git cannot tell: `error` says why in one line, and `has_failed` if
 * it was the system that did not let git run. Lives in `a`. */
struct changes *changes_since(struct arena *a, const struct config *config, struct str revision,
                              struct str *error, bool *has_failed);

/* Is the file at that path among them? Those outside of the repository, and standard input, are
 * new to it. */
bool changes_have(struct arena *scratch, const struct changes *changes, struct str path);

/* Does the finding stand on a changed line, or one of its related places? One about a whole
 * file needs any change of it, one at the title or at the end of a case any change of that
 * case: what is missing stands nowhere. */
bool changes_touch(struct arena *scratch, const struct changes *changes, const struct kb *kb,
                   const struct diag *diag);

#endif
