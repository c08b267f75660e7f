/* By what a person names a case: its id or the beginning of it, its path, its title. */
#ifndef DRIVER_CASE_NAMES_H
#define DRIVER_CASE_NAMES_H

#include "base/map.h"

struct arena;
struct kb;

struct case_names {
  const struct kb *kb;
  struct map by_path, by_title; /* to the first case of that name */
};

/* Lives in `a`, borrows from the kb. */
struct case_names case_names_of(struct arena *a, const struct kb *kb);

/* The number of the case of that name; STR_NONE if there is none or if there are several. */
size_t case_names_find(const struct case_names *names, struct str name);
size_t case_names_count(const struct case_names *names, struct str name);

/* The path or title nearest to it; n = 0 if none is near. */
struct str case_names_suggest(struct arena *scratch, const struct case_names *names,
                              struct str name);

/* Is the case meant? By its id or a beginning of it, or by a glob over its path or title. */
bool case_is_meant(const struct kb *kb, size_t number, struct str pattern);

#endif
