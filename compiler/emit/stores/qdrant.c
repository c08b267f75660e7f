/* Qdrant: points, in requests of a size that it takes, and the operations of a batch. */
#include "base/json_writer.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"

static void write_payload(struct json_writer *json, const struct record *record) {
  json_key(json, "payload");
  json_open_object(json);
  json_member(json, "text", record->text);
  field_members(json, record, false);
  json_key(json, "metadata");
  json_raw(json, record->metadata_json);
  json_close_object(json);
}

/* Without vectors the map of named ones is empty: the point waits for its own. */
static void write_point(struct store_writer *w, struct json_writer *json,
                        const struct record *record) {
  struct str vector = store_vector(w, record->id);
  json_open_object(json);
  json_member(json, "id", record->id);
  json_key(json, "vector");
  json_raw(json, vector.n > 0 ? vector : STR("{}"));
  write_payload(json, record);
  json_close_object(json);
}

static void qdrant_upsert(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  if (!w->is_plan) {
    write_point(w, &json, record);
    store_pass(w, 0);
    return;
  }
  json_open_object(&json);
  json_key(&json, "upsert");
  json_open_object(&json);
  json_key(&json, "points");
  json_open_array(&json);
  write_point(w, &json, record);
  json_close_array(&json);
  json_close_object(&json);
  json_close_object(&json);
  store_pass(w, 0);
}

static void write_ids(struct json_writer *json, struct str id) {
  json_key(json, "points");
  json_open_array(json);
  json_string(json, id);
  json_close_array(json);
}

/* Keys that are gone must go, so the payload is overwritten; the vector stays. */
static void qdrant_update(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  json_open_object(&json);
  json_key(&json, "overwrite_payload");
  json_open_object(&json);
  write_payload(&json, record);
  write_ids(&json, record->id);
  json_close_object(&json);
  json_close_object(&json);
  store_pass(w, 0);
}

static void qdrant_remove(struct store_writer *w, struct str id) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  json_open_object(&json);
  json_key(&json, "delete");
  json_open_object(&json);
  write_ids(&json, id);
  json_close_object(&json);
  json_close_object(&json);
  store_pass(w, 0);
}

/* Ids are UUIDs or numbers, and ours are UUIDs. A request has at most 32 MB unless its
 * configuration says otherwise (service.max_request_size_mb); a vector 65,536 dimensions. */
const struct store qdrant_store = {
    .name = "qdrant",
    .limits = {.dimensions = 65536},
    .takes_vectors = true,
    .files = {{.name = "qdrant.{n}.json",
               .open = "{\"points\":[\n",
               .between = ",\n",
               .close = "\n]}\n",
               .most_bytes = 16000000,
               .item_bytes = 31000000}},
    .plan = {.open = "{\"operations\":[\n", .between = ",\n", .close = "\n]}\n"},
    .upsert = qdrant_upsert,
    .update = qdrant_update,
    .remove = qdrant_remove,
};
