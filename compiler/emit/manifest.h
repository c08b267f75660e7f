/* manifest.json: what a build holds, by which it is recognised, compared and replaced. */
#ifndef EMIT_MANIFEST_H
#define EMIT_MANIFEST_H

#include "base/buf.h"
#include "base/hash.h"

struct arena;
struct emit_context;
struct sink;

#define MANIFEST_NAME "manifest.json"

struct manifest_file {
  struct str name;
  size_t bytes;
  struct hash_text hash;
};

/* Writes the manifest of a whole build, one entry a line. */
void manifest_write(const struct emit_context *context, const struct manifest_file *files,
                    size_t count, struct sink *sink);

/* The manifest of a folder that is being replaced file by file: it says so, and names the files
 * that may be there, so that the next build knows them for kbc's. */
void manifest_write_incomplete(struct buf *out, const char *tool_version,
                               const struct str *names, size_t count);

enum manifest_state {
  MANIFEST_NONE,   /* this is no manifest of kbc's */
  MANIFEST_BROKEN, /* it was one: a merge conflict stands in it, or it was cut short */
  MANIFEST_READ,
};

/* The names of the files that the manifest lists. They live in `a`. */
enum manifest_state manifest_read(struct arena *a, struct str text, struct str **names,
                                  size_t *count);

#endif
