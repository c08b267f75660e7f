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
 * root. Hidden folders, outputs of kbc and links inside the tree are passed over, folders that
 * no include reaches are not looked into. What an include names is refused with a finding if it
 * is a pipe, a device, a name that is not UTF-8, or a link that leads out of the tree, nowhere,
 * or to a folder around it. `root` is relative to the working folder, like the paths in the
 * answer. Lives in `a`. */
void discover_corpus(struct arena *a, struct bag *bag, struct str root,
                     const struct schema *schema, struct file_set *files);

/* Adds a PATH that the caller named: a file as it is, a folder with every .md file below it;
 * `exclude` holds for both where they lie below root. False if there is no such PATH. */
bool discover_path(struct arena *a, struct bag *bag, struct str path, struct str root,
                   const struct schema *schema, struct file_set *files);

#endif
