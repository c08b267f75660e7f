/* Vectors that somebody else computed: a file with a line a chunk, read where it is asked for.
 */
#ifndef EMIT_STORES_VECTORS_H
#define EMIT_STORES_VECTORS_H

#include "base/str.h"

struct arena;
struct bag;
struct chunk_index;
struct kb;
struct vectors;

/* Opens the file, {"id":"<chunk id>","vector":[numbers]} in each line, and looks at every line
 * once: kept is where each vector stands, not the vector. What is wrong is reported, and then
 * it is NULL. Lives in `a`; vectors_close gives the file back. */
struct vectors *vectors_open(struct arena *a, struct bag *bag, struct str path);
void vectors_close(struct vectors *vectors);

/* How many numbers each of them has. */
size_t vectors_dimension(const struct vectors *vectors);

/* The vector of a chunk as a JSON array without white space, its numbers as they stand. False
 * if it has none, or if the file is broken, which is reported. Lives in `a`. */
bool vectors_find(struct vectors *vectors, struct arena *a, struct str id, struct str *numbers);

/* Could a vector that is there not be read? Then what was written without it is worth nothing.
 */
bool vectors_are_broken(const struct vectors *vectors);

/* Has every chunk a vector? Reports those that have none. `unknown` is how many vectors belong
 * to no chunk. */
bool vectors_check(struct vectors *vectors, const struct kb *kb,
                   const struct chunk_index *index, size_t *unknown);

#endif
