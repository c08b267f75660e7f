/* manifest.json: what a build holds, by which it is recognised, compared and replaced. */
#ifndef EMIT_MANIFEST_H
#define EMIT_MANIFEST_H

#include "base/buf.h"
#include "emit/chunks/chunk.h"
#include "emit/plan/sketch.h"

struct arena;
struct emit_request;
struct sink;

#define MANIFEST_NAME "manifest.json"

struct manifest_file {
  struct str name;
  size_t bytes;
  struct hash_text hash;
};

struct manifest_case {
  struct str id, identity; /* a UUID, and the JSON array that it is made of */
  struct str path, title;
  struct hash_text hash;
  struct sketch sketch;
  bool is_stale; /* it was left out, and a store still holds its chunks of before */
};

struct manifest_left_out {
  struct str path, title;
  size_t line;
  struct str id; /* n = 0: it is not known */
  struct sketch sketch;
};

/* What the values of a metadata key are, as bits. */
enum { KEY_STRING = 1, KEY_NUMBER = 2, KEY_BOOLEAN = 4, KEY_TYPE_COUNT = 3 };
struct manifest_key {
  struct str name;
  unsigned types; /* 0: no case has it */
};

struct manifest_format {
  struct str name;
  size_t version;
};

/* Everything that one says. */
struct manifest {
  size_t version;          /* of its own format */
  struct str tool, schema; /* the version of kbc, the name of the schema */
  bool is_loaded;          /* made by kbc plan for what a store holds: no folder has it */
  bool is_partial;
  struct str *paths; /* that were named: what was compiled if it was not the whole corpus */
  size_t path_count;
  struct str shard;          /* n = 0: all of it */
  struct str unit, c_prefix; /* n = 0: it does not say */
  struct manifest_format *formats;
  size_t format_count;
  struct manifest_key *keys;
  size_t key_count;
  struct manifest_file *files; /* by name */
  size_t file_count;
  struct manifest_left_out *left_out;
  size_t left_out_count;
  struct manifest_case *cases;
  size_t case_count;
  struct chunk_entry *chunks; /* in the order of the cases */
  size_t chunk_count;
};

/* The name of bit i. */
const char *manifest_type_name(size_t i);

/* That of a compiled knowledge base, its files aside. Borrows from the request and the index,
 * else lives in `a`. */
struct manifest manifest_of(struct arena *a, const struct emit_request *request,
                            const struct chunk_index *index);

/* Writes it, one entry a line. */
void manifest_write(const struct manifest *manifest, struct sink *sink);

/* The manifest of a folder that is being replaced file by file: it says so, and names the files
 * that may be there, so that the next build knows them for kbc's. */
void manifest_write_incomplete(struct buf *out, const char *tool_version,
                               const struct str *names, size_t count);

enum manifest_state {
  MANIFEST_NONE,   /* this is no manifest of kbc's */
  MANIFEST_BROKEN, /* it was one: a merge conflict stands in it, or it was cut short */
  MANIFEST_READ,
};

/* The names of the files that the manifest lists, and nothing else of it. They live in `a`. */
enum manifest_state manifest_read(struct arena *a, struct str text, struct str **names,
                                  size_t *count);

#endif
