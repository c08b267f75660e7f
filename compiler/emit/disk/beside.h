/* A file that is written beside the one whose place it takes: whole, or not at all. */
#ifndef EMIT_DISK_BESIDE_H
#define EMIT_DISK_BESIDE_H

#include "base/str.h"

struct arena;

/* Stands as .NAME.kbc-1 in the folder, or .NAME.kbc-2 while another process writes the first.
 * No corpus has such a file: it is hidden and ends in no ".md". */
struct beside {
  int folder; /* the caller's to close */
  struct str name, temporary;
  int file; /* open for writing; -1: there is none */
};

/* Takes away what killed runs have left there and creates the file. False leaves the reason in
 * errno. What it says lives in `a`. */
bool beside_open(struct beside *beside, struct arena *a, int folder, struct str name);

/* Brings it to the disk and puts it in its place. False leaves the reason in errno, and no
 * file. The file is closed either way. */
bool beside_commit(struct beside *beside);

/* Gives it up; errno stays. */
void beside_drop(struct beside *beside);

/* A folder beside the one that is to be: the same name, and the same is taken away. Its
 * descriptor, or -1 with the reason in errno. `temporary` is where it stands; lives in `a`. */
int beside_make_folder(struct arena *a, int parent, struct str parent_path, struct str name,
                       struct str *temporary);

#endif
