/* What a store must do to hold another build than the one that it holds. */
#include "emit/plan/plan.h"

#include "base/arena.h"
#include "base/map.h"
#include "emit/plan/plan_parts.h"

/* ---- May they be compared? ----------------------------------------------------------------
 */

static bool has_same_paths(const struct manifest *old, const struct manifest *new) {
  if (old->path_count != new->path_count)
    return false;
  for (size_t i = 0; i < old->path_count; i++) {
    if (!str_equal(old->paths[i], new->paths[i]))
      return false;
  }
  return true;
}

static struct str paths_text(struct arena *a, const struct manifest *manifest) {
  if (manifest->path_count == 0)
    return manifest->is_partial ? STR("a part of the corpus") : STR("the whole corpus");
  return arena_printf(a, "%.*s%s%s", STR_ARG(manifest->paths[0]),
                      manifest->path_count > 1 ? " and others" : "",
                      manifest->is_partial ? ", a part of the corpus" : "");
}

static struct str shard_text(const struct manifest *manifest) {
  return manifest->shard.n > 0 ? manifest->shard : STR("none");
}

struct str plan_mismatch(struct arena *a, const struct manifest *old,
                         const struct manifest *new) {
  if (!str_equal(old->schema, new->schema))
    return arena_printf(a, "it is of the schema \"%.*s\", and the new side of \"%.*s\"",
                        STR_ARG(old->schema), STR_ARG(new->schema));
  if (old->is_partial != new->is_partial || !has_same_paths(old, new))
    return arena_printf(a, "it holds %.*s, and the new side %.*s", STR_ARG(paths_text(a, old)),
                        STR_ARG(paths_text(a, new)));
  if (old->version == 1 && old->is_partial)
    return STR("it holds a part of the corpus, and its version 1 does not say which");
  if (!str_equal(old->shard, new->shard))
    return arena_printf(a, "it is of the shard %.*s, and the new side of %.*s",
                        STR_ARG(shard_text(old)), STR_ARG(shard_text(new)));
  return (struct str){NULL, 0};
}

/* ---- Comparing ----------------------------------------------------------------------------
 */

/* How many parts a text has stands in each of its chunks, and in neither hash. Lists of ids and
 * version 1 do not say it. */
static bool has_other_parts(const struct chunk_entry *old, const struct chunk_entry *new) {
  return old->parts > 0 && new->parts > 0 && old->parts != new->parts;
}

static enum plan_op op_of(const struct chunk_entry *old, const struct chunk_entry *new) {
  if (strcmp(old->hash.digits, new->hash.digits) != 0 || has_other_parts(old, new))
    return PLAN_UPSERT;
  return strcmp(old->meta_hash.digits, new->meta_hash.digits) != 0 ? PLAN_UPDATE : PLAN_NOTHING;
}

static void raise(enum case_fate *fate, enum case_fate to) {
  if (*fate < to)
    *fate = to;
}

/* Of the chunks of the new side; marks in `is_met` those of the old one that are there still.
 */
static void compare_chunks(struct plan *plan, struct arena *scratch, bool *is_met) {
  struct map by_id = {0};
  const struct manifest *old = plan->old, *new = plan->new;
  map_reserve(&by_id, scratch, old->chunk_count);
  for (size_t i = 0; i < old->chunk_count; i++)
    map_add(&by_id, scratch, str_from_c(old->chunks[i].id.text), i);
  /* Without cases on the old side a case is new if the store has nothing of it. */
  bool *is_known = arena_array(scratch, bool, new->case_count);
  for (size_t i = 0; i < new->chunk_count; i++) {
    const struct chunk_entry *chunk = &new->chunks[i];
    size_t at = map_find(&by_id, str_from_c(chunk->id.text));
    plan->new_ops[i] = at == STR_NONE ? PLAN_UPSERT : op_of(&old->chunks[at], chunk);
    enum case_fate *fate = &plan->new_fates[chunk->kb_case];
    if (plan->new_ops[i] != PLAN_NOTHING)
      raise(fate, plan->new_ops[i] == PLAN_UPSERT ? CASE_CHANGED : CASE_UPDATED);
    if (at != STR_NONE)
      is_met[at] = is_known[chunk->kb_case] = true;
  }
  for (size_t i = 0; !plan->has_cases && i < new->case_count; i++)
    plan->new_fates[i] = is_known[i] ? plan->new_fates[i] : CASE_NEW;
}

static struct map cases_by_id(struct arena *a, const struct manifest *manifest) {
  struct map by_id = {0};
  map_reserve(&by_id, a, manifest->case_count);
  for (size_t i = 0; i < manifest->case_count; i++)
    map_add(&by_id, a, manifest->cases[i].id, i);
  return by_id;
}

static void compare_cases(struct plan *plan, struct arena *scratch) {
  struct map old = cases_by_id(scratch, plan->old), new = cases_by_id(scratch, plan->new);
  for (size_t i = 0; plan->has_cases && i < plan->new->case_count; i++) {
    if (map_find(&old, plan->new->cases[i].id) == STR_NONE)
      plan->new_fates[i] = CASE_NEW;
  }
  for (size_t i = 0; i < plan->old->case_count; i++) {
    if (map_find(&new, plan->old->cases[i].id) == STR_NONE)
      plan->old_fates[i] = CASE_GONE;
  }
}

/* Of a case that is there still a chunk may be gone all the same: its text has fewer parts. */
static void choose_deletes(struct plan *plan, struct arena *scratch, const bool *is_met) {
  const struct manifest *old = plan->old;
  struct map new = cases_by_id(scratch, plan->new);
  for (size_t i = 0; i < old->chunk_count; i++) {
    if (is_met[i])
      continue;
    size_t of = old->chunks[i].kb_case;
    bool is_stale =
        of == STR_NONE ? plan->new->left_out_count > 0 : plan->old_fates[of] == CASE_STALE;
    plan->stale_chunks += of == STR_NONE && is_stale;
    if (is_stale)
      continue;
    plan->old_ops[i] = PLAN_DELETE;
    size_t now = of == STR_NONE ? STR_NONE : map_find(&new, old->cases[of].id);
    if (now != STR_NONE)
      raise(&plan->new_fates[now], CASE_CHANGED);
  }
}

static void count(struct plan *plan) {
  struct plan_counts *counts = &plan->counts;
  for (size_t i = 0; i < plan->new->case_count; i++) {
    enum case_fate fate = plan->new_fates[i];
    *(fate == CASE_SAME      ? &counts->same
      : fate == CASE_UPDATED ? &counts->updated
      : fate == CASE_CHANGED ? &counts->changed
                             : &counts->new) += 1;
  }
  for (size_t i = 0; i < plan->old->case_count; i++) {
    counts->gone += plan->old_fates[i] == CASE_GONE;
    counts->stale += plan->old_fates[i] == CASE_STALE;
  }
  for (size_t i = 0; i < plan->new->chunk_count; i++) {
    counts->upserts += plan->new_ops[i] == PLAN_UPSERT;
    counts->updates += plan->new_ops[i] == PLAN_UPDATE;
  }
  for (size_t i = 0; i < plan->old->chunk_count; i++)
    counts->deletes += plan->old_ops[i] == PLAN_DELETE;
}

struct plan plan_make(struct arena *a, const struct manifest *old, const struct manifest *new) {
  struct plan plan = {.old = old, .new = new};
  plan.has_cases = old->case_count > 0 || old->chunk_count == 0;
  plan.old_ops = arena_array(a, enum plan_op, old->chunk_count);
  plan.new_ops = arena_array(a, enum plan_op, new->chunk_count);
  plan.old_fates = arena_array(a, enum case_fate, old->case_count);
  plan.new_fates = arena_array(a, enum case_fate, new->case_count);
  plan.old_reasons = arena_array(a, size_t, old->case_count);
  plan.is_certain = arena_array(a, bool, old->case_count);
  struct arena scratch = {0};
  bool *is_met = arena_array(&scratch, bool, old->chunk_count);
  compare_chunks(&plan, &scratch, is_met);
  compare_cases(&plan, &scratch);
  plan_keep_stale(&plan);
  choose_deletes(&plan, &scratch, is_met);
  plan_find_renamed(a, &plan);
  count(&plan);
  arena_free(&scratch);
  return plan;
}

bool plan_is_empty(const struct plan *plan) {
  return plan->counts.upserts + plan->counts.updates + plan->counts.deletes == 0;
}

/* ---- What the store holds then ------------------------------------------------------------
 */

static void add_case(struct arena *a, struct manifest *to, struct manifest_case one) {
  one.is_stale = true;
  to->cases = arena_grow(a, to->cases, to->case_count, sizeof one);
  to->cases[to->case_count++] = one;
}

static void add_chunk(struct arena *a, struct manifest *to, struct chunk_entry chunk,
                      size_t of) {
  chunk.kb_case = of;
  to->chunks = arena_grow(a, to->chunks, to->chunk_count, sizeof chunk);
  to->chunks[to->chunk_count++] = chunk;
}

/* Copies of the lists, so that there is room behind what they hold. */
static void copy_lists(struct arena *a, struct manifest *to) {
  const struct manifest from = *to;
  to->case_count = to->chunk_count = 0;
  to->cases = NULL;
  to->chunks = NULL;
  for (size_t i = 0; i < from.case_count; i++) {
    to->cases = arena_grow(a, to->cases, i, sizeof *to->cases);
    to->cases[to->case_count++] = from.cases[i];
  }
  for (size_t i = 0; i < from.chunk_count; i++)
    add_chunk(a, to, from.chunks[i], from.chunks[i].kb_case);
}

struct manifest plan_loaded(struct arena *a, const struct plan *plan) {
  struct manifest loaded = *plan->new;
  loaded.is_loaded = true;
  if (plan->counts.stale == 0)
    return loaded;
  copy_lists(a, &loaded);
  struct arena scratch = {0};
  size_t *moved = arena_array(&scratch, size_t, plan->old->case_count);
  for (size_t i = 0; i < plan->old->case_count; i++) {
    moved[i] = loaded.case_count;
    if (plan->old_fates[i] == CASE_STALE)
      add_case(a, &loaded, plan->old->cases[i]);
  }
  for (size_t i = 0; i < plan->old->chunk_count; i++) {
    size_t of = plan->old->chunks[i].kb_case;
    if (of != STR_NONE && plan->old_fates[of] == CASE_STALE)
      add_chunk(a, &loaded, plan->old->chunks[i], moved[of]);
  }
  arena_free(&scratch);
  return loaded;
}
