/* The end of the program on a bug of ours or without memory: one line on stderr, exit 3. */
#include "base/die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

noreturn void die(const char *format, ...) {
  char line[512];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  (void)n;
  /* Never given back: where several threads have no memory, one of them says it. */
  flockfile(stderr);
  fprintf(stderr, "kbc: %s\n", line);
  /* _Exit: other threads may still be at work, and nothing half written may be flushed. */
  _Exit(DIE_STATUS);
}

noreturn void die_without_memory(void) {
  die("out of memory");
}

void die_if_no_memory(int error) {
  if (error == ENOMEM)
    die_without_memory();
}

void *checked_realloc(void *old, size_t count, size_t size) {
  size_t n = checked_multiply(count, size);
  void *p = realloc(old, n > 0 ? n : 1);
  if (!p)
    die_without_memory();
  return p;
}

void *checked_alloc(size_t count, size_t size) {
  return checked_realloc(NULL, count, size);
}
