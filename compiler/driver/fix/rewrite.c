/* Puts a new text in the place of a file that was read a moment ago. */
#include "driver/fix/rewrite.h"

#include "base/arena.h"
#include "base/path.h"
#include "driver/fix/leftover.h"
#include "emit/disk/disk.h"

#include <errno.h>

/* Is the open file that text, and no more? */
static bool is_still(struct arena *scratch, int file, struct str text) {
  char *bytes = arena_alloc(scratch, checked_add(text.n, 1));
  size_t got = 0;
  return disk_read_at(file, 0, bytes, text.n + 1, &got) &&
         str_equal(text, (struct str){bytes, got});
}

/* Written whole and on the disk; false leaves the reason in errno. */
static bool write_beside(int folder, const char *name, int like, struct str text) {
  int file = disk_create(folder, name);
  if (file < 0)
    return false;
  /* The owner first: changing it may take bits of the mode away. */
  disk_copy_owner(like, file);
  bool is_good = disk_write(file, text) && disk_copy_mode(like, file) && disk_sync(file);
  int error = errno;
  if (disk_close(file) && is_good)
    return true;
  errno = is_good ? errno : error;
  return false;
}

/* What can be looked at is looked at right before the renaming: whoever saves the file in an
 * editor meanwhile does not lose what they wrote. */
static enum rewrite_result replace(struct arena *scratch, int folder, struct str name,
                                   struct str before, struct str after) {
  struct str beside = leftover_name(scratch, name);
  int old = disk_open_file(folder, name.p);
  if (old < 0)
    return errno == ENOENT || errno == ELOOP ? REWRITE_CHANGED : REWRITE_FAILED;
  enum rewrite_result result = REWRITE_FAILED;
  bool is_good = disk_may_write(folder, name.p) && write_beside(folder, beside.p, old, after);
  int error = errno;
  disk_close(old);
  old = is_good ? disk_open_file(folder, name.p) : -1;
  if (is_good && (old < 0 || !is_still(scratch, old, before)))
    result = REWRITE_CHANGED;
  else if (is_good && disk_rename(folder, beside.p, folder, name.p))
    result = REWRITE_DONE;
  error = is_good ? errno : error;
  disk_close(old);
  if (result != REWRITE_DONE && error != EEXIST)
    disk_remove_file(folder, beside.p);
  errno = error;
  return result;
}

enum rewrite_result file_rewrite(struct str path, struct str before, struct str after) {
  struct arena scratch = {0};
  struct str above = arena_copy(&scratch, path_folder(path));
  struct str name = arena_copy(&scratch, path_name(path));
  int folder = disk_open_folder(above.n > 0 ? above.p : ".");
  enum rewrite_result result =
      folder < 0 ? REWRITE_FAILED : replace(&scratch, folder, name, before, after);
  int error = errno;
  disk_close(folder);
  arena_free(&scratch);
  errno = error;
  return result;
}
