/* A file that is written beside the one whose place it takes: whole, or not at all.
 *
 * Who writes one holds a lock on it. So one without a lock is what a killed run has left, and
 * goes: numbers of processes say nothing where each container begins to count anew. Where the
 * file system knows no locks it stays, and the next number is taken. */
#include "emit/disk/beside.h"

#include "base/arena.h"
#include "emit/disk/disk.h"
#include "emit/disk/subfolder.h"

#include <errno.h>

/* A name that is as long as a name may be has no room for the rest. */
enum { TRIES = 100, LONGEST_NAME = 200 };

/* Is it in the middle of a character? */
static bool is_inner(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

static struct str name_at(struct arena *a, struct str name, size_t number) {
  size_t n = name.n;
  while (n > LONGEST_NAME || (n < name.n && is_inner(name.p[n])))
    n--;
  return arena_printf(a, ".%.*s.kbc-%zu", (int)n, name.p, number);
}

/* Of a file or folder that nobody writes: a lock is had, and it is still what stands there. */
static bool is_left(int thing, int folder, const char *name) {
  return thing >= 0 && disk_try_lock(thing) && disk_is_there(thing, folder, name);
}

static void clear_file(int folder, const char *name) {
  int file = disk_open_file(folder, name);
  if (is_left(file, folder, name))
    disk_remove_file(folder, name);
  disk_close(file);
}

/* What was just made: between its making and its lock somebody may have taken it for a
 * leftover. It is closed then, and errno is EEXIST. Any other errno is trouble. */
static bool is_ours(int thing, int folder, const char *name) {
  if (!disk_try_lock(thing) && errno == EWOULDBLOCK)
    errno = EEXIST;
  else if (disk_is_there(thing, folder, name))
    return true;
  int error = errno == ENOENT ? EEXIST : errno;
  disk_close(thing);
  errno = error;
  return false;
}

static int create(int folder, const char *name) {
  int file = disk_create(folder, name);
  if (file < 0 || is_ours(file, folder, name))
    return file;
  int error = errno;
  if (error != EEXIST)
    disk_remove_file(folder, name);
  errno = error;
  return -1;
}

bool beside_open(struct beside *beside, struct arena *a, int folder, struct str name) {
  *beside = (struct beside){folder, arena_copy(a, name), {NULL, 0}, -1};
  errno = EEXIST;
  for (size_t number = 1; beside->file < 0 && errno == EEXIST && number <= TRIES; number++) {
    beside->temporary = name_at(a, name, number);
    clear_file(folder, beside->temporary.p);
    beside->file = create(folder, beside->temporary.p);
  }
  return beside->file >= 0;
}

void beside_drop(struct beside *beside) {
  if (beside->file < 0)
    return;
  int error = errno;
  disk_remove_file(beside->folder, beside->temporary.p);
  disk_close(beside->file);
  beside->file = -1;
  errno = error;
}

/* The lock holds until the file has its name. What closing it could say, syncing it has said.
 * If the folder cannot be synced, a crash leaves the old file or the new one, whole. */
bool beside_commit(struct beside *beside) {
  if (!disk_sync(beside->file) ||
      !disk_rename(beside->folder, beside->temporary.p, beside->folder, beside->name.p)) {
    beside_drop(beside);
    return false;
  }
  (void)disk_sync(beside->folder);
  disk_close(beside->file);
  beside->file = -1;
  return true;
}

/* ---- A folder ------------------------------------------------------------------------------
 */

static void clear_folder(struct arena *a, int parent, struct str parent_path, struct str name) {
  int folder = disk_open_subfolder(parent, name.p);
  if (is_left(folder, parent, name.p))
    remove_tree(a, parent, parent_path, name);
  disk_close(folder);
}

/* Its descriptor, or -1; errno = EEXIST: the next number may do. */
static int make_folder(int parent, const char *name) {
  if (!disk_make_folder(parent, name))
    return -1;
  int folder = disk_open_subfolder(parent, name);
  if (folder >= 0 && is_ours(folder, parent, name))
    return folder;
  int error = errno;
  if (folder < 0 || error != EEXIST)
    disk_remove_folder(parent, name);
  errno = error;
  return -1;
}

int beside_make_folder(struct arena *a, int parent, struct str parent_path, struct str name,
                       struct str *temporary) {
  int folder = -1;
  errno = EEXIST;
  for (size_t number = 1; folder < 0 && errno == EEXIST && number <= TRIES; number++) {
    *temporary = name_at(a, name, number);
    clear_folder(a, parent, parent_path, *temporary);
    folder = make_folder(parent, temporary->p);
  }
  return folder;
}
