/* Finds the files of a knowledge base: the corpus of a schema, or what the caller names. */
#ifndef READ_DISCOVER_H
#define READ_DISCOVER_H

#include "base/str.h"

struct arena;
struct bag;
struct schema;

/* Where a corpus lies: below its root, but not below those of others. */
struct corpus {
  struct str root; /* relative to the working folder */
  const struct schema *schema;
  const struct str *borders; /* roots, absolute and clean, sorted */
  size_t border_count;
  struct str own_border; /* the one among them that is its own; n = 0: none is */
};

/* By path, each once. */
struct file_set {
  struct str *paths;
  size_t count;
};

/* A folder with a manifest that begins so is an output of kbc and never corpus. */
#define MANIFEST_MARK "\"kbc-manifest\""

/* All files below the root that the schema includes and does not exclude, its globs relative to
 * the root. Hidden folders, outputs of kbc and links inside the tree are passed over, folders
 * that no include reaches are not looked into. What an include names is refused with a finding
 * if it is a pipe, a device, a name that is not UTF-8, or a link that leads out of the tree,
 * nowhere, or to a folder around it. Paths in the answer are relative to the working folder.
 * Lives in `a`. */
void discover_corpus(struct arena *a, struct bag *bag, const struct corpus *corpus,
                     struct file_set *files);

/* Adds a PATH that the caller named: a file as it is, a folder with every .md file below it;
 * `exclude` holds for both where they lie below the root. False if there is no such PATH. */
bool discover_path(struct arena *a, struct bag *bag, struct str path,
                   const struct corpus *corpus, struct file_set *files);

#endif
