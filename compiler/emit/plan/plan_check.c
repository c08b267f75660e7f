/* Can a store take what a plan brings? Asked before the first line of it is written. */
#include "emit/plan/plan_check.h"

#include "base/arena.h"
#include "emit/emitter.h"
#include "emit/plan/plan.h"
#include "emit/stores/store.h"
#include "emit/stores/store_check.h"
#include "emit/stores/vectors.h"

bool plan_check_store(struct bag *bag, const struct emit_request *request,
                      const struct chunk_index *index, struct vectors *vectors,
                      const struct store *store) {
  struct arena scratch = {0};
  struct emit_context context = {.request = request,
                                 .kb = request->kb,
                                 .index = index,
                                 .vectors = vectors,
                                 .scratch = &scratch};
  bool is_good = store_check(&context, bag, store);
  arena_free(&scratch);
  return is_good;
}

/* A store that cannot change metadata alone gets the whole record. */
static bool needs_vector(enum plan_op op, const struct store *store) {
  return op == PLAN_UPSERT || (op == PLAN_UPDATE && !store->update);
}

struct str plan_check_vectors(struct arena *a, const struct plan *plan, struct vectors *vectors,
                              const struct store *store) {
  struct arena scratch = {0};
  size_t first = STR_NONE, count = 0;
  struct str numbers;
  for (size_t i = 0; i < plan->new->chunk_count; i++) {
    struct str id = str_from_c(plan->new->chunks[i].id.text);
    if (!needs_vector(plan->new_ops[i], store) || vectors_find(vectors, &scratch, id, &numbers))
      continue;
    first = count++ == 0 ? i : first;
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  if (count == 0)
    return (struct str){NULL, 0};
  const struct chunk_entry *chunk = &plan->new->chunks[first];
  const struct manifest_case *of = &plan->new->cases[chunk->kb_case];
  return arena_printf(a, "the chunk %s of %.*s: %.*s has no vector%s", chunk->id.text,
                      STR_ARG(of->path), STR_ARG(of->title),
                      count > 1 ? ", and it is not the only one" : "");
}
