/* LlamaIndex: a TextNode a line with its relationships, as Python spells it and as TypeScript
 * does. */
#include "base/json_writer.h"
#include "emit/chunks/chunk.h"
#include "emit/stores/documents.h"
#include "emit/stores/store.h"

/* How one language spells a node. */
struct spelling {
  const char *no_embed, *no_model; /* lists of keys that are kept from a model */
  const char *source, *previous, *next;
  const char *id, *type, *document, *text;
  const char *kind_key, *kind; /* by which a reader knows what it is */
};

enum { PYTHON, TYPESCRIPT };

static const struct spelling spellings[] = {
    [PYTHON] = {.no_embed = "excluded_embed_metadata_keys",
                .no_model = "excluded_llm_metadata_keys",
                .source = "1",
                .previous = "2",
                .next = "3",
                .id = "node_id",
                .type = "node_type",
                .document = "4",
                .text = "1",
                .kind_key = "class_name",
                .kind = "TextNode"},
    [TYPESCRIPT] = {.no_embed = "excludedEmbedMetadataKeys",
                    .no_model = "excludedLlmMetadataKeys",
                    .source = "SOURCE",
                    .previous = "PREVIOUS",
                    .next = "NEXT",
                    .id = "nodeId",
                    .type = "nodeType",
                    .document = "DOCUMENT",
                    .text = "TEXT",
                    .kind_key = "type",
                    .kind = "TEXT"},
};

static void write_relation(struct json_writer *json, const struct spelling *spelling,
                           const char *name, struct str id, const char *type) {
  json_key(json, name);
  json_open_object(json);
  json_member(json, spelling->id, id);
  json_member(json, spelling->type, str_from_c(type));
  json_key(json, "metadata");
  json_open_object(json);
  json_close_object(json);
  json_close_object(json);
}

/* The id of another part of the same text. */
static struct uuid_text part_id(const struct record *record, size_t part) {
  size_t occurrence = record->section.n > 0 ? record->occurrence - 1 : 0;
  return chunk_id(record->case_id, record->unit, record->section, occurrence, part);
}

static void write_relations(struct json_writer *json, const struct spelling *spelling,
                            const struct record *record) {
  json_key(json, "relationships");
  json_open_object(json);
  write_relation(json, spelling, spelling->source, record->case_id, spelling->document);
  if (record->part > 1)
    write_relation(json, spelling, spelling->previous,
                   str_from_c(part_id(record, record->part - 1).text), spelling->text);
  if (record->part < record->parts)
    write_relation(json, spelling, spelling->next,
                   str_from_c(part_id(record, record->part + 1).text), spelling->text);
  json_close_object(json);
}

/* LlamaIndex puts metadata before the text that it embeds, unless it is told not to: then a
 * moved file would have to be embedded anew. The text says all that it should find by itself.
 */
static void write_excluded(struct json_writer *json, const struct spelling *spelling,
                           const struct record *record) {
  json_key(json, spelling->no_embed);
  json_open_array(json);
  for (size_t i = 0; i < record->metadata_count; i++)
    json_string(json, record->metadata[i].key);
  document_own_keys(json, record);
  json_close_array(json);
  json_key(json, spelling->no_model);
  json_open_array(json);
  document_own_keys(json, record);
  json_close_array(json);
}

static void write_node(struct store_writer *w, struct json_writer *json,
                       const struct spelling *spelling, const struct record *record) {
  struct str vector = store_vector(w, record->id);
  json_open_object(json);
  json_member(json, "id_", record->id);
  if (vector.n > 0) {
    json_key(json, "embedding");
    json_raw(json, vector);
  }
  json_key(json, "metadata");
  json_open_object(json);
  document_metadata(json, record);
  json_close_object(json);
  write_excluded(json, spelling, record);
  write_relations(json, spelling, record);
  json_member(json, "text", record->text);
  json_member(json, spelling->kind_key, str_from_c(spelling->kind));
  json_close_object(json);
}

/* A plan has the spelling of Python: it is one stream. */
static void llamaindex_upsert(struct store_writer *w, const struct record *record) {
  size_t spellings_count = w->is_plan ? 1 : sizeof spellings / sizeof *spellings;
  for (size_t i = 0; i < spellings_count; i++) {
    struct json_writer json;
    json_start(&json, store_item(w, i), JSON_COMPACT);
    if (w->is_plan)
      field_open_operation(&json, "upsert", record->id, "node");
    write_node(w, &json, &spellings[i], record);
    if (w->is_plan)
      json_close_object(&json);
    store_line(w, i);
  }
}

const struct store llamaindex_store = {
    .name = "llamaindex",
    .takes_vectors = true,
    .reserved = DOCUMENT_PREFIX,
    .files = {{.name = "llamaindex.jsonl", .open = "", .between = "", .close = ""},
              {.name = "llamaindex.ts.jsonl", .open = "", .between = "", .close = ""}},
    .plan = {.open = "", .between = "", .close = ""},
    .upsert = llamaindex_upsert,
    .remove = field_remove,
};
