/* Puts what was staged in the place of what is there, whole or not at all.
 *
 * The order is everything. Each file is synced when it is closed, then the new folder, then the
 * two change names, then the parent is synced, and only then the old files go: whenever the
 * power fails, a whole build is there under the folder's name. */
#include "emit/disk/commit.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "emit/disk/disk.h"
#include "emit/disk/folder.h"
#include "emit/disk/staged_file.h"
#include "emit/disk/subfolder.h"
#include "emit/emit.h"
#include "emit/manifest.h"

#include <errno.h>
#include <string.h>

static const struct str whole_folder = {NULL, 0};

static bool fail(struct folder *folder, struct str name, const char *what) {
  folder_report(folder, name, what, errno);
  return false;
}

static const char *c_text(struct folder *folder, struct str s) {
  return arena_copy(folder->a, s).p;
}

bool commit_prepare(struct folder *folder, const struct emit_report *report) {
  for (size_t i = 0; i < report->file_count; i++) {
    const struct emit_file *file = &report->files[i];
    /* Inside the folder what has not changed stays where it is, but for the manifest, because
     * another one takes its place for a while. */
    bool is_needed = !folder->is_inside || str_equal_c(file->name, MANIFEST_NAME);
    if (file->change == EMIT_SAME && is_needed && !staged_file_keep(folder, file->name))
      return fail(folder, file->name, "this file cannot be kept");
  }
  int staging = folder_staging(folder);
  /* Who may read the folder stays as it was; where that cannot be, it is no reason to give up.
   */
  if (staging >= 0 && folder->old >= 0)
    disk_copy_mode(folder->old, staging);
  if (staging < 0 || !subfolders_finish(folder) || !disk_sync(staging))
    return fail(folder, whole_folder, "the new files cannot be written");
  return true;
}

/* ---- In one step --------------------------------------------------------------------------
 */

/* A file that somebody put into a subfolder goes to where it was, and stays there even if the
 * new build has no such subfolder. */
static void remove_old_subfolder(struct folder *folder, struct str path, struct str name) {
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  if (!file_list(folder->a, c_text(folder, path_join(folder->a, path, name)), &entries, &count,
                 &error))
    return;
  for (size_t i = 0; i < count; i++) {
    struct str below = arena_copy(folder->a, path_join(folder->a, name, entries[i].name));
    struct file_place old = place_old(folder, below, false);
    if (folder_has(folder, below)) {
      disk_remove_file(old.folder, old.name);
      continue;
    }
    struct file_place fresh = place_new(folder, below);
    if (fresh.folder >= 0)
      disk_rename(old.folder, old.name, fresh.folder, fresh.name);
  }
  disk_remove_folder(folder->old, c_text(folder, name));
}

/* Was it a folder of ours when we looked? */
static bool is_old_subfolder(const struct folder *folder, const struct file_entry *entry) {
  const struct subfolder *in = subfolder_find(folder, entry->name);
  return entry->kind == FILE_FOLDER && in && in->old >= 0;
}

/* The old folder has the staging's name now. What somebody put there in the meantime is no file
 * of ours to remove: it moves into the new one, where the next build will find it. */
static void remove_old(struct folder *folder) {
  struct str path = path_join(folder->a, folder->parent_path, folder->staging_name);
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  if (!file_list(folder->a, c_text(folder, path), &entries, &count, &error))
    return;
  for (size_t i = 0; i < count; i++) {
    const char *name = c_text(folder, entries[i].name);
    if (is_old_subfolder(folder, &entries[i]))
      remove_old_subfolder(folder, path, entries[i].name);
    else if (folder_has(folder, entries[i].name) ||
             str_starts_with(entries[i].name, STR(".kbc-")))
      disk_remove_file(folder->old, name);
    else
      disk_rename(folder->old, name, folder->staging, name);
  }
  disk_remove_folder(folder->parent, folder->staging_name.p);
  folder->staging_name = whole_folder;
}

/* Where nothing stands there is nothing to exchange. What cannot be synced could be gone after
 * a crash: it goes at once. */
static bool put_new(struct folder *folder) {
  const char *name = c_text(folder, folder->name), *staging = folder->staging_name.p;
  if (!disk_rename(folder->parent, staging, folder->parent, name))
    return fail(folder, whole_folder, "it cannot be put in its place");
  if (disk_sync(folder->parent)) {
    folder->staging_name = whole_folder;
    return true;
  }
  int error = errno;
  disk_rename(folder->parent, name, folder->parent, staging);
  errno = error;
  return fail(folder, whole_folder, "it cannot be put in its place");
}

/* If the parent cannot be synced, a crash could leave either of the two: back to the old. */
static bool sync_exchange(struct folder *folder, const char *name) {
  if (disk_sync(folder->parent)) {
    remove_old(folder);
    return true;
  }
  int error = errno;
  disk_exchange(folder->parent, folder->staging_name.p, name);
  errno = error;
  return fail(folder, whole_folder, "it cannot be replaced");
}

/* ---- File by file -------------------------------------------------------------------------
 */

/* Every name that the folder may have until all is done. */
static struct str *all_names(struct folder *folder, const struct emit_report *report) {
  struct str *names = arena_array(folder->a, struct str, report->file_count);
  for (size_t i = 0; i < report->file_count; i++)
    names[i] = report->files[i].name;
  return names;
}

static bool put_incomplete(struct folder *folder, const struct emit_report *report,
                           const char *tool_version) {
  static const char name[] = MANIFEST_NAME ".incomplete";
  struct buf text = {0};
  manifest_write_incomplete(&text, tool_version, all_names(folder, report), report->file_count);
  int file = disk_create(folder->staging, name);
  bool is_good = file >= 0 && disk_write(file, buf_str(&text)) && disk_sync(file);
  is_good = disk_close(file) && is_good;
  is_good = is_good && disk_rename(folder->staging, name, folder->old, MANIFEST_NAME);
  buf_free(&text);
  return is_good && disk_sync(folder->old);
}

static bool put_file(struct folder *folder, const struct emit_file *file) {
  if (file->change == EMIT_SAME)
    return true;
  bool is_gone = file->change == EMIT_GONE;
  struct str name = arena_copy(folder->a, file->name);
  struct file_place old = place_old(folder, name, !is_gone);
  if (old.folder < 0)
    return is_gone && errno == ENOENT;
  if (is_gone)
    return disk_remove_file(old.folder, old.name) || errno == ENOENT;
  struct file_place fresh = place_new(folder, name);
  return fresh.folder >= 0 && disk_rename(fresh.folder, fresh.name, old.folder, old.name);
}

/* Subfolders in which nothing stands any more go; one that somebody has put a file into stays.
 */
static bool finish_subfolders(struct folder *folder) {
  bool is_good = true;
  for (size_t i = 0; i < folder->subfolder_count; i++) {
    const struct subfolder *in = &folder->subfolders[i];
    if (in->old >= 0 && !disk_remove_folder(folder->old, in->name.p))
      is_good = disk_sync(in->old) && is_good;
  }
  return is_good;
}

static bool replace_files(struct folder *folder, const struct emit_report *report,
                          const char *tool_version) {
  if (!put_incomplete(folder, report, tool_version))
    return fail(folder, STR(MANIFEST_NAME), "this file cannot be written");
  for (size_t i = 0; i < report->file_count; i++) {
    const struct emit_file *file = &report->files[i];
    if (!str_equal_c(file->name, MANIFEST_NAME) && !put_file(folder, file))
      return fail(folder, file->name, "this file cannot be replaced");
  }
  if (!finish_subfolders(folder) || !disk_sync(folder->old) ||
      !disk_rename(folder->staging, MANIFEST_NAME, folder->old, MANIFEST_NAME))
    return fail(folder, STR(MANIFEST_NAME), "this file cannot be replaced");
  /* The new build stands there, whole: a failure from here on would say the wrong thing. */
  disk_sync(folder->old);
  return true;
}

static void note_files(struct folder *folder, const char *why) {
  diag_add_path(folder->bag, &io_rules[IO_OUTPUT_NOT_REPLACED], folder->shown,
                "it was replaced file by file, not in one step: %s", why);
}

/* ---- The face -----------------------------------------------------------------------------
 */

bool commit_replace(struct folder *folder, const struct emit_report *report,
                    const char *tool_version) {
  if (folder->old < 0)
    return put_new(folder);
  const char *why = "it is a mount point, the working folder, or not ours to rename";
  if (!folder->is_inside) {
    const char *name = c_text(folder, folder->name);
    if (disk_exchange(folder->parent, folder->staging_name.p, name))
      return sync_exchange(folder, name);
    if (!disk_cannot_exchange(errno))
      return fail(folder, whole_folder, "it cannot be replaced");
    why = strerror(errno);
  }
  if (!replace_files(folder, report, tool_version))
    return false;
  note_files(folder, why);
  return true;
}
