/* Cuts a case into the chunks that a vector store takes, as the schema's `chunks` says. */
#ifndef EMIT_CHUNKS_CHUNK_H
#define EMIT_CHUNKS_CHUNK_H

#include "base/hash.h"
#include "model/kb.h"

struct arena;
struct buf;
struct emit_request;

struct chunk {
  struct uuid_text id;
  const struct kb_section *section; /* NULL: the whole case */
  size_t part, parts;               /* 1-based */
  struct str text;
  size_t tokens;
  struct hash_text hash; /* of the text, white space folded outside code blocks and log lines */
};

struct case_chunks {
  struct chunk *chunks;
  size_t count;
  struct str metadata; /* of each of them, as compact JSON */
  struct hash_text meta_hash;
  size_t long_header; /* tokens of a header that was too long to begin each part with; else 0 */
};

/* The chunks of a case. Lives in `a`, or borrows from the case. `path` is the place of its
 * source. */
struct case_chunks chunk_case(struct arena *a, const struct schema *schema,
                              const struct kb_case *kb_case, struct str path);

/* The id of a chunk: `unit` is "record" or "section", `section` is empty for a record,
 * `occurrence` counts from 0, `part` from 1. */
struct uuid_text chunk_id(struct str case_id, struct str unit, struct str section,
                          size_t occurrence, size_t part);

/* What the manifest and kbc plan need to know of every chunk. */
struct chunk_entry {
  struct uuid_text id;
  struct hash_text hash, meta_hash;
  size_t kb_case; /* index in kb->cases */
  size_t parts;   /* so many of this one's text there are */
};

struct chunk_index {
  struct chunk_entry *entries;
  size_t count;
};

/* One pass over all cases. Entries live in `a`. */
struct chunk_index chunk_index_of(struct arena *a, struct arena *scratch,
                                  const struct emit_request *request);

/* Appends the line of chunk i in chunks.jsonl, without its LF. */
void chunk_write(struct buf *out, const struct schema *schema, const struct kb_case *kb_case,
                 const struct case_chunks *of, size_t i);

#endif
