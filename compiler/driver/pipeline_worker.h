/* The memory of one of the threads of a pipeline. */
#ifndef DRIVER_PIPELINE_WORKER_H
#define DRIVER_PIPELINE_WORKER_H

#include "base/arena.h"
#include "model/case_pack.h"

/* So far apart lies what two threads write all the time: a cache line that both have would go
 * to and fro between them. Machines fetch up to two lines at once. */
enum { APART = 128 };

/* What stays of a worker's jobs; what is gone after each, after a batch of them, and once the
 * cases are linked. Cases are read into the batch's memory, and what stays of them is copied.
 */
struct pipeline_worker {
  struct arena keep, scratch, batch, until_linked;
  struct case_packer packer;
  char gap[APART];
};

#endif
