/* What a store is, and how it is told about records: of a build all of them, of a plan what
 * changed. To add one: a file in stores/ with its table, a line at the end of this header, and
 * a row in the table of emit.c. */
#ifndef EMIT_STORES_STORE_H
#define EMIT_STORES_STORE_H

#include "base/buf.h"
#include "base/map.h"
#include "emit/sink.h"
#include "emit/stores/record.h"

struct arena;
struct schema;
struct store_rules;
struct vectors;

enum { STORE_FILES = 4 };

/* What a store can hold, one row a store. Sizes in bytes; 0: no limit. */
struct store_limits {
  size_t id_bytes, text_bytes;
  size_t text_tokens;            /* by the estimate that is never below the truth */
  size_t key_bytes, value_bytes; /* of one member of the metadata */
  size_t metadata_bytes;         /* of all of it, as JSON */
  size_t item_bytes;             /* of one record in any of the files */
  size_t dimensions;             /* of a vector */
  size_t exponent; /* of a number among the metadata, of either sign; digits, too */
  bool no_nul;     /* U+0000 ends a text there, or is refused */
  /* Of one file; the rows have them per file (store_file), so here only what a schema says. */
  size_t file_bytes, file_records;
};

/* A file, or a row of files, that a build writes: what stands before the first record, between
 * two, and behind the last. In the name "{n}" is the number of the file, from 0001 on; "{id}"
 * is what the store says at each store_begin_file. */
struct store_file {
  const char *name; /* NULL: there is no such file */
  const char *open, *between, *close;
  size_t most_bytes, most_items; /* of one file of a row; 0: no limit */
  size_t item_bytes;             /* of one record in it; 0: no limit */
};

/* Where the bytes go: opens and closes the sink of one output, a file in the folder of a build.
 * A plan has one only, whose name is "". */
struct store_target {
  void (*open)(void *to, struct sink *sink, struct str name);
  void (*close)(void *to, struct sink *sink);
  void *to;
};

/* One output that a store is writing. */
struct store_output {
  bool is_open;
  struct sink sink;
  struct buf item; /* the record that is being written */
  size_t items, number;
};

/* An item that is longer than its file allows. */
struct store_excess {
  const char *file; /* its name; NULL: there was none */
  size_t bytes, most;
};

struct store_writer {
  const struct store *store;
  const struct schema *schema; /* NULL: of a plan from a finished build */
  struct vectors *vectors;     /* NULL: none were given */
  struct str kb;               /* the name of the knowledge base: its schema's */
  bool is_whole; /* of a build: all its chunks come, so what else the store holds is gone */
  bool is_plan;  /* one stream, `plan` of the store; else its `files` */
  const struct str
      *known_keys; /* of a plan: what metadata may have, on the old side or the new */
  size_t known_key_count;
  struct arena *a;       /* lives as long as the writer */
  struct arena *scratch; /* emptied by the caller, between two cases */
  struct store_target target;
  struct store_limits limits; /* of the store or, where it says less, of the schema */
  struct map kinds;           /* of each key of the metadata so far: its enum member_kind */
  struct str *keys;           /* those keys, in the order in which they came */
  size_t key_count;

  /* store.c's own */
  struct store_output outputs[STORE_FILES];
  bool is_check; /* nothing is written; the records are measured */
  struct store_excess excess;
};

struct store {
  const char *name;
  struct store_limits limits;
  bool takes_vectors;
  bool has_types;       /* a key of the metadata must have values of one kind in all records */
  const char *reserved; /* no key of the metadata may begin with it, or NULL */
  struct store_file files[STORE_FILES];
  /* How a plan is written; its name is NULL. open = NULL: the store cannot take one, and
   * `no_plan` says why. */
  struct store_file plan;
  const char *no_plan;
  /* Before the first and behind the last record; NULL: nothing to do. */
  void (*begin)(struct store_writer *w);
  void (*upsert)(struct store_writer *w, const struct record *record);
  /* Metadata alone; NULL: the store cannot, and upsert is called. */
  void (*update)(struct store_writer *w, const struct record *record);
  void (*remove)(struct store_writer *w, struct str id);
  void (*end)(struct store_writer *w);
};

/* ---- What a store calls -------------------------------------------------------------------
 */

/* An empty buffer for one record, or statement, of file i; of a plan there is one file. */
struct buf *store_item(struct store_writer *w, size_t i);
/* Hands it on: what stands between two goes before it, and where it would grow the file beyond
 * what the store takes the next file of the row begins. */
void store_pass(struct store_writer *w, size_t i);
/* The same for a file of lines: with an LF behind it. */
void store_line(struct store_writer *w, size_t i);
/* Of a file with "{id}" in its name: ends the one before, begins the one of that id. */
void store_begin_file(struct store_writer *w, size_t i, struct str id);

/* The vector of a record as a JSON array; n = 0 if there is none. Lives in the scratch. */
struct str store_vector(struct store_writer *w, struct str id);

/* What the schema says of the store; NULL: nothing. Borrowed from the schema. */
const struct store_rules *store_rules_of(const struct store_writer *w);

/* ---- What whoever has records calls -------------------------------------------------------
 */

/* Fill in store, schema, vectors, kb, is_whole, is_plan, a, scratch and target, zero for the
 * rest. A plan is for stores whose `plan` has an `open`. */
void store_begin(struct store_writer *w);
void store_upsert(struct store_writer *w, const struct record *record);
void store_update(struct store_writer *w, const struct record *record);
void store_remove(struct store_writer *w, struct str id);
void store_end(struct store_writer *w);

extern const struct store milvus_store;
extern const struct store opensearch_store;
extern const struct store elasticsearch_store;
extern const struct store qdrant_store;
extern const struct store azure_store;
extern const struct store vertex_store;
extern const struct store bedrock_store;
extern const struct store openai_batch_store;
extern const struct store langchain_store;
extern const struct store llamaindex_store;
extern const struct store haystack_store;
extern const struct store pgvector_store;
extern const struct store sqlite_store;

#endif
