/* The Batch API of OpenAI: a request for the embedding of each chunk. */
#include "base/json_writer.h"
#include "emit/stores/store.h"
#include "model/schema.h"

static void openai_upsert(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  json_open_object(&json);
  json_member(&json, "custom_id", record->id);
  json_member(&json, "method", STR("POST"));
  json_member(&json, "url", STR("/v1/embeddings"));
  json_key(&json, "body");
  json_open_object(&json);
  json_member(&json, "model",
              w->schema ? w->schema->outputs.embedding_model : STR(STORE_DEFAULT_MODEL));
  json_member(&json, "input", record->text);
  json_close_object(&json);
  json_close_object(&json);
  store_line(w, 0);
}

/* Nothing is embedded anew where only metadata changed, or a chunk is gone. */
static void openai_update(struct store_writer *w, const struct record *record) {
  (void)w, (void)record;
}

static void openai_remove(struct store_writer *w, struct str id) {
  (void)w, (void)id;
}

/* A file has at most 50,000 requests and 200 MB, an input 8,192 tokens, of which some of its
 * manuals say 8,191 (Batch API; Create embeddings). */
const struct store openai_batch_store = {
    .name = "openai-batch",
    .limits = {.text_tokens = 8191},
    .files = {{.name = "openai-batch.{n}.jsonl",
               .open = "",
               .between = "",
               .close = "",
               .most_bytes = 200000000,
               .most_items = 50000}},
    .plan = {.open = "", .between = "", .close = ""},
    .upsert = openai_upsert,
    .update = openai_update,
    .remove = openai_remove,
};
