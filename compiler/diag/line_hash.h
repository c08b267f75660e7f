/* The hash by which GitHub's code scanning knows a line again when it has moved. */
#ifndef DIAG_LINE_HASH_H
#define DIAG_LINE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct source;

/* `count` says how many lines before, this one included, have the same hash. */
struct line_hash {
  uint64_t hash;
  size_t count;
};

/* Of all lines of a text, the last one empty if a line end stands before it. */
struct line_hashes {
  struct line_hash *items;
  size_t count;
};

/* The upload action of GitHub computes them if they are missing; these are the same. Lives in
 * `a`. */
struct line_hashes line_hashes_of(struct arena *a, const struct source *source);

#endif
