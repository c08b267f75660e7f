/* The folders in the folder of a build: a file in one has the name "name/file". */
#ifndef EMIT_DISK_SUBFOLDER_H
#define EMIT_DISK_SUBFOLDER_H

#include "base/str.h"

struct arena;
struct folder;

/* It holds files only. */
struct subfolder {
  struct str name;  /* with a NUL behind it */
  int old, staging; /* descriptors; -1: not there, or not open */
};

/* Where a file stands: an open folder, and its name in it. */
struct file_place {
  int folder;       /* -1 with the reason in errno */
  const char *name; /* borrowed from the name that was asked for */
};

/* The subfolder of that name, put down if it is new; NULL if it is not. Good until the next. */
struct subfolder *subfolder_add(struct folder *folder, struct str name);
struct subfolder *subfolder_find(const struct folder *folder, struct str name);

/* Opens what stands under that name in the old folder; false with the reason in errno. */
bool subfolder_open_old(struct folder *folder, struct subfolder *subfolder);

/* The place of a file in the old folder, and in the new one, where its subfolder is created if
 * need be. With `makes` it is created in the old one, too. `name` has a NUL behind it. */
struct file_place place_old(struct folder *folder, struct str name, bool makes);
struct file_place place_new(struct folder *folder, struct str name);

/* Gives the new subfolders the permissions of the old ones and brings them to the disk, with
 * the files in them. */
bool subfolders_finish(struct folder *folder);
void subfolders_close(struct folder *folder);

/* Removes a folder of ours with the files in it and in the folders in it. One that holds more
 * is not removed. */
void remove_tree(struct arena *a, int place, struct str place_path, struct str name);

#endif
