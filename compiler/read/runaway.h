/* Tells a fence or comment that holds a case as an example from one that was never closed. */
#ifndef READ_RUNAWAY_H
#define READ_RUNAWAY_H

#include "read/lines.h"

/* {.source, .case_level} is the start. */
struct runaway {
  const struct source *source;
  int case_level;
  size_t cleared; /* what stands before this line was judged already */
  size_t steps;   /* lines looked at so far */
};

/* Is a case opened by the heading at this line of a fence or comment? Only a whole one counts.
 */
bool is_case_inside(const struct source *source, size_t line, int case_level);

/* `walk` stands behind such a heading: was what it is in left open by mistake? */
bool runaway_is(struct runaway *runaway, const struct line_walk *walk);

#endif
