/* Preloaded into a program: lets its requests for memory and for threads fail, by their number.
 *
 * KBC_FAULT_TABLE names a file of TABLE_SIZE bytes (struct table below). What stands in its head
 * says which requests fail; the program's requests are counted there, and each leaves a hash of
 * the calls that led to it. The head is a shared map: whatever ends the program, the counts are
 * there. Programs that this one starts are left alone.
 *
 * glibc only: it says by which names its own functions can still be reached, and asks for its
 * own memory (opendir, realpath, a stream's buffer) by those that are replaced here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
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

enum { STACKS = 1 << 18, FRAMES = 24 };

enum mode { COUNT, FAIL_ONCE, FAIL_FROM };

struct table {
  /* Set by the harness. */
  uint64_t mode, number;
  uint64_t has_stacks; /* 0: do not look at the calls, which takes far longer than the request */
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
static uintptr_t base;                /* of the program: its place differs from run to run */
static const void *libc_base;

/* The lowest bit: does the C library ask, for a folder, a path, a process to start? */
static uint64_t hash_calls(void) {
  void *frames[FRAMES];
  is_looking = true;
  int n = backtrace(frames, FRAMES);
  is_looking = false;
  uint64_t hash = 1469598103934665603u;
  for (int i = 2; i < n; i++)
    hash = (hash ^ ((uintptr_t)frames[i] - base)) * 1099511628211u;
  Dl_info info;
  bool is_libc = n > 2 && dladdr(frames[2], &info) && info.dli_fbase == libc_base;
  return (hash & ~(uint64_t)1) | is_libc;
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
  Dl_info info;
  void *start = dlsym(RTLD_DEFAULT, "_start");
  base = start && dladdr(start, &info) ? (uintptr_t)info.dli_fbase : 0;
  libc_base = dladdr((const void *)(uintptr_t)__libc_malloc, &info) ? info.dli_fbase : NULL;
  atexit(note_end);
  table = p;
}
