/* One output: compared with the old file as it comes, written where it begins to differ. */
#include "emit/disk/staged_file.h"

#include "emit/disk/disk.h"
#include "emit/disk/folder.h"
#include "emit/disk/subfolder.h"

#include <errno.h>
#include <string.h>

enum { BLOCK = 16 * 1024 };

static bool fail(struct staged_file *file) {
  if (file->error == 0)
    file->error = errno != 0 ? errno : EIO;
  return false;
}

/* Appends the first n bytes of one file to another. */
static bool copy_bytes(int from, int to, size_t n) {
  char block[BLOCK];
  for (size_t at = 0; at < n;) {
    size_t want = n - at < sizeof block ? n - at : sizeof block, got = 0;
    if (!disk_read_at(from, at, block, want, &got))
      return false;
    if (got == 0) {
      errno = EIO; /* somebody has cut it short since we compared it */
      return false;
    }
    if (!disk_write(to, (struct str){block, got}))
      return false;
    at += got;
  }
  return true;
}

/* From here on the file differs: what was equal so far is copied. */
static bool start_fresh(struct staged_file *file) {
  if (file->is_check)
    return true;
  struct file_place place = place_new(file->folder, file->name);
  if (place.folder < 0)
    return fail(file);
  file->fresh = disk_create(place.folder, place.name);
  if (file->fresh < 0 || !copy_bytes(file->old, file->fresh, file->bytes))
    return fail(file);
  return true;
}

void staged_file_open(struct staged_file *file, struct folder *folder, struct str name,
                      bool is_check) {
  *file = (struct staged_file){
      .folder = folder, .name = name, .is_check = is_check, .old = -1, .fresh = -1};
  if (folder_has(folder, name)) {
    struct file_place place = place_old(folder, name, false);
    file->old = place.folder < 0 ? -1 : disk_open_file(place.folder, place.name);
    /* One that cannot be read is replaced as if it differed; who only asks learns nothing. */
    file->change = file->old < 0 ? EMIT_CHANGED : EMIT_SAME;
    if (file->old < 0 && is_check)
      fail(file);
  } else {
    file->change = EMIT_NEW;
  }
  if (file->old < 0)
    start_fresh(file);
}

/* Reads what stands in the old file there. What cannot be read is as good as different, but
 * not to who only asks. */
static bool read_old(struct staged_file *file, size_t at, char *block, size_t n, size_t *got) {
  if (disk_read_at(file->old, at, block, n, got))
    return true;
  if (file->is_check)
    fail(file);
  return false;
}

/* Is it what stands in the old file behind what was compared so far? */
static bool is_equal(struct staged_file *file, struct str bytes) {
  char block[BLOCK];
  for (size_t at = 0; at < bytes.n;) {
    size_t want = bytes.n - at < sizeof block ? bytes.n - at : sizeof block, got = 0;
    if (!read_old(file, file->bytes + at, block, want, &got) || got < want ||
        memcmp(block, bytes.p + at, want) != 0)
      return false;
    at += want;
  }
  return true;
}

bool staged_file_write(void *to, struct str bytes) {
  struct staged_file *file = to;
  if (file->error != 0)
    return false;
  if (file->change == EMIT_SAME && !is_equal(file, bytes)) {
    file->change = EMIT_CHANGED;
    if (!start_fresh(file))
      return false;
  }
  if (file->fresh >= 0 && !disk_write(file->fresh, bytes))
    return fail(file);
  file->bytes += bytes.n;
  return true;
}

bool staged_file_close(struct staged_file *file) {
  char more = 0;
  size_t got = 0;
  if (file->error == 0 && file->change == EMIT_SAME &&
      (!read_old(file, file->bytes, &more, 1, &got) || got > 0)) {
    file->change = EMIT_CHANGED;
    start_fresh(file);
  }
  /* A folder in the folder may hold as many files as there are cases: subfolders_finish brings
   * them to the disk together. */
  bool is_alone = str_find_char(file->name, '/', 0) == STR_NONE || !disk_can_sync_all();
  if (file->error == 0 && file->fresh >= 0 && is_alone && !disk_sync(file->fresh))
    fail(file);
  if (!disk_close(file->fresh))
    fail(file);
  disk_close(file->old);
  file->old = file->fresh = -1;
  return file->error == 0;
}

/* Where there are no links between files, a copy with the old time stamp does. */
static bool copy_file(int from, int staging, const char *name) {
  int to = disk_create(staging, name);
  size_t bytes = 0, got = 1;
  char block[BLOCK];
  bool is_good = to >= 0;
  while (is_good && got > 0) {
    is_good = disk_read_at(from, bytes, block, sizeof block, &got) &&
              disk_write(to, (struct str){block, got});
    bytes += got;
  }
  is_good = is_good && disk_copy_times(from, to) && disk_sync(to);
  int error = errno;
  is_good = disk_close(to) && is_good;
  if (!is_good && error != 0)
    errno = error;
  return is_good;
}

bool staged_file_keep(struct folder *folder, struct str name) {
  struct file_place old = place_old(folder, name, false), fresh = place_new(folder, name);
  if (old.folder < 0 || fresh.folder < 0)
    return false;
  if (disk_link(old.folder, fresh.folder, old.name))
    return true;
  int from = disk_open_file(old.folder, old.name);
  bool is_good = from >= 0 && copy_file(from, fresh.folder, fresh.name);
  int error = errno;
  disk_close(from);
  errno = error;
  return is_good;
}
