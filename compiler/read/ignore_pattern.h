/* The patterns of one .gitignore, as gitignore(5) has them. */
#ifndef READ_IGNORE_PATTERN_H
#define READ_IGNORE_PATTERN_H

#include "base/str.h"

struct arena;
struct ignore_pattern;

/* In the order of the file; those that can match nothing are left out. */
struct ignore_patterns {
  struct ignore_pattern *items;
  size_t count;
};

enum ignore_verdict { IGNORE_UNSAID, IGNORE_YES, IGNORE_NO };

/* Lives in `a`, borrows from the text. */
struct ignore_patterns ignore_patterns_read(struct arena *a, struct str text);

/* What the last pattern that matches says about a path, which is relative to the folder of the
 * file. Whether a folder above it is ignored is not asked. */
enum ignore_verdict ignore_patterns_ask(const struct ignore_patterns *patterns, struct str path,
                                        bool is_folder);

#endif
