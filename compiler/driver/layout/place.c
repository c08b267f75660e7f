/* Writes what a command has made: a file or a folder of files, whole or not at all. */
#include "driver/layout/place.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "emit/disk/beside.h"
#include "emit/disk/disk.h"
#include "emit/disk/subfolder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum status fail(struct str path) {
  complain("%.*s cannot be written: %s", STR_ARG(path), strerror(errno));
  return STATUS_FAILED;
}

/* ---- One file -----------------------------------------------------------------------------
 */

static enum status write_into(struct str path, struct str bytes) {
  int fd = open(path.p, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return fail(path);
  bool is_good = write_all(fd, bytes);
  int error = errno;
  is_good = close(fd) == 0 && is_good;
  errno = error;
  return is_good ? STATUS_CLEAN : fail(path);
}

/* `path` is absolute, `shown` is what the user wrote. */
static enum status replace(struct arena *a, struct str path, struct str shown,
                           struct str bytes) {
  struct str above = arena_copy(a, path_folder(path)), name = arena_copy(a, path_name(path));
  int folder = disk_make_folders(a, above) ? disk_open_folder(above.p) : -1;
  if (folder < 0)
    return fail(shown);
  struct beside beside;
  int old = disk_open_file(folder, name.p);
  bool is_good = beside_open(&beside, a, folder, name) &&
                 (old < 0 || disk_copy_mode(old, beside.file)) &&
                 disk_write(beside.file, bytes) && beside_commit(&beside);
  beside_drop(&beside);
  enum status status = is_good ? STATUS_CLEAN : fail(shown);
  disk_close(old);
  disk_close(folder);
  return status;
}

enum status place_file(struct arena *a, struct str path, struct str bytes, bool is_forced) {
  if (str_equal_c(path, "-"))
    return say_out(bytes) ? STATUS_CLEAN : STATUS_FAILED;
  struct str name = arena_copy(a, path);
  enum file_kind kind = file_kind_of(name.p, true);
  bool is_link = file_kind_of(name.p, false) == FILE_LINK;
  if (kind == FILE_OTHER)
    return write_into(name, bytes);
  if (kind == FILE_FOLDER || path_name(path).n == 0) {
    complain("%.*s is a folder", STR_ARG(path));
    return STATUS_CALL;
  }
  if (kind == FILE_MISSING && is_link) {
    complain("%.*s is a link that leads nowhere", STR_ARG(path));
    return STATUS_CALL;
  }
  if (kind == FILE_REGULAR && !is_forced) {
    complain("%.*s is there already; --force replaces it", STR_ARG(path));
    return STATUS_CALL;
  }
  struct str real = is_link ? disk_real_path(a, name.p) : path_absolute(a, name);
  return real.p ? replace(a, real, path, bytes) : fail(path);
}

/* ---- A folder of files --------------------------------------------------------------------
 */

/* Writes a new file to the disk; false leaves the reason in errno. */
static bool write_new(int folder, const char *name, struct str bytes) {
  int file = disk_create(folder, name);
  if (file < 0)
    return false;
  bool is_good = disk_write(file, bytes) && disk_sync(file);
  int error = errno;
  if (disk_close(file) && is_good)
    return true;
  errno = is_good ? errno : error;
  return false;
}

static bool write_files(struct arena *a, int folder, const struct placed_file *files,
                        size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!write_new(folder, arena_copy(a, files[i].name).p, files[i].bytes))
      return false;
  }
  return disk_sync(folder);
}

/* A folder that is not there: written beside, and renamed. `path` is absolute. */
static enum status make_folder(struct arena *a, struct str path, struct str shown,
                               const struct placed_file *files, size_t count) {
  struct str above = arena_copy(a, path_folder(path)), name = arena_copy(a, path_name(path));
  int parent = disk_make_folders(a, above) ? disk_open_folder(above.p) : -1;
  if (parent < 0)
    return fail(shown);
  struct str beside = {NULL, 0};
  int folder = beside_make_folder(a, parent, above, name, &beside);
  bool is_good = folder >= 0 && write_files(a, folder, files, count) &&
                 disk_rename(parent, beside.p, parent, name.p);
  enum status status = is_good ? STATUS_CLEAN : fail(shown);
  if (is_good)
    (void)disk_sync(parent); /* after a crash it is there as a whole, or not at all */
  else if (folder >= 0)
    remove_tree(a, parent, above, beside);
  disk_close(folder);
  disk_close(parent);
  return status;
}

static bool write_beside(struct arena *a, int folder, struct beside *besides,
                         const struct placed_file *files, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!beside_open(&besides[i], a, folder, files[i].name) ||
        !disk_write(besides[i].file, files[i].bytes) || !disk_sync(besides[i].file))
      return false;
  }
  return true;
}

/* A folder that is there: all files are written beside their places before the first takes it,
 * so that a full disk changes nothing. */
static enum status fill_folder(struct arena *a, struct str path, struct str shown,
                               const struct placed_file *files, size_t count) {
  int folder = disk_open_folder(path.p);
  if (folder < 0)
    return fail(shown);
  struct beside *besides = arena_array(a, struct beside, count + 1);
  for (size_t i = 0; i < count; i++)
    besides[i].file = -1;
  bool is_good = write_beside(a, folder, besides, files, count);
  for (size_t i = 0; is_good && i < count; i++)
    is_good = beside_commit(&besides[i]);
  for (size_t i = 0; i < count; i++)
    beside_drop(&besides[i]);
  enum status status = is_good ? STATUS_CLEAN : fail(shown);
  disk_close(folder);
  return status;
}

/* Is nothing in the way but what may be replaced? */
static bool is_free(struct arena *a, struct str path, struct str shown,
                    const struct placed_file *files, size_t count, const struct map *owned) {
  for (size_t i = 0; i < count; i++) {
    struct str name = arena_copy(a, path_join(a, path, files[i].name));
    enum file_kind kind = file_kind_of(name.p, false);
    bool is_ours = kind == FILE_REGULAR && map_find(owned, files[i].name) != STR_NONE;
    if (kind == FILE_MISSING || is_ours)
      continue;
    complain("%.*s/%.*s is in the way, and is not kbc's to replace; move it away",
             STR_ARG(shown), STR_ARG(files[i].name));
    return false;
  }
  return true;
}

enum status place_folder(struct arena *a, struct str path, const struct placed_file *files,
                         size_t count, const struct map *owned, bool is_forced) {
  struct str name = arena_copy(a, path);
  enum file_kind kind = file_kind_of(name.p, true);
  bool is_link = file_kind_of(name.p, false) == FILE_LINK;
  if (kind == FILE_MISSING && !is_link)
    return make_folder(a, path_absolute(a, name), path, files, count);
  if (kind != FILE_FOLDER) {
    complain("%.*s is no folder", STR_ARG(path));
    return STATUS_CALL;
  }
  struct str real = disk_real_path(a, name.p);
  struct file_entry *entries = NULL;
  size_t entry_count = 0;
  int error = 0;
  if (!real.p || !file_list(a, real.p, &entries, &entry_count, &error)) {
    errno = real.p ? error : errno;
    return fail(path);
  }
  if (entry_count > 0 && !is_forced) {
    complain("%.*s is not empty; --force writes into it, and replaces only what kbc split has "
             "written",
             STR_ARG(path));
    return STATUS_CALL;
  }
  if (!is_free(a, real, path, files, count, owned))
    return STATUS_CALL;
  return fill_folder(a, real, path, files, count);
}

bool place_remove(struct arena *a, struct str folder, struct str name) {
  struct str path = arena_copy(a, path_join(a, folder, name));
  return unlink(path.p) == 0;
}
