/* The call of kbc new that makes a case of a group of lines. */
#ifndef DRIVER_MATCH_NEW_CALL_H
#define DRIVER_MATCH_NEW_CALL_H

#include "base/map.h"

struct arena;
struct group;
struct pattern;

struct new_calls {
  struct arena *a;
  struct str folder;             /* of new cases; n = 0: the case goes to standard output */
  struct str schema;             /* that the caller has named; n = 0: none */
  const struct pattern *pattern; /* of titles; NULL: nobody knows one */
  struct map titles;             /* slugs that calls have had before: names of files */
};

/* One line for a shell, which takes each of its words for what it is, whatever stands in the
 * log. Lives in calls->a. */
struct str new_call(struct new_calls *calls, const struct group *group);

#endif
