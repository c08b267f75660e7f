/* The folders in the folder of a build: a file in one has the name "name/file". */
#include "emit/disk/subfolder.h"

#include "base/arena.h"
#include "base/file.h"
#include "emit/disk/disk.h"
#include "emit/disk/folder.h"

#include <errno.h>

struct subfolder *subfolder_find(const struct folder *folder, struct str name) {
  for (size_t i = 0; i < folder->subfolder_count; i++) {
    if (str_equal(folder->subfolders[i].name, name))
      return &folder->subfolders[i];
  }
  return NULL;
}

struct subfolder *subfolder_add(struct folder *folder, struct str name) {
  struct subfolder *there = subfolder_find(folder, name);
  if (there)
    return there;
  folder->subfolders = arena_grow(folder->a, folder->subfolders, folder->subfolder_count,
                                  sizeof *folder->subfolders);
  struct subfolder *subfolder = &folder->subfolders[folder->subfolder_count++];
  *subfolder = (struct subfolder){arena_copy(folder->a, name), -1, -1};
  return subfolder;
}

bool subfolder_open_old(struct folder *folder, struct subfolder *subfolder) {
  if (subfolder->old < 0)
    subfolder->old = disk_open_subfolder(folder->old, subfolder->name.p);
  return subfolder->old >= 0;
}

/* The subfolder that the name stands in, NULL: the folder itself; and what it is called there.
 */
static struct subfolder *split(struct folder *folder, struct str name, const char **leaf) {
  size_t slash = str_find_char(name, '/', 0);
  *leaf = slash == STR_NONE ? name.p : name.p + slash + 1;
  return slash == STR_NONE ? NULL : subfolder_add(folder, str_slice(name, 0, slash));
}

struct file_place place_old(struct folder *folder, struct str name, bool makes) {
  const char *leaf;
  struct subfolder *in = split(folder, name, &leaf);
  if (!in)
    return (struct file_place){folder->old, leaf};
  if (makes && in->old < 0 && !disk_make_folder(folder->old, in->name.p) && errno != EEXIST)
    return (struct file_place){-1, leaf};
  subfolder_open_old(folder, in);
  return (struct file_place){in->old, leaf};
}

struct file_place place_new(struct folder *folder, struct str name) {
  const char *leaf;
  struct subfolder *in = split(folder, name, &leaf);
  int staging = folder_staging(folder);
  if (!in || staging < 0)
    return (struct file_place){staging, leaf};
  if (in->staging < 0 && (disk_make_folder(staging, in->name.p) || errno == EEXIST))
    in->staging = disk_open_subfolder(staging, in->name.p);
  return (struct file_place){in->staging, leaf};
}

bool subfolders_finish(struct folder *folder) {
  bool is_good = true, has_any = false;
  for (size_t i = 0; i < folder->subfolder_count; i++) {
    const struct subfolder *in = &folder->subfolders[i];
    if (in->staging < 0)
      continue;
    has_any = true;
    if (in->old >= 0)
      disk_copy_mode(in->old, in->staging);
    is_good = is_good && disk_sync(in->staging);
  }
  if (is_good && has_any && disk_can_sync_all())
    is_good = disk_sync_all(folder->staging);
  return is_good;
}

void subfolders_close(struct folder *folder) {
  for (size_t i = 0; i < folder->subfolder_count; i++) {
    disk_close(folder->subfolders[i].old);
    disk_close(folder->subfolders[i].staging);
    folder->subfolders[i].old = folder->subfolders[i].staging = -1;
  }
}

/* ---- Removing -----------------------------------------------------------------------------
 */

static void remove_below(struct arena *a, int place, struct str place_path, struct str name,
                         bool is_deep) {
  struct str path = path_join(a, place_path, name);
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0, folder = disk_open_subfolder(place, arena_copy(a, name).p);
  if (folder < 0 || !file_list(a, arena_copy(a, path).p, &entries, &count, &error))
    count = 0;
  for (size_t i = 0; i < count; i++) {
    if (entries[i].kind == FILE_REGULAR)
      disk_remove_file(folder, arena_copy(a, entries[i].name).p);
    else if (entries[i].kind == FILE_FOLDER && is_deep)
      remove_below(a, folder, path, entries[i].name, false);
  }
  disk_close(folder);
  disk_remove_folder(place, arena_copy(a, name).p);
}

void remove_tree(struct arena *a, int place, struct str place_path, struct str name) {
  remove_below(a, place, place_path, name, true);
}
