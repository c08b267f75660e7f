/* A chunk as stores see it, whether it was compiled now or read from a chunks.jsonl. */
#ifndef EMIT_STORES_RECORD_H
#define EMIT_STORES_RECORD_H

#include "base/str.h"

struct arena;
struct case_chunks;
struct kb_case;
struct schema;

enum member_kind { MEMBER_TEXT, MEMBER_NUMBER, MEMBER_BOOL };

struct record_member {
  struct str key;
  enum member_kind kind;
  struct str text; /* the text itself; of a number or a boolean its JSON token */
};

struct record {
  struct str id, case_id;           /* UUIDs in text form */
  struct str unit, section;         /* "record" or "section"; section.n = 0 for a record */
  size_t occurrence, part, parts;   /* 1-based, as in chunks.jsonl; occurrence 0 for a record */
  struct str text, hash, meta_hash; /* the text unescaped */
  size_t tokens;
  const struct record_member *metadata; /* in the order of chunks.jsonl; title and path, too */
  size_t metadata_count;
  struct str metadata_json;      /* the object as it stands in chunks.jsonl */
  const struct kb_case *kb_case; /* NULL when read from a file */
  size_t index;                  /* among the chunks of its case, 0-based; 0 from a file */
};

/* The record of chunk i. Lives in `a`, borrows from the case and `of`. */
struct record record_of(struct arena *a, const struct schema *schema,
                        const struct kb_case *kb_case, const struct case_chunks *of, size_t i);

/* Reads a line of chunks.jsonl, strictly: every key, every type, nothing twice. Keys that a
 * later version may add are passed over. False, and a reason, if it is none. Lives in `a`, or
 * borrows from `line`. */
bool record_read(struct arena *a, struct str line, struct record *record, const char **reason);

#endif
