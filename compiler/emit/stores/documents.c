/* What the document classes of frameworks have in common: one flat map of metadata. */
#include "emit/stores/documents.h"

#include "emit/stores/record.h"

void document_metadata(struct json_writer *json, const struct record *record) {
  for (size_t i = 0; i < record->metadata_count; i++)
    field_metadata(json, &record->metadata[i]);
  json_member(json, DOCUMENT_PREFIX "case", record->case_id);
  json_member(json, DOCUMENT_PREFIX "unit", record->unit);
  if (record->section.n > 0) {
    json_member(json, DOCUMENT_PREFIX "section", record->section);
    json_member_number(json, DOCUMENT_PREFIX "occurrence", record->occurrence);
  }
  json_member_number(json, DOCUMENT_PREFIX "part", record->part);
  json_member_number(json, DOCUMENT_PREFIX "parts", record->parts);
  json_member(json, DOCUMENT_PREFIX "hash", record->hash);
  json_member(json, DOCUMENT_PREFIX "meta_hash", record->meta_hash);
  json_member_number(json, DOCUMENT_PREFIX "tokens", record->tokens);
}

void document_own_keys(struct json_writer *json, const struct record *record) {
  json_string(json, STR(DOCUMENT_PREFIX "case"));
  json_string(json, STR(DOCUMENT_PREFIX "unit"));
  if (record->section.n > 0) {
    json_string(json, STR(DOCUMENT_PREFIX "section"));
    json_string(json, STR(DOCUMENT_PREFIX "occurrence"));
  }
  json_string(json, STR(DOCUMENT_PREFIX "part"));
  json_string(json, STR(DOCUMENT_PREFIX "parts"));
  json_string(json, STR(DOCUMENT_PREFIX "hash"));
  json_string(json, STR(DOCUMENT_PREFIX "meta_hash"));
  json_string(json, STR(DOCUMENT_PREFIX "tokens"));
}
