/* One output: compared with the old file as it comes, written where it begins to differ. */
#ifndef EMIT_DISK_STAGED_FILE_H
#define EMIT_DISK_STAGED_FILE_H

#include "base/str.h"
#include "emit/emit.h"

struct folder;

/* What has not changed is not written, so a build that changes nothing writes nothing. */
struct staged_file {
  struct folder *folder;
  struct str name; /* with a NUL behind it */
  bool is_check;   /* compare only */
  size_t bytes;    /* so far */
  int old, fresh;  /* descriptors; -1: there is none */
  enum emit_change change;
  int error; /* errno of what went wrong; 0: nothing */
};

void staged_file_open(struct staged_file *file, struct folder *folder, struct str name,
                      bool is_check);

/* The write function of a sink; `file` is a struct staged_file. */
bool staged_file_write(void *file, struct str bytes);

/* Completes the comparison; syncs what was written. False if anything has failed. */
bool staged_file_close(struct staged_file *file);

/* Puts the unchanged file of that name into the new folder, time stamp and all. */
bool staged_file_keep(struct folder *folder, struct str name);

#endif
