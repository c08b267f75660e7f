/* The steps of a plan: what becomes of the cases that the new side does not have. */
#ifndef EMIT_PLAN_PLAN_PARTS_H
#define EMIT_PLAN_PLAN_PARTS_H

#include "emit/plan/plan.h"

/* Makes stale whatever of the cases that are gone may be one that the new side left out. */
void plan_keep_stale(struct plan *plan);

/* Pairs cases that are gone with new ones that say nearly the same. */
void plan_find_renamed(struct arena *a, struct plan *plan);

#endif
