/* Kills the process before its KILL_AT-th call that changes the disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void count_call(void) {
  static int calls;
  const char *at = getenv("KILL_AT");
  if (at && ++calls == atoi(at))
    raise(SIGKILL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int renameat(int from, const char *old, int to, const char *new) {
  count_call();
  return NEXT(renameat)(from, old, to, new);
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  count_call();
  return NEXT(renameat2)(from, old, to, new, flags);
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
  count_call();
  return NEXT(linkat)(from, old, to, new, flags);
}

int unlinkat(int folder, const char *name, int flags) {
  count_call();
  return NEXT(unlinkat)(folder, name, flags);
}

int mkdirat(int folder, const char *name, mode_t mode) {
  count_call();
  return NEXT(mkdirat)(folder, name, mode);
}

/* A killed process leaves behind what it wrote, synced or not, so nothing waits for the disk. */
int fsync(int file) {
  (void)file;
  count_call();
  return 0;
}

int syncfs(int file) {
  (void)file;
  count_call();
  return 0;
}

int openat(int folder, const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
  va_end(rest);
  if (flags & O_CREAT)
    count_call();
  return NEXT(openat)(folder, name, flags, mode);
}
