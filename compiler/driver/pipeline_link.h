/* Links all cases of a run, each part of that on a thread of its own. */
#ifndef DRIVER_PIPELINE_LINK_H
#define DRIVER_PIPELINE_LINK_H

#include <stddef.h>

struct kb;
struct kb_case;
struct pipeline;

/* Of cases that link_case has seen on the threads of the run. The array is sorted in place and
 * borrowed; the rest lives as long as the run. */
struct kb *pipeline_link(struct pipeline *run, struct kb_case **cases, size_t count);

#endif
