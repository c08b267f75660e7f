/* The members of a record as stores with fields of their own have them. */
#ifndef EMIT_STORES_FIELDS_H
#define EMIT_STORES_FIELDS_H

#include "base/json_writer.h"

struct record;
struct record_member;

/* Key and value of one member of the metadata; a number stays a number. */
void field_metadata(struct json_writer *w, const struct record_member *member);

/* case, unit, section, occurrence, part, parts, hash, meta_hash, tokens. With `whole` a record
 * that is no section has them all the same, "" and 0: for tables whose columns are fixed. */
void field_members(struct json_writer *w, const struct record *record, bool whole);

#endif
