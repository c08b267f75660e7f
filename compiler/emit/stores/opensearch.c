/* OpenSearch and Elasticsearch: requests for _bulk, and the mapping of the index, in which the
 * two differ only by how they call a vector. */
#include "base/json_writer.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"
#include "emit/stores/vectors.h"

enum { REQUESTS, MAPPING };

/* ---- Requests -----------------------------------------------------------------------------
 */

static void write_action(struct buf *out, const char *action, struct str id) {
  struct json_writer json;
  json_start(&json, out, JSON_COMPACT);
  json_open_object(&json);
  json_key(&json, action);
  json_open_object(&json);
  json_member(&json, "_id", id);
  json_close_object(&json);
  json_close_object(&json);
  buf_add_char(out, '\n');
}

static void bulk_upsert(struct store_writer *w, const struct record *record) {
  struct buf *out = store_item(w, REQUESTS);
  struct str vector = store_vector(w, record->id);
  struct json_writer json;
  write_action(out, "index", record->id);
  json_start(&json, out, JSON_COMPACT);
  json_open_object(&json);
  json_member(&json, "text", record->text);
  field_members(&json, record, false);
  field_metadata_vector(&json, record, vector);
  json_close_object(&json);
  store_line(w, REQUESTS);
}

/* A partial document would be merged into the metadata, and what is gone would stay there. */
static void bulk_update(struct store_writer *w, const struct record *record) {
  struct buf *out = store_item(w, REQUESTS);
  struct json_writer json;
  write_action(out, "update", record->id);
  json_start(&json, out, JSON_COMPACT);
  json_open_object(&json);
  json_key(&json, "script");
  json_open_object(&json);
  json_member(&json, "source", STR("ctx._source.putAll(params.fields)"));
  json_member(&json, "lang", STR("painless"));
  json_key(&json, "params");
  json_open_object(&json);
  json_key(&json, "fields");
  json_open_object(&json);
  field_members(&json, record, false);
  json_key(&json, "metadata");
  json_raw(&json, record->metadata_json);
  json_close_object(&json);
  json_close_object(&json);
  json_close_object(&json);
  json_close_object(&json);
  store_line(w, REQUESTS);
}

static void bulk_remove(struct store_writer *w, struct str id) {
  write_action(store_item(w, REQUESTS), "delete", id);
  store_pass(w, REQUESTS);
}

/* ---- The mapping --------------------------------------------------------------------------
 */

static void write_field(struct json_writer *json, const char *name, const char *type) {
  json_key(json, name);
  json_open_object(json);
  json_member(json, "type", str_from_c(type));
  json_close_object(json);
}

/* What comes as `from` among the metadata is of the type `to`. */
static void write_template(struct json_writer *json, const char *name, const char *from,
                           const char *to) {
  json_open_object(json);
  json_key(json, name);
  json_open_object(json);
  json_member(json, "path_match", STR("metadata.*"));
  json_member(json, "match_mapping_type", str_from_c(from));
  write_field(json, "mapping", to);
  json_close_object(json);
  json_close_object(json);
}

/* The first value of a key would else decide what all the others are: "2024-03-15" makes it a
 * date, 1 a whole number. */
static void write_templates(struct json_writer *json) {
  json_key(json, "date_detection");
  json_bool(json, false);
  json_key(json, "dynamic_templates");
  json_open_array(json);
  write_template(json, "metadata_texts", "string", "keyword");
  write_template(json, "metadata_integers", "long", "double");
  write_template(json, "metadata_numbers", "double", "double");
  json_close_array(json);
}

static void write_fields(struct json_writer *json) {
  static const char *const words[] = {"case", "unit", "section", "hash", "meta_hash"};
  static const char *const numbers[] = {"occurrence", "part", "parts", "tokens"};
  write_field(json, "text", "text");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    write_field(json, words[i], "keyword");
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    write_field(json, numbers[i], "integer");
  write_field(json, "metadata", "object");
}

static void write_vector(struct store_writer *w, struct json_writer *json, const char *type,
                         const char *dimension) {
  if (!w->vectors)
    return;
  json_key(json, "vector");
  json_open_object(json);
  json_member(json, "type", str_from_c(type));
  json_member_number(json, dimension, vectors_dimension(w->vectors));
  json_close_object(json);
}

static void write_mapping(struct store_writer *w, bool is_opensearch) {
  struct json_writer json;
  if (w->is_plan)
    return;
  json_start(&json, store_item(w, MAPPING), JSON_PRETTY);
  json_open_object(&json);
  if (is_opensearch && w->vectors) {
    json_key(&json, "settings");
    json_open_object(&json);
    json_key(&json, "index.knn");
    json_bool(&json, true);
    json_close_object(&json);
  }
  json_key(&json, "mappings");
  json_open_object(&json);
  write_templates(&json);
  json_key(&json, "properties");
  json_open_object(&json);
  write_fields(&json);
  if (is_opensearch)
    write_vector(w, &json, "knn_vector", "dimension");
  else
    write_vector(w, &json, "dense_vector", "dims");
  json_close_object(&json);
  json_close_object(&json);
  json_close_object(&json);
  store_line(w, MAPPING);
}

static void opensearch_begin(struct store_writer *w) {
  write_mapping(w, true);
}

static void elasticsearch_begin(struct store_writer *w) {
  write_mapping(w, false);
}

/* An _id has at most 512 bytes, a term of a keyword 32,766, and a longer one has its document
 * refused (Lucene: IndexWriter.MAX_TERM_LENGTH). A request has at most 100 MB
 * (http.max_content_length); both manuals advise 5 to 15 MB. */
#define REQUEST_FILE(of)                                                                       \
  {                                                                                            \
    .name = of ".{n}.ndjson", .open = "", .between = "", .close = "", .most_bytes = 10000000,  \
    .item_bytes = 100000000                                                                    \
  }
#define MAPPING_FILE(of)                                                                       \
  { .name = of ".mapping.json", .open = "", .between = "", .close = "" }

/* 16,000 dimensions (k-NN vector). */
const struct store opensearch_store = {
    .name = "opensearch",
    .limits = {.id_bytes = 512, .value_bytes = 32766, .dimensions = 16000},
    .takes_vectors = true,
    .has_types = true,
    .files = {REQUEST_FILE("opensearch"), MAPPING_FILE("opensearch")},
    .plan = {.open = "", .between = "", .close = ""},
    .begin = opensearch_begin,
    .upsert = bulk_upsert,
    .update = bulk_update,
    .remove = bulk_remove,
};

/* 4,096 dimensions (dense_vector). */
const struct store elasticsearch_store = {
    .name = "elasticsearch",
    .limits = {.id_bytes = 512, .value_bytes = 32766, .dimensions = 4096},
    .takes_vectors = true,
    .has_types = true,
    .files = {REQUEST_FILE("elasticsearch"), MAPPING_FILE("elasticsearch")},
    .plan = {.open = "", .between = "", .close = ""},
    .begin = elasticsearch_begin,
    .upsert = bulk_upsert,
    .update = bulk_update,
    .remove = bulk_remove,
};
