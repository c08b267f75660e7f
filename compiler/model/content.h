/* The kinds of content that a schema speaks of, and which of them a block is. */
#ifndef MODEL_CONTENT_H
#define MODEL_CONTENT_H

#include "model/doc.h"
#include "model/schema.h"

struct arena;

/* As the schema language calls them: "ordered-list". */
extern const char *const content_words[CONTENT_KINDS];

/* The kinds that a block is of, as bits: a paragraph may be a table, or end in one. Headings,
 * comments and breaks are of none. `scratch` is used for the duration of the call. */
unsigned content_kinds_of(struct arena *scratch, const struct block *block);

#endif
