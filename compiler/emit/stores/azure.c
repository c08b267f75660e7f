/* Azure AI Search: batches of documents with what is to be done with each, and the index. */
#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"
#include "emit/stores/vectors.h"

enum { BATCHES, INDEX };

/* ---- Documents ----------------------------------------------------------------------------
 */

static void open_document(struct json_writer *json, const char *action, struct str id) {
  json_open_object(json);
  json_member(json, "@search.action", str_from_c(action));
  json_member(json, "id", id);
}

/* "upload" replaces the whole document, so nothing of an older one stays. */
static void azure_upsert(struct store_writer *w, const struct record *record) {
  struct str vector = store_vector(w, record->id);
  struct json_writer json;
  json_start(&json, store_item(w, BATCHES), JSON_COMPACT);
  open_document(&json, "upload", record->id);
  json_member(&json, "text", record->text);
  field_members(&json, record, true);
  field_metadata_vector(&json, record, vector);
  json_close_object(&json);
  store_pass(w, BATCHES);
}

static bool has_member(const struct record *record, struct str key) {
  for (size_t i = 0; i < record->metadata_count; i++) {
    if (str_equal(record->metadata[i].key, key))
      return true;
  }
  return false;
}

/* "merge" leaves alone what is not named, so what the case no longer has is named as null. */
static void azure_update(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, BATCHES), JSON_COMPACT);
  open_document(&json, "merge", record->id);
  field_members(&json, record, true);
  json_key(&json, "metadata");
  json_open_object(&json);
  for (size_t i = 0; i < record->metadata_count; i++)
    field_metadata(&json, &record->metadata[i]);
  for (size_t i = 0; i < w->known_key_count; i++) {
    if (has_member(record, w->known_keys[i]))
      continue;
    json_key_str(&json, w->known_keys[i]);
    json_null(&json);
  }
  json_close_object(&json);
  json_close_object(&json);
  store_pass(w, BATCHES);
}

static void azure_remove(struct store_writer *w, struct str id) {
  struct json_writer json;
  json_start(&json, store_item(w, BATCHES), JSON_COMPACT);
  open_document(&json, "delete", id);
  json_close_object(&json);
  store_pass(w, BATCHES);
}

/* ---- The index ----------------------------------------------------------------------------
 */

static void open_field(struct json_writer *json, struct str name, const char *type) {
  json_open_object(json);
  json_member(json, "name", name);
  json_member(json, "type", str_from_c(type));
}

static void write_flag(struct json_writer *json, const char *name, bool yes) {
  json_key(json, name);
  json_bool(json, yes);
}

/* For filters; to be found by words is what the text is for. */
static void write_filter(struct json_writer *json, struct str name, const char *type) {
  open_field(json, name, type);
  write_flag(json, "filterable", true);
  if (strcmp(type, "Edm.String") == 0)
    write_flag(json, "searchable", false);
  json_close_object(json);
}

static void write_own_fields(struct json_writer *json) {
  static const char *const words[] = {"case", "unit", "section", "hash", "meta_hash"};
  static const char *const numbers[] = {"occurrence", "part", "parts", "tokens"};
  open_field(json, STR("id"), "Edm.String");
  write_flag(json, "key", true);
  write_flag(json, "filterable", true);
  json_close_object(json);
  /* A term that is sorted or filtered by has a limit that a long text would break. */
  open_field(json, STR("text"), "Edm.String");
  write_flag(json, "searchable", true);
  write_flag(json, "filterable", false);
  write_flag(json, "sortable", false);
  write_flag(json, "facetable", false);
  json_close_object(json);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    write_filter(json, str_from_c(words[i]), "Edm.String");
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    write_filter(json, str_from_c(numbers[i]), "Edm.Int32");
}

static void write_metadata(struct store_writer *w, struct json_writer *json) {
  static const char *const types[] = {
      [MEMBER_TEXT] = "Edm.String",
      [MEMBER_NUMBER] = "Edm.Double",
      [MEMBER_BOOL] = "Edm.Boolean",
  };
  open_field(json, STR("metadata"), "Edm.ComplexType");
  json_key(json, "fields");
  json_open_array(json);
  for (size_t i = 0; i < w->key_count; i++)
    write_filter(json, w->keys[i], types[map_find(&w->kinds, w->keys[i])]);
  json_close_array(json);
  json_close_object(json);
}

static void write_vector_field(struct store_writer *w, struct json_writer *json) {
  if (!w->vectors)
    return;
  open_field(json, STR("vector"), "Collection(Edm.Single)");
  write_flag(json, "searchable", true);
  json_member_number(json, "dimensions", vectors_dimension(w->vectors));
  json_member(json, "vectorSearchProfile", STR("kbc"));
  json_close_object(json);
}

static void write_vector_search(struct json_writer *json) {
  json_key(json, "vectorSearch");
  json_open_object(json);
  json_key(json, "algorithms");
  json_open_array(json);
  json_open_object(json);
  json_member(json, "name", STR("kbc-hnsw"));
  json_member(json, "kind", STR("hnsw"));
  json_close_object(json);
  json_close_array(json);
  json_key(json, "profiles");
  json_open_array(json);
  json_open_object(json);
  json_member(json, "name", STR("kbc"));
  json_member(json, "algorithm", STR("kbc-hnsw"));
  json_close_object(json);
  json_close_array(json);
  json_close_object(json);
}

/* Last, because only then is it known which keys the metadata has, and of which kind. */
static void azure_end(struct store_writer *w) {
  struct json_writer json;
  if (w->is_plan)
    return;
  json_start(&json, store_item(w, INDEX), JSON_PRETTY);
  json_open_object(&json);
  json_key(&json, "fields");
  json_open_array(&json);
  write_own_fields(&json);
  write_metadata(w, &json);
  write_vector_field(w, &json);
  json_close_array(&json);
  if (w->vectors)
    write_vector_search(&json);
  json_close_object(&json);
  store_line(w, INDEX);
}

/* A key has at most 1,024 characters of A-Z a-z 0-9 _ - =, which a UUID is; the name of a field
 * 128; a term that is filtered by 32,766 bytes; a batch 1,000 documents and 16 MB; a vector
 * 4,096 dimensions (Azure AI Search: service limits; naming rules). */
const struct store azure_store = {
    .name = "azure",
    .limits = {.id_bytes = 1024, .key_bytes = 128, .value_bytes = 32766, .dimensions = 4096},
    .takes_vectors = true,
    .has_types = true,
    .reserved = "azureSearch",
    .files = {{.name = "azure.{n}.json",
               .open = "{\"value\":[\n",
               .between = ",\n",
               .close = "\n]}\n",
               .most_bytes = 16000000,
               .most_items = 1000,
               .item_bytes = 15999900},
              {.name = "azure.index.json", .open = "", .between = "", .close = ""}},
    .plan = {.open = "{\"value\":[\n", .between = ",\n", .close = "\n]}\n"},
    .upsert = azure_upsert,
    .update = azure_update,
    .remove = azure_remove,
    .end = azure_end,
};
