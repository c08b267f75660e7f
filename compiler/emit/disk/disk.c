/* Every system call by which kbc changes the disk, one function each.
 *
 * Exchanging two folders is not in POSIX, so this file alone asks for the names of the system.
 */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "emit/disk/disk.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* So often a lock file that others take away at once is tried again: a file system whose inode
 * numbers mean nothing must not keep us for ever. */
enum { LOCK_TRIES = 1000 };

/* The umask takes from these what it takes from any file. */
enum { FILE_MODE = 0666, FOLDER_MODE = 0777, MODE_BITS = 07777 };

struct str disk_real_path(struct arena *a, const char *path) {
  return path_resolved(a, str_from_c(path));
}

bool disk_make_folders(struct arena *scratch, struct str path) {
  struct str copy = arena_copy(scratch, path);
  if (mkdir(copy.p, FOLDER_MODE) == 0 || errno == EEXIST)
    return true;
  struct str above = path_folder(path);
  if (errno != ENOENT || above.n == 0 || above.n >= path.n)
    return false;
  return disk_make_folders(scratch, above) &&
         (mkdir(copy.p, FOLDER_MODE) == 0 || errno == EEXIST);
}

bool disk_make_folder(int parent, const char *name) {
  return mkdirat(parent, name, FOLDER_MODE) == 0;
}

static int open_again(int folder, const char *name, int flags) {
  int file = -1;
  do
    file = openat(folder, name, flags | O_CLOEXEC, FILE_MODE);
  while (file < 0 && errno == EINTR);
  return file;
}

int disk_open_folder(const char *path) {
  return open_again(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
}

int disk_open_subfolder(int folder, const char *name) {
  return open_again(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
}

int disk_open_file(int folder, const char *name) {
  return open_again(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
}

int disk_open_input(const char *path) {
  int file = open_again(AT_FDCWD, path, O_RDONLY | O_NONBLOCK);
  struct stat status;
  if (file < 0)
    return -1;
  int error = fstat(file, &status) != 0 ? errno : S_ISREG(status.st_mode) ? 0 : ENOTSUP;
  if (error == 0)
    return file;
  close(file);
  errno = error;
  return -1;
}

int disk_create(int folder, const char *name) {
  return open_again(folder, name, O_WRONLY | O_CREAT | O_EXCL);
}

bool disk_read_at(int file, size_t offset, char *bytes, size_t n, size_t *got) {
  *got = 0;
  while (*got < n) {
    ssize_t count = pread(file, bytes + *got, n - *got, (off_t)(offset + *got));
    if (count == 0)
      return true;
    if (count > 0)
      *got += (size_t)count;
    else if (errno != EINTR)
      return false;
  }
  return true;
}

bool disk_write(int file, struct str bytes) {
  while (bytes.n > 0) {
    ssize_t count = write(file, bytes.p, bytes.n);
    if (count > 0)
      bytes = str_slice(bytes, (size_t)count, bytes.n);
    else if (count < 0 && errno != EINTR)
      return false;
  }
  return true;
}

bool disk_sync(int file) {
  int result = -1;
  do
    result = fsync(file);
  while (result != 0 && errno == EINTR);
  return result == 0 || errno == EINVAL || errno == ENOTSUP;
}

bool disk_can_sync_all(void) {
#ifdef __linux__
  return true;
#else
  return false;
#endif
}

bool disk_sync_all(int folder) {
#ifdef __linux__
  return syncfs(folder) == 0;
#else
  (void)folder;
  errno = ENOSYS;
  return false;
#endif
}

/* Whether it worked or not, Linux has closed it: trying again could close another's. */
bool disk_close(int file) {
  return file < 0 || close(file) == 0 || errno == EINTR;
}

bool disk_copy_times(int from, int to) {
  struct stat status;
  if (fstat(from, &status) != 0)
    return false;
#ifdef __APPLE__
  struct timespec times[2] = {status.st_atimespec, status.st_mtimespec};
#else
  struct timespec times[2] = {status.st_atim, status.st_mtim};
#endif
  return futimens(to, times) == 0;
}

bool disk_copy_mode(int from, int to) {
  struct stat status;
  return fstat(from, &status) == 0 && fchmod(to, status.st_mode & MODE_BITS) == 0;
}

/* Only root may give a file away; others may still give it one of their own groups. */
void disk_copy_owner(int from, int to) {
  struct stat old, fresh;
  if (fstat(from, &old) != 0 || fstat(to, &fresh) != 0)
    return;
  if (old.st_uid != fresh.st_uid && fchown(to, old.st_uid, old.st_gid) == 0)
    return;
  if (old.st_gid != fresh.st_gid && fchown(to, (uid_t)-1, old.st_gid) != 0)
    errno = 0;
}

bool disk_may_write(int folder, const char *name) {
  return faccessat(folder, name, W_OK, 0) == 0;
}

bool disk_link(int from, int to, const char *name) {
  return linkat(from, name, to, name, 0) == 0;
}

bool disk_rename(int from, const char *old_name, int to, const char *new_name) {
  return renameat(from, old_name, to, new_name) == 0;
}

bool disk_exchange(int parent, const char *one, const char *other) {
#if defined(RENAME_EXCHANGE)
  return renameat2(parent, one, parent, other, RENAME_EXCHANGE) == 0;
#elif defined(RENAME_SWAP)
  return renameatx_np(parent, one, parent, other, RENAME_SWAP) == 0;
#else
  (void)parent, (void)one, (void)other;
  errno = ENOSYS;
  return false;
#endif
}

bool disk_cannot_exchange(int error) {
  /* EPERM and EACCES: a sandbox that lets unknown calls fail so, or a folder that is ours to
   * write in but not to rename. EXDEV: an overlay whose lower layer holds the folder. EBUSY: a
   * mount point. */
  return error == ENOSYS || error == EINVAL || error == EXDEV || error == EBUSY ||
         error == ENOTSUP || error == EOPNOTSUPP || error == EPERM || error == EACCES;
}

bool disk_remove_file(int folder, const char *name) {
  return unlinkat(folder, name, 0) == 0;
}

bool disk_remove_folder(int parent, const char *name) {
  return unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool disk_is_other_device(int folder, int other) {
  struct stat one, two;
  if (fstat(folder, &one) != 0 || fstat(other, &two) != 0)
    return true;
  return one.st_dev != two.st_dev;
}

static bool knows_no_locks(int error) {
  return error == ENOSYS || error == ENOLCK || error == ENOTSUP || error == EOPNOTSUPP;
}

bool disk_is_there(int thing, int folder, const char *name) {
  struct stat held, there;
  if (fstat(thing, &held) != 0 || fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) != 0)
    return false;
  errno = EEXIST;
  return held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

static bool lock(int file, int how) {
  int result = -1;
  do
    result = flock(file, how);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

bool disk_try_lock(int thing) {
  return lock(thing, LOCK_EX | LOCK_NB);
}

int disk_lock(int folder, const char *name, bool *is_held) {
  for (size_t tries = 1;; tries++) {
    int file = open_again(folder, name, O_RDWR | O_CREAT | O_NOFOLLOW);
    if (file < 0)
      return -1;
    *is_held = lock(file, LOCK_EX);
    if (!*is_held) {
      int error = errno;
      if (knows_no_locks(error))
        return file;
      disk_close(file);
      errno = error;
      return -1;
    }
    /* Who held it before may have taken the file away while we waited: then it locks nobody
     * out. */
    if (tries == LOCK_TRIES || disk_is_there(file, folder, name))
      return file;
    disk_close(file);
  }
}

void disk_unlock(int lock, int folder, const char *name) {
  if (lock < 0)
    return;
  disk_remove_file(folder, name);
  disk_close(lock);
}

long disk_process(void) {
  return (long)getpid();
}
