/* A whole case as JSON, and the hash of what it says. */
#ifndef EMIT_CASE_JSON_H
#define EMIT_CASE_JSON_H

#include "base/hash.h"
#include "base/json_writer.h"
#include "model/kb.h"

struct arena;

/* Writes the object of a case in kb.json. `path` is the place of its source. */
void case_write(struct json_writer *w, struct arena *scratch, const struct schema *schema,
                const struct kb_case *kb_case, struct str path);

/* The array of the parts of its message, and that of its patterns, as they stand there. */
void case_write_message(struct json_writer *w, const struct kb_case *kb_case);
void case_write_patterns(struct json_writer *w, const struct kb_case *kb_case);

/* Of what the case says, wherever it stands: title, captures other than the number in a bundle,
 * front matter, and the texts of its sections with white space folded as text_hash does. */
struct hash_text case_hash(struct arena *scratch, const struct schema *schema,
                           const struct kb_case *kb_case);

#endif
