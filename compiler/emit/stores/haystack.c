/* Haystack: a Document a line, as its from_dict reads it. */
#include "base/json_writer.h"
#include "emit/stores/documents.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"

static void haystack_upsert(struct store_writer *w, const struct record *record) {
  struct str vector = store_vector(w, record->id);
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  if (w->is_plan)
    field_open_operation(&json, "upsert", record->id, "document");
  json_open_object(&json);
  json_member(&json, "id", record->id);
  json_member(&json, "content", record->text);
  json_key(&json, "meta");
  json_open_object(&json);
  document_metadata(&json, record);
  json_close_object(&json);
  if (vector.n > 0) {
    json_key(&json, "embedding");
    json_raw(&json, vector);
  }
  json_close_object(&json);
  if (w->is_plan)
    json_close_object(&json);
  store_line(w, 0);
}

const struct store haystack_store = {
    .name = "haystack",
    .takes_vectors = true,
    .reserved = DOCUMENT_PREFIX,
    .files = {{.name = "haystack.jsonl", .open = "", .between = "", .close = ""}},
    .plan = {.open = "", .between = "", .close = ""},
    .upsert = haystack_upsert,
    .remove = field_remove,
};
