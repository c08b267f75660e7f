/* What the document classes of frameworks have in common: one flat map of metadata. */
#ifndef EMIT_STORES_DOCUMENTS_H
#define EMIT_STORES_DOCUMENTS_H

#include "base/json_writer.h"
#include "emit/stores/fields.h"

struct record;

/* What a chunk says of itself stands among the metadata under names that begin with this. */
#define DOCUMENT_PREFIX "kbc_"

/* The members of the map: what the schema chose, then kbc_case, kbc_unit and so on. */
void document_metadata(struct json_writer *json, const struct record *record);

/* The keys of the latter, as elements of an array. */
void document_own_keys(struct json_writer *json, const struct record *record);

#endif
