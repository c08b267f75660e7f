/* Puts a new text in the place of a file that was read a moment ago. */
#include "driver/fix/rewrite.h"

#include "base/arena.h"
#include "base/path.h"
#include "emit/disk/beside.h"
#include "emit/disk/disk.h"

#include <errno.h>

static enum rewrite_result why_not_open(void) {
  return errno == ENOENT || errno == ELOOP ? REWRITE_CHANGED : REWRITE_FAILED;
}

/* REWRITE_DONE: it is that text, and no more. */
static enum rewrite_result compare(struct arena *scratch, int folder, const char *name,
                                   struct str text) {
  int file = disk_open_file(folder, name);
  if (file < 0)
    return why_not_open();
  char *bytes = arena_alloc(scratch, checked_add(text.n, 1));
  size_t got = 0;
  bool is_read = disk_read_at(file, 0, bytes, text.n + 1, &got);
  int error = errno;
  disk_close(file);
  errno = error;
  if (!is_read)
    return REWRITE_FAILED;
  return str_equal(text, (struct str){bytes, got}) ? REWRITE_DONE : REWRITE_CHANGED;
}

/* The owner first: changing it may take bits of the mode away. */
static bool fill(const struct beside *beside, int like, struct str text) {
  disk_copy_owner(like, beside->file);
  return disk_write(beside->file, text) && disk_copy_mode(like, beside->file);
}

/* What can be looked at is looked at right before the renaming: whoever saves the file in an
 * editor meanwhile does not lose what they wrote. */
static enum rewrite_result put(struct arena *scratch, struct beside *beside,
                               struct str before) {
  enum rewrite_result result = compare(scratch, beside->folder, beside->name.p, before);
  if (result == REWRITE_DONE)
    return beside_commit(beside) ? REWRITE_DONE : REWRITE_FAILED;
  beside_drop(beside);
  return result;
}

static enum rewrite_result replace(struct arena *scratch, int folder, struct str name,
                                   struct str before, struct str after) {
  struct beside beside = {.file = -1};
  int old = disk_open_file(folder, name.p);
  if (old < 0)
    return why_not_open();
  bool is_good = disk_may_write(folder, name.p) &&
                 beside_open(&beside, scratch, folder, name) && fill(&beside, old, after);
  int error = errno;
  disk_close(old);
  errno = error;
  if (is_good)
    return put(scratch, &beside, before);
  beside_drop(&beside);
  return REWRITE_FAILED;
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
