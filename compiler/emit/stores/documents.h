/* What the document classes of frameworks have in common: one flat map of metadata. */
#ifndef EMIT_STORES_DOCUMENTS_H
#define EMIT_STORES_DOCUMENTS_H

#include "base/json_writer.h"

struct record;
struct store_writer;

/* What of a record the chunk itself says stands among the metadata under names of ours. */
#define DOCUMENT_PREFIX "kbc_"

/* The members of the map: what the schema chose, then kbc_case, kbc_unit and so on. */
void document_metadata(struct json_writer *w, const struct record *record);

/* In a plan a line is {"op":"upsert","id":…,"document":{…}}, of which this writes what stands
 * before the document, or {"op":"delete","id":…}. */
void document_plan_open(struct json_writer *w, const struct record *record);
void document_remove(struct store_writer *w, struct str id);

#endif
