/* Hands all chunks of a knowledge base to a store. */
#include "emit/stores/store_run.h"

#include "base/arena.h"
#include "emit/emitter.h"

struct store_writer store_writer_of(const struct emit_context *context,
                                    const struct store *store, struct arena *a) {
  const struct emit_request *request = context->request;
  bool is_whole = !request->is_partial && request->left_out_count == 0;
  return (struct store_writer){.store = store,
                               .schema = context->kb->schema,
                               .vectors = store->takes_vectors ? context->vectors : NULL,
                               .kb = context->kb->schema->name,
                               .is_whole = is_whole,
                               .a = a,
                               .scratch = context->scratch};
}

static void run_case(const struct emit_context *context, struct store_writer *w, size_t i) {
  const struct kb *kb = context->kb;
  struct str path = kb->cases[i]->doc->piece->source->place;
  struct case_chunks of = chunk_case(context->scratch, kb->schema, kb->cases[i], path);
  for (size_t j = 0; j < of.count; j++) {
    struct record record = record_of(context->scratch, kb->schema, kb->cases[i], &of, j);
    store_upsert(w, &record);
  }
}

void store_run(const struct emit_context *context, const struct store *store,
               struct store_target target) {
  struct arena a = {0};
  struct store_writer w = store_writer_of(context, store, &a);
  w.target = target;
  store_begin(&w);
  for (size_t i = 0; i < context->kb->case_count; i++) {
    run_case(context, &w, i);
    arena_reset(context->scratch);
  }
  store_end(&w);
  arena_reset(context->scratch);
  arena_free(&a);
}
