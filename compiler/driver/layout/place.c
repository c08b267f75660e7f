/* Writes what a command has made: a file or a folder of files, whole or not at all. */
#include "driver/layout/place.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "emit/disk/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum status fail(struct str path) {
  complain("%.*s cannot be written: %s", STR_ARG(path), strerror(errno));
  return STATUS_FAILED;
}

/* The name under which a file is written before it takes its place. No corpus has it: it is
 * hidden and ends in no ".md". */
static struct str name_beside(struct arena *a, struct str name) {
  return arena_printf(a, ".%.*s.kbc-%ld", STR_ARG(name), disk_process());
}

/* Writes a new file to the disk; false leaves the reason in errno and no file. */
static bool write_new(int folder, const char *name, struct str bytes, int like) {
  int file = disk_create(folder, name);
  if (file < 0)
    return false;
  bool is_good =
      (like < 0 || disk_copy_mode(like, file)) && disk_write(file, bytes) && disk_sync(file);
  int error = errno;
  if (disk_close(file) && is_good)
    return true;
  error = is_good ? errno : error;
  disk_remove_file(folder, name);
  errno = error;
  return false;
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
  struct str beside = name_beside(a, name);
  int old = disk_open_file(folder, name.p);
  bool is_good = write_new(folder, beside.p, bytes, old);
  disk_close(old);
  if (is_good && !disk_rename(folder, beside.p, folder, name.p)) {
    int error = errno;
    disk_remove_file(folder, beside.p);
    errno = error;
    is_good = false;
  }
  enum status status = is_good && disk_sync(folder) ? STATUS_CLEAN : fail(shown);
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

/* All of them, each under its own name or beside it. False leaves the reason in errno. */
static bool write_files(struct arena *a, int folder, const struct placed_file *files,
                        size_t count, bool is_beside) {
  for (size_t i = 0; i < count; i++) {
    struct str name = arena_copy(a, files[i].name);
    struct str beside = name_beside(a, name);
    if (!write_new(folder, is_beside ? beside.p : name.p, files[i].bytes, -1))
      return false;
  }
  return disk_sync(folder);
}

static void remove_files(struct arena *a, int folder, const struct placed_file *files,
                         size_t count, bool is_beside) {
  for (size_t i = 0; i < count; i++) {
    struct str name = arena_copy(a, files[i].name);
    struct str beside = name_beside(a, name);
    disk_remove_file(folder, is_beside ? beside.p : name.p);
  }
}

/* A folder that is not there: written beside, and renamed. `path` is absolute. */
static enum status make_folder(struct arena *a, struct str path, struct str shown,
                               const struct placed_file *files, size_t count) {
  struct str above = arena_copy(a, path_folder(path)), name = arena_copy(a, path_name(path));
  int parent = disk_make_folders(a, above) ? disk_open_folder(above.p) : -1;
  if (parent < 0)
    return fail(shown);
  struct str beside = name_beside(a, name);
  struct str beside_path = arena_copy(a, path_join(a, above, beside));
  bool is_made = disk_make_folder(parent, beside.p);
  int folder = is_made ? disk_open_folder(beside_path.p) : -1;
  bool is_good = folder >= 0 && write_files(a, folder, files, count, false) &&
                 disk_rename(parent, beside.p, parent, name.p);
  int error = errno;
  if (!is_good && folder >= 0)
    remove_files(a, folder, files, count, false);
  if (!is_good && is_made)
    disk_remove_folder(parent, beside.p);
  disk_close(folder);
  errno = error;
  enum status status = is_good && disk_sync(parent) ? STATUS_CLEAN : fail(shown);
  disk_close(parent);
  return status;
}

/* A folder that is there: all files are written beside their places before the first takes it,
 * so that a full disk changes nothing. */
static enum status fill_folder(struct arena *a, struct str path, struct str shown,
                               const struct placed_file *files, size_t count) {
  int folder = disk_open_folder(path.p);
  if (folder < 0)
    return fail(shown);
  bool is_good = write_files(a, folder, files, count, true);
  for (size_t i = 0; is_good && i < count; i++) {
    struct str name = arena_copy(a, files[i].name);
    is_good = disk_rename(folder, name_beside(a, name).p, folder, name.p);
  }
  int error = errno;
  if (!is_good)
    remove_files(a, folder, files, count, true);
  errno = error;
  enum status status = is_good && disk_sync(folder) ? STATUS_CLEAN : fail(shown);
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
