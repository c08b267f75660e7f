/* Preloaded into a program: lets its requests for memory and for threads fail, by their number.
 *
 * KBC_FAULT_TABLE names a file that holds a struct table. What stands in its head says which
 * requests fail; the program's requests are counted there, and each leaves a hash of the calls
 * that led to it. It is a shared map: whatever ends the program, the counts are there. Programs
 * that this one starts are left alone.
 *
 * glibc only: it says by which names its own functions can still be reached, and asks for its
 * own memory (opendir, realpath, a stream's buffer) by those that are replaced here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STACKS = 1 << 18, FRAMES = 12 };

enum mode { COUNT, FAIL_ONCE, FAIL_FROM };

struct table {
  /* Set by the harness. */
  uint64_t mode, number;
  uint64_t has_stacks; /* 0: do not look at the calls, which takes its time */
  /* Set here. */
  _Atomic uint64_t requests, failures;
  _Atomic int64_t living; /* pieces of memory that were not given back */
  _Atomic uint64_t end;   /* 1: the functions of atexit() were run */
  uint64_t stacks[STACKS];
};

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t count, size_t n);
extern void *__libc_realloc(void *old, size_t n);
extern void *__libc_memalign(size_t alignment, size_t n);
extern void __libc_free(void *old);

static struct table *table;
static _Thread_local bool is_looking; /* the look at the calls asks for memory itself */

/* Where the program and the C library lie, which differs from run to run. */
struct place {
  uintptr_t from, to;
};
static struct place program, libc;

static bool is_in(const struct place *place, uintptr_t at) {
  return at >= place->from && at < place->to;
}

/* The lowest bit: does the C library ask, for a folder, a path, a process to start? */
static uint64_t hash_calls(void) {
  void *frames[FRAMES];
  is_looking = true;
  int n = backtrace(frames, FRAMES);
  is_looking = false;
  uint64_t hash = 1469598103934665603u;
  for (int i = 2; i < n; i++) {
    uintptr_t at = (uintptr_t)frames[i];
    at -= is_in(&program, at) ? program.from : is_in(&libc, at) ? libc.from : at;
    hash = (hash ^ at) * 1099511628211u;
  }
  bool is_libc = n > 2 && is_in(&libc, (uintptr_t)frames[2]);
  return (hash & ~(uint64_t)1) | is_libc;
}

/* The program is the first object; the C library the one that has its own malloc. */
static int find_places(struct dl_phdr_info *object, size_t size, void *ctx) {
  struct place place = {.from = object->dlpi_addr, .to = object->dlpi_addr};
  bool *is_first = ctx;
  (void)size;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    uintptr_t end = object->dlpi_addr + part->p_vaddr + part->p_memsz;
    if (part->p_type == PT_LOAD && end > place.to)
      place.to = end;
  }
  if (*is_first)
    program = place;
  else if (is_in(&place, (uintptr_t)__libc_malloc))
    libc = place;
  *is_first = false;
  return 0;
}

/* Does this request fail? Numbers begin at 1. */
static bool is_failing(void) {
  if (!table || is_looking)
    return false;
  uint64_t number = atomic_fetch_add(&table->requests, 1) + 1;
  if (table->has_stacks && number <= STACKS)
    table->stacks[number - 1] = hash_calls();
  bool fails = (table->mode == FAIL_ONCE && number == table->number) ||
               (table->mode == FAIL_FROM && number >= table->number);
  if (fails) {
    atomic_fetch_add(&table->failures, 1);
    errno = ENOMEM;
  }
  return fails;
}

static void *living(void *p) {
  if (p && table && !is_looking)
    atomic_fetch_add(&table->living, 1);
  return p;
}

void *malloc(size_t n) {
  return is_failing() ? NULL : living(__libc_malloc(n));
}

void *calloc(size_t count, size_t n) {
  return is_failing() ? NULL : living(__libc_calloc(count, n));
}

void *realloc(void *old, size_t n) {
  if (is_failing())
    return NULL;
  void *p = __libc_realloc(old, n);
  return old ? p : living(p);
}

void *reallocarray(void *old, size_t count, size_t n) {
  size_t bytes;
  if (__builtin_mul_overflow(count, n, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(old, bytes);
}

void *memalign(size_t alignment, size_t n) {
  return is_failing() ? NULL : living(__libc_memalign(alignment, n));
}

void *aligned_alloc(size_t alignment, size_t n) {
  return memalign(alignment, n);
}

int posix_memalign(void **p, size_t alignment, size_t n) {
  void *found = memalign(alignment, n);
  if (found)
    *p = found;
  return found ? 0 : ENOMEM;
}

void free(void *old) {
  if (old && table && !is_looking)
    atomic_fetch_sub(&table->living, 1);
  __libc_free(old);
}

/* What the program and the archives in it map: memory for compiled patterns, for one. */
void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset) {
  if (is_failing())
    return MAP_FAILED;
  return (void *)syscall(SYS_mmap, at, n, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t n, int protection, int flags, int fd, off_t offset)
    __attribute__((alias("mmap")));

/* A stack is memory, too; glibc maps it where nobody can come between. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *argument) {
  static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (is_failing())
    return EAGAIN;
  if (!real) {
    is_looking = true;
    void *found = dlsym(RTLD_NEXT, "pthread_create");
    memcpy(&real, &found, sizeof real);
    is_looking = false;
  }
  return real(thread, attributes, run, argument);
}

static void note_end(void) {
  if (table)
    atomic_store(&table->end, 1);
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("KBC_FAULT_TABLE");
  unsetenv("LD_PRELOAD");
  if (!path)
    return;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  void *p = (void *)syscall(SYS_mmap, NULL, sizeof(struct table), PROT_READ | PROT_WRITE,
                            MAP_SHARED, fd, 0);
  close(fd);
  if (p == MAP_FAILED)
    _exit(111);
  void *frames[FRAMES];
  backtrace(frames, FRAMES); /* loads what it needs */
  bool is_first = true;
  dl_iterate_phdr(find_places, &is_first);
  atexit(note_end);
  table = p;
}
