/* What the document classes of frameworks have in common: one flat map of metadata. */
#include "emit/stores/documents.h"

#include "emit/store.h"
#include "emit/stores/fields.h"

void document_metadata(struct json_writer *w, const struct record *record) {
  for (size_t i = 0; i < record->metadata_count; i++)
    field_metadata(w, &record->metadata[i]);
  json_member(w, DOCUMENT_PREFIX "case", record->case_id);
  json_member(w, DOCUMENT_PREFIX "unit", record->unit);
  if (record->section.n > 0) {
    json_member(w, DOCUMENT_PREFIX "section", record->section);
    json_member_number(w, DOCUMENT_PREFIX "occurrence", record->occurrence);
  }
  json_member_number(w, DOCUMENT_PREFIX "part", record->part);
  json_member_number(w, DOCUMENT_PREFIX "parts", record->parts);
  json_member(w, DOCUMENT_PREFIX "hash", record->hash);
  json_member(w, DOCUMENT_PREFIX "meta_hash", record->meta_hash);
  json_member_number(w, DOCUMENT_PREFIX "tokens", record->tokens);
}

void document_plan_open(struct json_writer *w, const struct record *record) {
  json_open_object(w);
  json_member(w, "op", STR("upsert"));
  json_member(w, "id", record->id);
  json_key(w, "document");
}

void document_remove(struct store_writer *w, struct str id) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  json_open_object(&json);
  json_member(&json, "op", STR("delete"));
  json_member(&json, "id", id);
  json_close_object(&json);
  store_line(w, 0);
}
