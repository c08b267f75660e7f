/* The chunks of a knowledge base, as a store would hold them. */
#include "driver/eval/store.h"

#include "base/arena.h"
#include "base/map.h"
#include "driver/eval/search_index.h"
#include "emit/chunks/chunk.h"

/* Told of each chunk. */
typedef void take_chunk(void *context, size_t number, const struct chunk *chunk);

static void each_chunk(struct evaluation *e, take_chunk *take, void *context) {
  struct arena scratch = {0};
  for (size_t i = 0; i < e->kb->case_count; i++) {
    const struct kb_case *kb_case = e->kb->cases[i];
    if (!e->is_indexed[i])
      continue;
    struct str path = kb_case->doc->piece->source->place;
    struct case_chunks of = chunk_case(&scratch, e->kb->schema, kb_case, path);
    for (size_t k = 0; k < of.count; k++)
      take(context, i, &of.chunks[k]);
    e->chunk_count += of.count;
    arena_reset(&scratch);
  }
  arena_free(&scratch);
}

static void index_chunk(void *context, size_t number, const struct chunk *chunk) {
  search_index_add(context, number, chunk->text);
}

bool store_ask(struct arena *a, struct evaluation *e) {
  struct arena own = {0};
  struct search_index *index = search_index_new(&own);
  if (index) {
    each_chunk(e, index_chunk, index);
    for (size_t i = 0; i < e->questions.count; i++) {
      struct ranking ranking = search_index_ask(index, e->questions.items[i].text);
      e->answers[i] = answer_of(&e->questions.items[i], &ranking);
    }
    search_index_free(index);
  }
  arena_free(&own);
  evaluation_count(a, e);
  return index != NULL;
}

struct id_list {
  struct arena *a;
  struct map *case_of_id;
};

static void list_chunk(void *context, size_t number, const struct chunk *chunk) {
  struct id_list *list = context;
  map_add(list->case_of_id, list->a, arena_copy(list->a, str_from_c(chunk->id.text)), number);
}

void store_ids(struct arena *a, struct evaluation *e, struct map *case_of_id) {
  struct id_list list = {a, case_of_id};
  each_chunk(e, list_chunk, &list);
  for (size_t i = 0; i < e->kb->case_count; i++)
    map_add(case_of_id, a, e->kb->cases[i]->id, i);
}
