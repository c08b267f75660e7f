/* The file system, as the stages and the driver need it: whole files and folders. */
#define _XOPEN_SOURCE 700 /* realpath */
#define _DEFAULT_SOURCE   /* d_type */
#include "base/file.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/sort.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum file_kind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode))
    return FILE_REGULAR;
  if (S_ISDIR(mode))
    return FILE_FOLDER;
  return S_ISLNK(mode) ? FILE_LINK : FILE_OTHER;
}

enum file_kind file_kind_of(const char *path, bool follow_links) {
  struct stat info;
  if ((follow_links ? stat(path, &info) : lstat(path, &info)) == 0)
    return kind_of_mode(info.st_mode);
  return errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_ERROR;
}

struct file_id file_id_of(const char *path) {
  struct stat info;
  if (stat(path, &info) != 0)
    return (struct file_id){0};
  return (struct file_id){true, info.st_dev, info.st_ino,
                          info.st_size > 0 ? (unsigned long long)info.st_size : 0};
}

bool file_is_same(struct file_id a, struct file_id b) {
  return a.is_there && b.is_there && a.device == b.device && a.number == b.number;
}

/* Reads on until the end or one byte more than the limit. `expected`: what a regular file said
 * to have; 0 if nothing did. */
static enum file_result read_rest(struct arena *a, int fd, size_t expected, size_t limit,
                                  struct str *bytes, int *error) {
  size_t room = expected > 0 ? checked_add(expected, 1) : 64 * 1024, n = 0;
  char *p = arena_room(a, room);
  for (;;) {
    ssize_t got = read(fd, p + n, room - n);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      *error = errno;
      return FILE_FAILED;
    }
    n += (size_t)got;
    if (n > limit)
      return FILE_TOO_LARGE;
    /* A regular file that gave what it said to have, and no more though asked for more, is at
     * its end: that spares a second call for each file. */
    if (got == 0 || (expected > 0 && n == expected && n < room))
      break;
    if (n == room) {
      size_t larger = checked_multiply(room, 2);
      char *copy = arena_room(a, larger);
      memcpy(copy, p, n);
      p = copy;
      room = larger;
    }
  }
  *bytes = (struct str){p, n};
  return FILE_OK;
}

/* O_NONBLOCK: opening a FIFO must not wait for a writer. What was opened is asked what it is,
 * so that nothing can be put in its place between a look and the opening. */
static enum file_result open_regular(const char *path, bool follow_links, int *fd, size_t *size,
                                     int *error) {
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow_links ? 0 : O_NOFOLLOW);
  do
    *fd = open(path, flags);
  while (*fd < 0 && errno == EINTR);
  if (*fd < 0) {
    *error = errno;
    /* A link in the last place, a socket, a device without a driver. */
    return errno == ELOOP || errno == ENXIO || errno == ENODEV ? FILE_NOT_REGULAR : FILE_FAILED;
  }
  struct stat info;
  enum file_result result = FILE_OK;
  if (fstat(*fd, &info) != 0) {
    *error = errno;
    result = FILE_FAILED;
  } else if (!S_ISREG(info.st_mode)) {
    result = FILE_NOT_REGULAR;
  } else {
    *size = info.st_size > 0 ? (size_t)info.st_size : 0;
  }
  if (result != FILE_OK)
    close(*fd);
  return result;
}

static enum file_result read_opened(struct arena *a, const char *path, size_t limit,
                                    bool follow_links, struct str *bytes, int *error) {
  int fd;
  size_t size;
  enum file_result result = open_regular(path, follow_links, &fd, &size, error);
  if (result != FILE_OK)
    return result;
  result = size > limit ? FILE_TOO_LARGE : read_rest(a, fd, size, limit, bytes, error);
  close(fd);
  return result;
}

enum file_result file_read(struct arena *a, const char *path, size_t limit, bool follow_links,
                           struct str *bytes, int *error) {
  /* To open a pipe or a device does something by itself: a writer goes on, a tape is wound. */
  if (file_kind_of(path, follow_links) == FILE_OTHER)
    return FILE_NOT_REGULAR;
  return read_opened(a, path, limit, follow_links, bytes, error);
}

enum file_result file_read_listed(struct arena *a, const char *path, size_t limit,
                                  struct str *bytes, int *error) {
  return read_opened(a, path, limit, false, bytes, error);
}

enum file_result file_read_head(struct arena *a, const char *path, size_t n, struct str *bytes,
                                int *error) {
  int fd;
  size_t size;
  enum file_result result = open_regular(path, false, &fd, &size, error);
  if (result != FILE_OK)
    return result;
  char *p = arena_alloc(a, n);
  ssize_t got;
  do
    got = read(fd, p, n);
  while (got < 0 && errno == EINTR);
  *error = errno;
  close(fd);
  *bytes = (struct str){p, got > 0 ? (size_t)got : 0};
  return got < 0 ? FILE_FAILED : FILE_OK;
}

enum file_result file_read_stdin(struct arena *a, size_t limit, struct str *bytes, int *error) {
  return read_rest(a, STDIN_FILENO, 0, limit, bytes, error);
}

static enum file_kind entry_kind(const struct dirent *entry, int folder) {
#ifdef DT_UNKNOWN
  switch (entry->d_type) {
  case DT_REG:
    return FILE_REGULAR;
  case DT_DIR:
    return FILE_FOLDER;
  case DT_LNK:
    return FILE_LINK;
  case DT_UNKNOWN:
    break;
  default:
    return FILE_OTHER;
  }
#endif
  struct stat info;
  if (fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT ? FILE_MISSING : FILE_ERROR;
  return kind_of_mode(info.st_mode);
}

static int compare_entries(const void *left, const void *right) {
  const struct file_entry *a = left, *b = right;
  return str_compare(a->name, b->name);
}

bool file_list(struct arena *a, const char *path, struct file_entry **entries, size_t *count,
               int *error) {
  *entries = NULL;
  *count = 0;
  DIR *folder;
  do
    folder = opendir(path);
  while (!folder && errno == EINTR);
  if (!folder) {
    *error = errno;
    die_if_no_memory(*error);
    return false;
  }
  struct dirent *entry;
  while (errno = 0, (entry = readdir(folder)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    *entries = arena_grow(a, *entries, *count, sizeof **entries);
    (*entries)[(*count)++] = (struct file_entry){arena_copy(a, str_from_c(entry->d_name)),
                                                 entry_kind(entry, dirfd(folder))};
  }
  *error = errno;
  closedir(folder);
  if (*error != 0)
    return false;
  sort(*entries, *count, sizeof **entries, compare_entries);
  return true;
}

struct str file_working_folder(struct arena *a) {
  for (size_t room = 256;; room = checked_multiply(room, 2)) {
    char *path = arena_alloc(a, room);
    if (getcwd(path, room))
      return str_from_c(path);
    if (errno != ERANGE)
      die("the working folder cannot be found: %s", strerror(errno));
  }
}

struct str path_absolute(struct arena *a, struct str path) {
  if (path.n > 0 && path.p[0] == '/')
    return path_clean(a, path);
  return path_clean(
      a, arena_printf(a, "%.*s/%.*s", STR_ARG(file_working_folder(a)), STR_ARG(path)));
}

struct str path_resolved(struct arena *a, struct str path) {
  char *target = realpath(arena_copy(a, path).p, NULL);
  if (!target)
    die_if_no_memory(errno);
  struct str resolved = target ? arena_copy(a, str_from_c(target)) : (struct str){NULL, 0};
  free(target);
  return resolved;
}
