/* Asks the git program, without a shell. */
#ifndef DRIVER_FILTER_GIT_H
#define DRIVER_FILTER_GIT_H

#include "base/str.h"

struct arena;

struct git_answer {
  bool has_run;         /* no: there is no git program, or it could not be started */
  int error;            /* why it could not be, an errno; 0 where there is none */
  int status;           /* its exit status; -1 if a signal ended it, or if it said too much */
  struct str out;       /* what it printed; ends in a NUL */
  struct str complaint; /* the first line of what it complained of */
};

/* git with these words behind it, NULL behind the last, in the folder `root`. A hook's
 * variables that name a repository are not handed on: the folder says which one is meant. Lives
 * in `a`. */
struct git_answer git_ask(struct arena *a, struct str root, const char *const *words);

#endif
