/* Reads a regular file line by line, however large it is. */
#include "base/line_file.h"

#include "base/die.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PORTION = 1 << 16 };

bool line_file_open(struct line_file *file, const char *path, size_t limit) {
  *file = (struct line_file){.fd = -1, .limit = limit};
  if (file_kind_of(path, true) == FILE_OTHER)
    return false;
  /* One that was put there meanwhile would have us wait for its writer. */
  int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  do
    file->fd = open(path, flags);
  while (file->fd < 0 && errno == EINTR);
  struct stat info;
  if (file->fd < 0 || fstat(file->fd, &info) != 0) {
    file->error = errno;
    return false;
  }
  file->size = info.st_size > 0 ? (size_t)info.st_size : 0;
  return S_ISREG(info.st_mode);
}

void line_file_stdin(struct line_file *file, size_t limit) {
  *file = (struct line_file){.fd = STDIN_FILENO, .limit = limit};
}

static void forget(struct line_file *file) {
  file->from = file->to = file->scanned = file->number = 0;
  file->is_ended = false;
}

/* Reads a portion behind what is there. False leaves the reason in `error`. */
static bool read_more(struct line_file *file) {
  if (file->from > 0) {
    memmove(file->bytes, file->bytes + file->from, file->to - file->from);
    file->to -= file->from;
    file->from = 0;
  }
  if (file->room - file->to < PORTION) {
    file->room = checked_add(checked_multiply(file->room, 2), PORTION);
    file->bytes = checked_realloc(file->bytes, file->room, 1);
  }
  ssize_t n;
  do
    n = read(file->fd, file->bytes + file->to, file->room - file->to);
  while (n < 0 && errno == EINTR);
  if (n < 0) {
    file->error = errno;
    return false;
  }
  file->is_ended = n == 0;
  file->to += (size_t)n;
  return true;
}

/* The end of the line that begins at `from`, or STR_NONE as long as it is not there. */
static size_t find_end(struct line_file *file) {
  struct str rest = {file->bytes + file->from, file->to - file->from};
  size_t end = str_find_char(rest, '\n', file->scanned);
  file->scanned = end == STR_NONE ? rest.n : 0;
  return end;
}

enum line_result line_file_next(struct line_file *file, struct str *line) {
  size_t end;
  while ((end = file->bytes ? find_end(file) : STR_NONE) == STR_NONE && !file->is_ended) {
    if (file->to - file->from > file->limit)
      return LINE_TOO_LONG;
    if (!read_more(file))
      return LINE_FAILED;
  }
  bool is_whole = end != STR_NONE;
  size_t n = is_whole ? end : file->to - file->from;
  if (n > file->limit)
    return LINE_TOO_LONG;
  if (!is_whole && n == 0)
    return LINE_END;
  *line = (struct str){file->bytes + file->from, n};
  file->from += n + (is_whole ? 1 : 0);
  file->scanned = 0;
  file->number++;
  return is_whole ? LINE_READ : LINE_UNENDED;
}

bool line_file_rewind(struct line_file *file) {
  forget(file);
  if (lseek(file->fd, 0, SEEK_SET) == 0)
    return true;
  file->error = errno;
  return false;
}

void line_file_close(struct line_file *file) {
  if (file->fd > STDIN_FILENO)
    close(file->fd);
  free(file->bytes);
  *file = (struct line_file){.fd = -1};
}
