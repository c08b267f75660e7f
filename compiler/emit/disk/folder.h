/* The folder that a build goes into: who else is at work there, and what it holds. */
#ifndef EMIT_DISK_FOLDER_H
#define EMIT_DISK_FOLDER_H

#include "base/str.h"

struct arena;
struct bag;
struct subfolder;

/* Two ways to replace a folder, FOLDER. Where it can be exchanged, all stands beside it in its
 * parent: .FOLDER.kbc-lock, and the new one as .FOLDER.kbc-PID. Where not (a mount point, the
 * working folder, a parent that is not ours), both stand inside, without the name. */
struct folder {
  struct arena *a;
  struct bag *bag;
  struct str shown; /* as the user wrote it: what messages name */
  struct str path;  /* absolute, without links */
  struct str parent_path, name;
  bool is_inside;
  int parent, old, staging; /* descriptors; -1: not there, or not open */
  struct str staging_name;  /* in the parent, or inside */
  int lock, lock_place;
  const char *lock_name;
  struct str *names; /* of the files in it, all of them kbc's; sorted */
  size_t name_count;
  struct subfolder *subfolders; /* those that any file stands in, old or new */
  size_t subfolder_count;
};

enum folder_result { FOLDER_READY, FOLDER_FOREIGN, FOLDER_FAILED };

/* Finds the folder, waits for its lock, clears away what a killed run left behind, and looks at
 * what it holds. `own_names` are names that kbc's emitters use, as a claim has them: they count
 * where a manifest is there but broken. With is_check nothing is touched and nothing locked.
 * Whatever it answers, call folder_close. Trouble is reported into the bag. */
enum folder_result folder_open(struct folder *folder, struct str working_folder, bool is_check,
                               const struct str *own_names, size_t own_count);

bool folder_has(const struct folder *folder, struct str name);

/* The descriptor of the new folder, created at the first call; -1 with the reason in errno. */
int folder_staging(struct folder *folder);

/* The descriptor of the place where the new folder stands: the parent, or the folder itself. */
int folder_place(const struct folder *folder);

/* Reports that something could not be done to a file of the folder (name.n = 0: to the folder).
 */
void folder_report(const struct folder *folder, struct str name, const char *what, int error);

/* Removes the new folder if it is still there, and lets the next build in. */
void folder_close(struct folder *folder);

#endif
