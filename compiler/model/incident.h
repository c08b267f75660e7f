/* An incident: a chain of cases, one after the other, that have one cause. For simulated logs.
 */
#ifndef MODEL_INCIDENT_H
#define MODEL_INCIDENT_H

#include "model/schema.h"

struct incident_step {
  struct str text; /* of its case: an id or its beginning, a path, or a title */
  struct span span;
  size_t number;                 /* of that case; STR_NONE: there is none, which was said */
  uint64_t after_min, after_max; /* nanoseconds behind the last line of the step before */
  struct range lines;            /* how many the case leaves; both ends are set */
};

struct incident {
  struct str name, title;
  struct span name_span;
  struct incident_step *steps;
  size_t step_count;
};

#endif
