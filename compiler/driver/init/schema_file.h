/* The file that kbc init writes, and what it must not overwrite. */
#ifndef DRIVER_INIT_SCHEMA_FILE_H
#define DRIVER_INIT_SCHEMA_FILE_H

#include "base/str.h"

struct arena;
struct options;

struct schema_file {
  struct str path; /* relative to the working folder, or as the caller gave it; ends in a NUL */
  bool is_stdout;
  bool may_replace;
  bool has_failed; /* the system does not say what is there */
};

/* kbc.yaml, or what -o names. False if a schema is there and --force is not, or nothing can be
 * written there: `error` says so in one line. Lives in `a`. */
bool schema_file_choose(struct arena *a, const struct options *options,
                        struct schema_file *file, struct str *error);

/* Writes it beside and puts it in its place in one step. False with `error`, and nothing has
 * changed. */
bool schema_file_write(struct arena *a, const struct schema_file *file, struct str text,
                       struct str *error);

#endif
