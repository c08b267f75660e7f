/* Keeps the chunks of cases that the new side left out because of their errors.
 *
 * A case that is left out must not vanish from the store. Where its identity can be read, it is
 * known by its id. Where it cannot, every case that is gone and could be it stays: those of its
 * file, those of its title, those that say nearly the same; and if there is none of them, every
 * one, for a broken case may have been moved as well. */
#include "base/arena.h"
#include "base/map.h"
#include "emit/plan/near.h"
#include "emit/plan/plan_parts.h"

enum { MOST_HITS = 256 };

/* The old cases that are gone, by what a place that was left out may say of them. */
struct gone_index {
  struct plan *plan;
  struct map by_id, by_path, by_title; /* to the first of a chain, one more than its index */
  size_t *next_of_path, *next_of_title;
  struct near near;
};

static void keep(struct gone_index *gone, size_t i, size_t reason, bool is_certain) {
  struct plan *plan = gone->plan;
  if (plan->old_fates[i] == CASE_GONE) {
    plan->old_fates[i] = CASE_STALE;
    plan->old_reasons[i] = reason;
  }
  plan->is_certain[i] = plan->is_certain[i] || is_certain;
}

/* Puts case i behind the one that its text has led to so far. */
static void chain(struct map *map, struct arena *scratch, struct str text, size_t i,
                  size_t *next) {
  size_t first = map_add(map, scratch, text, i);
  if (first == i)
    return;
  next[i] = next[first];
  next[first] = i + 1;
}

static struct gone_index index_gone(struct arena *scratch, struct plan *plan) {
  const struct manifest *old = plan->old;
  struct gone_index gone = {.plan = plan};
  gone.next_of_path = arena_array(scratch, size_t, old->case_count);
  gone.next_of_title = arena_array(scratch, size_t, old->case_count);
  gone.near = near_new(scratch, old->case_count);
  for (size_t i = 0; i < old->case_count; i++) {
    if (plan->old_fates[i] != CASE_GONE)
      continue;
    map_add(&gone.by_id, scratch, old->cases[i].id, i);
    chain(&gone.by_path, scratch, old->cases[i].path, i, gone.next_of_path);
    chain(&gone.by_title, scratch, old->cases[i].title, i, gone.next_of_title);
    near_add(&gone.near, i, &old->cases[i].sketch);
  }
  return gone;
}

static size_t keep_chain(struct gone_index *gone, const struct map *map, const size_t *next,
                         struct str text, size_t reason) {
  size_t count = 0;
  for (size_t i = text.n > 0 ? map_find(map, text) : STR_NONE; i != STR_NONE;
       i = next[i] > 0 ? next[i] - 1 : STR_NONE, count++)
    keep(gone, i, reason, false);
  return count;
}

static size_t keep_near(struct gone_index *gone, const struct sketch *sketch, size_t reason) {
  struct near_hit hits[MOST_HITS];
  size_t count = near_find(&gone->near, sketch, hits, MOST_HITS);
  for (size_t i = 0; i < count; i++)
    keep(gone, hits[i].item, reason, false);
  return count;
}

/* Does the old side have the case, by its id? */
static bool keep_known(struct gone_index *gone, const struct map *old, struct str id,
                       size_t reason) {
  if (id.n == 0)
    return false;
  size_t i = map_find(&gone->by_id, id);
  if (i != STR_NONE)
    keep(gone, i, reason, true);
  return map_find(old, id) != STR_NONE;
}

static void keep_all(struct gone_index *gone, size_t reason) {
  for (size_t i = 0; i < gone->plan->old->case_count; i++) {
    if (gone->plan->old_fates[i] == CASE_GONE)
      keep(gone, i, reason, false);
  }
}

void plan_keep_stale(struct plan *plan) {
  const struct manifest *new = plan->new;
  if (new->left_out_count == 0 || plan->old->case_count == 0)
    return;
  struct arena scratch = {0};
  struct gone_index gone = index_gone(&scratch, plan);
  struct map old = {0};
  for (size_t i = 0; i < plan->old->case_count; i++)
    map_add(&old, &scratch, plan->old->cases[i].id, i);
  for (size_t i = 0; i < new->left_out_count; i++) {
    const struct manifest_left_out *out = &new->left_out[i];
    if (keep_known(&gone, &old, out->id, i))
      continue;
    size_t count = keep_chain(&gone, &gone.by_path, gone.next_of_path, out->path, i);
    count += keep_chain(&gone, &gone.by_title, gone.next_of_title, out->title, i);
    count += keep_near(&gone, &out->sketch, i);
    if (count == 0 && out->id.n == 0)
      keep_all(&gone, i);
  }
  arena_free(&scratch);
}
