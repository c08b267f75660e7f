/* What a store must do to hold another build than the one that it holds. */
#ifndef EMIT_PLAN_PLAN_H
#define EMIT_PLAN_PLAN_H

#include "emit/manifest.h"

enum plan_op { PLAN_NOTHING, PLAN_UPSERT, PLAN_UPDATE, PLAN_DELETE };

enum case_fate {
  CASE_SAME,
  CASE_UPDATED, /* its metadata alone */
  CASE_CHANGED,
  CASE_NEW,
  CASE_GONE,
  CASE_STALE, /* left out of the new side, or it may be: its chunks stay as they are */
};

struct plan_counts {
  size_t same, updated, changed, new, gone, stale; /* cases */
  size_t upserts, updates, deletes;                /* chunks */
};

/* Everything lives in the arena of plan_make, or is borrowed from the two sides. */
struct plan {
  const struct manifest *old, *new;
  bool has_cases;            /* no: the old side are ids of chunks alone */
  enum plan_op *old_ops;     /* of its chunks: PLAN_DELETE or PLAN_NOTHING */
  enum plan_op *new_ops;     /* of its chunks: all but PLAN_DELETE */
  enum case_fate *old_fates; /* of its cases: CASE_GONE, CASE_STALE, else CASE_SAME */
  enum case_fate *new_fates; /* of its cases: all others */
  size_t *old_reasons;       /* of a stale case: the place that it may stand at, as an index
                                of new->left_out */
  bool *is_certain;          /* of a stale case: the place says so itself */
  size_t *renamed_to;        /* of a case that is gone: the new one that says nearly the same,
                                or STR_NONE */
  size_t stale_chunks;       /* without has_cases: ids that stay because cases were left out */
  struct plan_counts counts;
};

/* Compares the two sides. An old side without any case that has chunks is a list of ids. */
struct plan plan_make(struct arena *a, const struct manifest *old, const struct manifest *new);

/* Is there nothing to do? */
bool plan_is_empty(const struct plan *plan);

/* What the store holds when the plan is loaded: the new side, and of the old one what stays.
 * Lives in `a`, borrows from both. */
struct manifest plan_loaded(struct arena *a, const struct plan *plan);

/* Why the two sides cannot be compared, in one line; n = 0: they can. Lives in `a`. */
struct str plan_mismatch(struct arena *a, const struct manifest *old,
                         const struct manifest *new);

#endif
