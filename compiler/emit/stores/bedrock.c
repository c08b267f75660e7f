/* Knowledge bases of Amazon Bedrock: a text file a case, its attributes in a file beside it. */
#include "base/json_writer.h"
#include "emit/chunks/chunk_text.h"
#include "emit/stores/documents.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"
#include "model/kb.h"

enum { TEXT, ATTRIBUTES };

/* Bedrock cuts a file by itself, or takes it as one chunk if it is told not to. So the file is
 * the case, whatever `chunks` says of units and budgets. */
static void bedrock_upsert(struct store_writer *w, const struct record *record) {
  if (record->index > 0)
    return;
  struct chunk_subject subject = {.schema = w->schema,
                                  .kb_case = record->kb_case,
                                  .path = record->kb_case->doc->piece->source->place};
  struct chunk_text text = chunk_render(w->scratch, &subject);
  store_begin_file(w, TEXT, record->case_id);
  buf_add(store_item(w, TEXT), text.text.n > 0 ? text.text : record->text);
  store_pass(w, TEXT);
  struct json_writer json;
  store_begin_file(w, ATTRIBUTES, record->case_id);
  json_start(&json, store_item(w, ATTRIBUTES), JSON_COMPACT);
  json_open_object(&json);
  json_key(&json, "metadataAttributes");
  json_open_object(&json);
  for (size_t i = 0; i < record->metadata_count; i++)
    field_metadata(&json, &record->metadata[i]);
  json_member(&json, DOCUMENT_PREFIX "case", record->case_id);
  json_close_object(&json);
  json_close_object(&json);
  store_line(w, ATTRIBUTES);
}

/* A source file has at most 50 MB, a metadata file 10 KB; the smaller reading of both. */
const struct store bedrock_store = {
    .name = "bedrock",
    .limits = {.key_bytes = 256},
    .reserved = DOCUMENT_PREFIX,
    .files = {{.name = "bedrock/{id}.txt",
               .open = "",
               .between = "",
               .close = "",
               .item_bytes = 50000000},
              {.name = "bedrock/{id}.txt.metadata.json",
               .open = "",
               .between = "",
               .close = "",
               .item_bytes = 10000}},
    .no_plan = "bedrock reads a folder and finds out by itself what has changed: build, then "
               "copy the folder with what deletes the files that are gone",
    .upsert = bedrock_upsert,
};
