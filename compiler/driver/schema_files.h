/* The files that a JSON Schema refers to: where they may lie, and which were read already. */
#ifndef DRIVER_SCHEMA_FILES_H
#define DRIVER_SCHEMA_FILES_H

#include "base/map.h"

struct json_schema_absence;
struct value;

struct schema_file {
  struct str path; /* as sources have theirs */
  bool is_json;
  bool was_read;
  const struct value *root; /* NULL: it could not be read */
};

/* Everything lives in `a`. */
struct schema_files {
  struct arena *a;
  struct str root; /* the folder that none of them may leave: absolute, links followed */
  struct str working_folder;
  struct str base; /* the URI of the schema itself: its path, seen from `root` */
  struct map paths;
  struct schema_file **items;
  size_t count;
};

/* The folders are absolute and clean; `schema_path` is relative to the working folder, or
 * absolute. Lives in `a`. */
struct schema_files schema_files_new(struct arena *a, struct str working_folder,
                                     struct str repository, struct str schema_path);

/* The file of a URI that was resolved against `base`, the same one for each URI of it. NULL if
 * it has none that may be read: `absence` says why, as far as the URI is a path. */
struct schema_file *schema_files_find(struct schema_files *files, struct str uri,
                                      struct json_schema_absence *absence);

#endif
