/* Globs of a schema that match none of its files. */
#ifndef DRIVER_GLOB_USE_H
#define DRIVER_GLOB_USE_H

struct arena;
struct bag;
struct inputs;
struct pipeline;

/* Reports those of `include`, `overrides` and `variants`. Says nothing where the inputs are not
 * the whole corpus, or the schema is nobody's. */
void globs_check_use(struct arena *scratch, struct pipeline *run, const struct inputs *inputs);

#endif
