/* Loaded before kbc: the file whose name ends in "victim.md" vanishes, grows, shrinks or
 * becomes a pipe at the moment in which it is opened or read, as RACE says. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Taken before kbc begins. */
static char race[16];

__attribute__((constructor)) static void take_race(void) {
  const char *how = getenv("RACE");
  if (how)
    strncpy(race, how, sizeof race - 1);
}

static int is_race(const char *how, const char *path) {
  size_t n = strlen(path);
  return strcmp(race, how) == 0 && n >= 9 && strcmp(path + n - 9, "victim.md") == 0;
}

static void before_open(const char *path) {
  if (is_race("vanish", path) || is_race("pipe", path) || is_race("link", path))
    unlink(path);
  if (is_race("pipe", path))
    mkfifo(path, 0600);
  if (is_race("link", path) && symlink("../../secret.txt", path) != 0)
    abort();
}

static void after_open(const char *path, int fd) {
  if (is_race("shrink", path) && truncate(path, 10) != 0)
    abort();
  if (is_race("grow", path)) {
    int more =
        ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open"))(path, O_WRONLY | O_APPEND);
    for (int i = 0; i < 2000; i++) {
      if (write(more, "\n", 1) != 1)
        abort();
    }
    close(more);
  }
  (void)fd;
}

static int open_by(const char *name, const char *path, int flags, mode_t mode) {
  before_open(path);
  int fd = ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name))(path, flags, mode);
  if (fd >= 0)
    after_open(path, fd);
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
  va_end(rest);
  return open_by("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
  va_end(rest);
  return open_by("open64", path, flags, mode);
}

/* What open() becomes where the compiler checks its arguments. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);

int __open_2(const char *path, int flags) {
  return open_by("open", path, flags, 0);
}

int __open64_2(const char *path, int flags) {
  return open_by("open64", path, flags, 0);
}
