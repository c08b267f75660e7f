/* Where a run stands: its working folder, the repository around it, its schema, its corpus. */
#ifndef DRIVER_CONFIG_H
#define DRIVER_CONFIG_H

#include "base/str.h"

struct arena;

/* What the built-in schema is called where a path would stand. */
#define BUILTIN_SCHEMA "<built-in schema>"

/* Folders are absolute and clean. */
struct config {
  struct str working_folder;
  struct str repository;  /* the nearest folder upward with .git, else the working folder */
  struct str schema_path; /* relative to the working folder; n = 0: the built-in schema. It may
                             as well be a project file */
  struct str folder;      /* in which that stands */
  struct str root;        /* what the globs are relative to if it is a schema */
  struct str stdin_path;  /* the file for which standard input stands; n = 0: for none */
};

/* --schema, if it was given (n > 0); else the nearest folder upward that has kbc.yaml or
 * schema/case.yaml, not past the repository; else the built-in schema. False if --schema names
 * no file, or if what was found is empty, a link that leads nowhere, a FIFO or a device:
 * `error` says so in one line. Lives in `a`. */
bool config_find(struct arena *a, struct str schema_option, struct config *config,
                 struct str *error);

/* The same for a schema that is still to be written, at `path`, relative to the working folder.
 */
void config_for(struct arena *a, struct str path, struct config *config);

/* A path relative to the working folder, or an absolute one, as the corpus sees it: relative to
 * the root. Both folders are absolute and clean. Lives in `a`. */
struct str config_place(struct arena *a, struct str root, struct str working_folder,
                        struct str path);

#endif
