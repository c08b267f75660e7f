/* Finds the files of a knowledge base: the corpus of a schema, or what the caller names. */
#ifndef READ_DISCOVER_H
#define READ_DISCOVER_H

#include "base/str.h"

struct arena;
struct bag;
struct schema;

/* By path, each once. */
struct file_set {
  struct str *paths;
  size_t count;
};

/* A folder with a manifest that begins so is an output of kbc and never corpus. */
#define MANIFEST_MARK "\"kbc-manifest\""

/* All files below `root` that the schema includes and does not exclude, its globs relative to
 * root. Hidden folders, links and outputs of kbc are passed over; a link, pipe or device that
 * an include names is refused with a finding. `root` is relative to the working folder, like
 * the paths in the answer. Lives in `a`. */
void discover_corpus(struct arena *a, struct bag *bag, struct str root,
                     const struct schema *schema, struct file_set *files);

/* Adds a PATH that the caller named: a file as it is, a folder with every .md file below it;
 * `exclude` holds for both where they lie below root. False if there is no such PATH. */
bool discover_path(struct arena *a, struct bag *bag, struct str path, struct str root,
                   const struct schema *schema, struct file_set *files);

#endif
