/* Pairs cases that are gone with new ones that say nearly the same: their identity changed. */
#include "base/arena.h"
#include "base/sort.h"
#include "emit/plan/near.h"
#include "emit/plan/plan_parts.h"

enum { MOST_HITS = 64 };

struct pair {
  size_t old, new, agreement;
};

struct pairs {
  struct pair *items;
  size_t count;
};

/* The nearest first; of those that are equally near the first of the old side. */
static int compare_pairs(const void *left, const void *right) {
  const struct pair *a = left, *b = right;
  if (a->agreement != b->agreement)
    return a->agreement < b->agreement ? 1 : -1;
  if (a->old != b->old)
    return a->old < b->old ? -1 : 1;
  return (a->new > b->new) - (a->new < b->new);
}

static struct pairs find_pairs(struct arena *scratch, const struct plan *plan) {
  struct pairs pairs = {NULL, 0};
  struct near near = near_new(scratch, plan->new->case_count);
  for (size_t i = 0; i < plan->new->case_count; i++) {
    if (plan->new_fates[i] == CASE_NEW)
      near_add(&near, i, &plan->new->cases[i].sketch);
  }
  for (size_t i = 0; i < plan->old->case_count; i++) {
    struct near_hit hits[MOST_HITS];
    size_t count = plan->old_fates[i] != CASE_GONE
                       ? 0
                       : near_find(&near, &plan->old->cases[i].sketch, hits, MOST_HITS);
    for (size_t j = 0; j < count; j++) {
      pairs.items = arena_grow(scratch, pairs.items, pairs.count, sizeof *pairs.items);
      pairs.items[pairs.count++] = (struct pair){i, hits[j].item, hits[j].agreement};
    }
  }
  return pairs;
}

static bool has_any(const enum case_fate *fates, size_t count, enum case_fate fate) {
  for (size_t i = 0; i < count; i++) {
    if (fates[i] == fate)
      return true;
  }
  return false;
}

void plan_find_renamed(struct arena *a, struct plan *plan) {
  size_t old_count = plan->old->case_count, new_count = plan->new->case_count;
  plan->renamed_to = arena_array(a, size_t, old_count);
  for (size_t i = 0; i < old_count; i++)
    plan->renamed_to[i] = STR_NONE;
  if (!has_any(plan->old_fates, old_count, CASE_GONE) ||
      !has_any(plan->new_fates, new_count, CASE_NEW))
    return;
  struct arena scratch = {0};
  struct pairs pairs = find_pairs(&scratch, plan);
  bool *is_taken = arena_array(&scratch, bool, new_count);
  sort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
  for (size_t i = 0; i < pairs.count; i++) {
    const struct pair *pair = &pairs.items[i];
    if (is_taken[pair->new] || plan->renamed_to[pair->old] != STR_NONE)
      continue;
    plan->renamed_to[pair->old] = pair->new;
    is_taken[pair->new] = true;
  }
  arena_free(&scratch);
}
