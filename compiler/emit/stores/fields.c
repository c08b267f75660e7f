/* The members of a record as stores with fields of their own have them. */
#include "emit/stores/fields.h"

#include "emit/record.h"

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
