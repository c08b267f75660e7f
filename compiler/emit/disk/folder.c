/* The folder that a build goes into: who else is at work there, and what it holds. */
#include "emit/disk/folder.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "emit/disk/claim.h"
#include "emit/disk/disk.h"
#include "emit/disk/subfolder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { STAGING_TRIES = 100 };

void folder_report(const struct folder *folder, struct str name, const char *what, int error) {
  struct str path = name.n > 0 ? path_join(folder->a, folder->shown, name) : folder->shown;
  diag_add_path(folder->bag, &io_rules[IO_OUTPUT_UNWRITABLE], path, "%s: %s", what,
                strerror(error));
}

static enum folder_result report_foreign(const struct folder *folder, const char *what,
                                         struct str name) {
  struct str path = name.n > 0 ? path_join(folder->a, folder->shown, name) : folder->shown;
  struct diag *diag =
      diag_add_path(folder->bag, &io_rules[IO_OUTPUT_FOREIGN], path, "%s", what);
  diag_help(folder->bag, diag,
            "move it away, or name another folder with -o; kbc replaces the folder as a whole");
  return FOLDER_FOREIGN;
}

static enum folder_result fail(const struct folder *folder, const char *what) {
  folder_report(folder, (struct str){NULL, 0}, what, errno);
  return FOLDER_FAILED;
}

/* ---- Names of what stands beside or inside ---------------------------------------------- */

/* What the names of lock and new folder begin with, in the parent or inside. */
static struct str prefix_of(const struct folder *folder, bool is_inside) {
  return is_inside ? STR(".kbc-")
                   : arena_printf(folder->a, ".%.*s.kbc-", STR_ARG(folder->name));
}

static bool is_leftover(struct str name, struct str prefix) {
  return str_starts_with(name, prefix);
}

/* ---- Finding ------------------------------------------------------------------------------
 */

/* Copies, because system calls want a NUL behind each. */
static void set_path(struct folder *folder, struct str path) {
  folder->path = arena_copy(folder->a, path);
  folder->parent_path = arena_copy(folder->a, path_folder(path));
  folder->name = arena_copy(folder->a, path_name(path));
}

/* A missing folder stands under its real parent, which is created if need be. */
static enum folder_result find_missing(struct folder *folder, struct str path, bool is_check) {
  struct str above = path_folder(path);
  if (!is_check && !disk_make_folders(folder->a, above))
    return fail(folder, "its parent cannot be created");
  struct str real = disk_real_path(folder->a, arena_copy(folder->a, above).p);
  set_path(folder, path_join(folder->a, real.p ? real : above, path_name(path)));
  return FOLDER_READY;
}

static enum folder_result find(struct folder *folder, struct str working_folder,
                               bool is_check) {
  /* Not cleaned before the system has seen it: behind a link ".." is not what the text says. */
  struct str path = arena_copy(folder->a, path_join(folder->a, working_folder, folder->shown));
  enum file_kind kind = file_kind_of(path.p, true);
  if (kind == FILE_MISSING && file_kind_of(path.p, false) == FILE_LINK)
    return report_foreign(folder, "this is a link that leads nowhere", (struct str){NULL, 0});
  if (kind == FILE_MISSING)
    return find_missing(folder, path_clean(folder->a, path), is_check);
  if (kind == FILE_ERROR)
    return fail(folder, "it cannot be looked at");
  if (kind != FILE_FOLDER)
    return report_foreign(folder, "this is no folder", (struct str){NULL, 0});
  struct str real = disk_real_path(folder->a, path.p);
  if (!real.p)
    return fail(folder, "it cannot be looked at");
  set_path(folder, real);
  return FOLDER_READY;
}

/* ---- Locking ------------------------------------------------------------------------------
 */

static bool lock_at(struct folder *folder, bool is_inside, bool *is_held) {
  folder->lock_place = is_inside ? folder->old : folder->parent;
  if (folder->lock_place < 0)
    return false;
  folder->lock_name =
      arena_printf(folder->a, "%.*slock", STR_ARG(prefix_of(folder, is_inside))).p;
  folder->lock = disk_lock(folder->lock_place, folder->lock_name, is_held);
  return folder->lock >= 0;
}

static bool is_not_ours(int error) {
  return error == EACCES || error == EPERM || error == EROFS;
}

/* False if there is one that cannot be opened. */
static bool open_old(struct folder *folder) {
  folder->old = disk_open_folder(folder->path.p);
  return folder->old >= 0 || errno == ENOENT;
}

/* Beside the folder if that can be, else inside. The folder is opened behind the lock: while
 * one waits another may take its place. */
static enum folder_result lock(struct folder *folder, bool *is_held) {
  folder->parent = disk_open_folder(folder->parent_path.p);
  bool has_lock = lock_at(folder, false, is_held);
  int error = errno;
  if (!has_lock && !is_not_ours(error))
    return fail(folder, "it cannot be locked");
  if (!open_old(folder))
    return fail(folder, "it cannot be opened");
  errno = error;
  if (!has_lock && folder->old < 0)
    return fail(folder, "it cannot be created");
  folder->is_inside = !has_lock;
  if (!has_lock && !lock_at(folder, true, is_held))
    return fail(folder, "it cannot be locked");
  return FOLDER_READY;
}

/* Exchanging would fail at a mount point, and would take the working folder from under the feet
 * of whoever called us. */
static bool must_stay(const struct folder *folder, struct str working_folder) {
  struct str here = disk_real_path(folder->a, arena_copy(folder->a, working_folder).p);
  return path_is_below(here.p ? here : working_folder, folder->path) ||
         disk_is_other_device(folder->parent, folder->old);
}

/* ---- Clearing away ------------------------------------------------------------------------
 */

/* What killed runs left: we hold the lock, so nobody is still at work there. */
static void clear_leftovers(struct folder *folder, bool is_inside) {
  struct str path = is_inside ? folder->path : folder->parent_path;
  struct str prefix = prefix_of(folder, is_inside);
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0, place = is_inside ? folder->old : folder->parent;
  if (place < 0 || !file_list(folder->a, path.p, &entries, &count, &error))
    return;
  for (size_t i = 0; i < count; i++) {
    if (is_leftover(entries[i].name, prefix) && entries[i].kind == FILE_FOLDER)
      remove_tree(folder->a, place, path, entries[i].name);
  }
}

/* ---- Looking ------------------------------------------------------------------------------
 */

static enum folder_result report_not_ours(const struct folder *folder, struct str name) {
  return report_foreign(folder, "kbc did not write this: no manifest of the folder names it",
                        name);
}

static enum folder_result list(struct folder *folder, struct str path,
                               struct file_entry **entries, size_t *count) {
  int error = 0;
  if (file_list(folder->a, arena_copy(folder->a, path).p, entries, count, &error))
    return FOLDER_READY;
  errno = error;
  return fail(folder, "it cannot be read");
}

static void add_name(struct folder *folder, struct str name) {
  folder->names =
      arena_grow(folder->a, folder->names, folder->name_count, sizeof *folder->names);
  folder->names[folder->name_count++] = name;
}

static enum folder_result look_into(struct folder *folder, const struct claim *claim,
                                    struct str name) {
  struct file_entry *entries = NULL;
  size_t count = 0;
  if (!subfolder_open_old(folder, subfolder_add(folder, name)))
    return fail(folder, "a folder in it cannot be opened");
  struct str path = path_join(folder->a, folder->path, name);
  enum folder_result result = list(folder, path, &entries, &count);
  for (size_t i = 0; result == FOLDER_READY && i < count; i++) {
    struct str below = path_join(folder->a, name, entries[i].name);
    if (entries[i].kind == FILE_MISSING)
      continue;
    if (entries[i].kind == FILE_ERROR)
      return fail(folder, "a folder in it cannot be read");
    if (entries[i].kind != FILE_REGULAR || !claim_has(claim, below))
      return report_not_ours(folder, below);
    add_name(folder, arena_copy(folder->a, below));
  }
  return result;
}

static enum folder_result look_at(struct folder *folder, const struct claim *claim,
                                  const struct file_entry *entry) {
  if (is_leftover(entry->name, prefix_of(folder, true)) || entry->kind == FILE_MISSING)
    return FOLDER_READY;
  if (entry->kind == FILE_ERROR)
    return fail(folder, "it cannot be read");
  if (entry->kind == FILE_FOLDER && claim_has_subfolder(claim, entry->name))
    return look_into(folder, claim, entry->name);
  if (entry->kind != FILE_REGULAR || !claim_has(claim, entry->name))
    return report_not_ours(folder, entry->name);
  add_name(folder, entry->name);
  return FOLDER_READY;
}

static int compare_names(const void *left, const void *right) {
  const struct str *a = left, *b = right;
  return str_compare(*a, *b);
}

static enum folder_result look(struct folder *folder, struct claim *claim) {
  struct file_entry *entries = NULL;
  size_t count = 0;
  enum folder_result result = list(folder, folder->path, &entries, &count);
  if (result == FOLDER_READY && !claim_read(folder, claim))
    return FOLDER_FAILED;
  for (size_t i = 0; result == FOLDER_READY && i < count; i++)
    result = look_at(folder, claim, &entries[i]);
  if (folder->name_count > 0)
    qsort(folder->names, folder->name_count, sizeof *folder->names, compare_names);
  return result;
}

/* ---- The face -----------------------------------------------------------------------------
 */

enum folder_result folder_open(struct folder *folder, struct str working_folder, bool is_check,
                               const struct str *own_names, size_t own_count) {
  folder->parent = folder->old = folder->staging = folder->lock = -1;
  enum folder_result result = find(folder, working_folder, is_check);
  if (result != FOLDER_READY)
    return result;
  bool is_held = false;
  if (!is_check)
    result = lock(folder, &is_held);
  else if (!open_old(folder))
    result = fail(folder, "it cannot be opened");
  if (result == FOLDER_READY && is_held) {
    clear_leftovers(folder, false);
    clear_leftovers(folder, true);
  }
  if (result != FOLDER_READY || folder->old < 0)
    return result;
  if (!is_check && !folder->is_inside)
    folder->is_inside = must_stay(folder, working_folder);
  struct claim claim = {.own_names = own_names, .own_count = own_count};
  return look(folder, &claim);
}

bool folder_has(const struct folder *folder, struct str name) {
  size_t low = 0, high = folder->name_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(name, folder->names[middle]);
    if (order == 0)
      return true;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

int folder_place(const struct folder *folder) {
  return folder->is_inside ? folder->old : folder->parent;
}

int folder_staging(struct folder *folder) {
  if (folder->staging >= 0)
    return folder->staging;
  struct str prefix = prefix_of(folder, folder->is_inside);
  int place = folder_place(folder);
  for (size_t i = 0; i < STAGING_TRIES; i++) {
    struct str name =
        arena_printf(folder->a, "%.*s%ld-%zu", STR_ARG(prefix), disk_process(), i);
    if (!disk_make_folder(place, name.p)) {
      if (errno == EEXIST)
        continue;
      return -1;
    }
    folder->staging = disk_open_subfolder(place, name.p);
    int error = errno;
    if (folder->staging >= 0)
      folder->staging_name = name;
    else /* the next call makes another one */
      disk_remove_folder(place, name.p);
    errno = error;
    return folder->staging;
  }
  return -1;
}

void folder_close(struct folder *folder) {
  if (folder->staging_name.n > 0)
    remove_tree(folder->a, folder_place(folder),
                folder->is_inside ? folder->path : folder->parent_path, folder->staging_name);
  disk_close(folder->staging);
  subfolders_close(folder);
  disk_unlock(folder->lock, folder->lock_place, folder->lock_name);
  disk_close(folder->old);
  disk_close(folder->parent);
  folder->parent = folder->old = folder->staging = folder->lock = -1;
}
