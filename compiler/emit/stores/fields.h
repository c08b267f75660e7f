/* The members of a record as stores with fields of their own have them. */
#ifndef EMIT_STORES_FIELDS_H
#define EMIT_STORES_FIELDS_H

#include "base/json_writer.h"

struct record;
struct record_member;
struct store_writer;

/* Key and value of one member of the metadata; a number stays a number. */
void field_metadata(struct json_writer *w, const struct record_member *member);

/* case, unit, section, occurrence, part, parts, hash, meta_hash, tokens. With `whole` a record
 * that is no section has them all the same, "" and 0: for tables whose columns are fixed. */
void field_members(struct json_writer *w, const struct record *record, bool whole);

/* "metadata" as it stands in the chunk, and "vector" unless that is empty. */
void field_metadata_vector(struct json_writer *w, const struct record *record,
                           struct str vector);

/* A line of a plan whose store has no words of its own for one: {"op":"upsert","id":…,NAME:…},
 * of which this writes what stands before the value, or {"op":"delete","id":…}, written and
 * passed. */
void field_open_operation(struct json_writer *w, const char *op, struct str id,
                          const char *name);
void field_remove(struct store_writer *w, struct str id);

#endif
