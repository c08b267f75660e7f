/* The memory of one of the threads of a pipeline. */
#ifndef DRIVER_PIPELINE_WORKER_H
#define DRIVER_PIPELINE_WORKER_H

#include "base/arena.h"

/* So far apart lies what two threads write all the time: a cache line that both have would go
 * to and fro between them. Machines fetch up to two lines at once. */
enum { APART = 128 };

/* What stays of a worker's jobs, and what is gone after each. */
struct pipeline_worker {
  struct arena keep, scratch;
  char gap[APART];
};

#endif
