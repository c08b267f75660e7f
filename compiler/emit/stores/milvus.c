/* Milvus: the rows that its bulk import reads, each with every field. */
#include "base/json_writer.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"

static void write_row(struct store_writer *w, struct json_writer *json,
                      const struct record *record) {
  struct str vector = store_vector(w, record->id);
  json_open_object(json);
  json_member(json, "id", record->id);
  json_member(json, "text", record->text);
  field_members(json, record, true);
  field_metadata_vector(json, record, vector);
  json_close_object(json);
}

/* The client of Milvus upserts rows and deletes ids: a plan has a line for each. */
static void milvus_upsert(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  if (!w->is_plan) {
    write_row(w, &json, record);
    store_pass(w, 0);
    return;
  }
  field_open_operation(&json, "upsert", record->id, "row");
  write_row(w, &json, record);
  json_close_object(&json);
  store_line(w, 0);
}

/* A VARCHAR has a max_length of at most 65,535, counted in bytes; a JSON field 65,536; a file
 * of rows 1 GB; a vector 32,768 dimensions (Milvus: Limits; Insert Entities from Files). */
const struct store milvus_store = {
    .name = "milvus",
    .limits = {.text_bytes = 65535, .metadata_bytes = 65536, .dimensions = 32768},
    .takes_vectors = true,
    .files = {{.name = "milvus.{n}.json",
               .open = "{\"rows\":[\n",
               .between = ",\n",
               .close = "\n]}\n",
               .most_bytes = 1000000000}},
    .plan = {.open = "", .between = "", .close = ""},
    .upsert = milvus_upsert,
    .remove = field_remove,
};
