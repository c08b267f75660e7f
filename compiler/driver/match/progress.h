/* How far a long run is, on a terminal and nowhere else. */
#ifndef DRIVER_MATCH_PROGRESS_H
#define DRIVER_MATCH_PROGRESS_H

#include <stdbool.h>
#include <time.h>

struct match_run;
struct feed;

struct progress {
  bool is_wanted, is_shown;
  struct timespec last; /* when something was shown, or the run began */
};

/* `has_lines`: lines come out on a terminal meanwhile, which say it themselves. */
struct progress progress_new(bool is_quiet, bool has_lines);

/* Every other second, in the place of what was shown before. */
void progress_show(struct progress *progress, const struct match_run *run,
                   const struct feed *feed);
/* Takes it away: something else is about to be said. */
void progress_clear(struct progress *progress);

#endif
