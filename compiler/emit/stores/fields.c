/* The members of a record as stores with fields of their own have them. */
#include "emit/stores/fields.h"

#include "emit/stores/store.h"

void field_metadata(struct json_writer *w, const struct record_member *member) {
  json_key_str(w, member->key);
  if (member->kind == MEMBER_TEXT)
    json_string(w, member->text);
  else
    json_raw(w, member->text);
}

void field_members(struct json_writer *w, const struct record *record, bool whole) {
  json_member(w, "case", record->case_id);
  json_member(w, "unit", record->unit);
  if (whole || record->section.n > 0) {
    json_member(w, "section", record->section);
    json_member_number(w, "occurrence", record->occurrence);
  }
  json_member_number(w, "part", record->part);
  json_member_number(w, "parts", record->parts);
  json_member(w, "hash", record->hash);
  json_member(w, "meta_hash", record->meta_hash);
  json_member_number(w, "tokens", record->tokens);
}

void field_metadata_vector(struct json_writer *w, const struct record *record,
                           struct str vector) {
  json_key(w, "metadata");
  json_raw(w, record->metadata_json);
  if (vector.n > 0) {
    json_key(w, "vector");
    json_raw(w, vector);
  }
}

void field_open_operation(struct json_writer *w, const char *op, struct str id,
                          const char *name) {
  json_open_object(w);
  json_member(w, "op", str_from_c(op));
  json_member(w, "id", id);
  json_key(w, name);
}

void field_remove(struct store_writer *w, struct str id) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  json_open_object(&json);
  json_member(&json, "op", STR("delete"));
  json_member(&json, "id", id);
  json_close_object(&json);
  store_line(w, 0);
}
