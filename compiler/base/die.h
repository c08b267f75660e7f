/* The end of the program on a bug of ours or without memory: one line on stderr, exit 3. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>

#define DIE_STATUS 3

noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Everybody who gets no memory says so in these words. */
noreturn void die_without_memory(void);

/* Dies if `error`, an errno, is want of memory: that says nothing about a file, so nobody may
 * report it as if it did. */
void die_if_no_memory(int error);

/* malloc and realloc that die instead of failing; the sums are checked here and nowhere else.
 */
void *checked_alloc(size_t count, size_t size);
void *checked_realloc(void *old, size_t count, size_t size);

/* Here, because each piece of memory asks for one of them, mostly of known sizes. */
static inline size_t checked_add(size_t a, size_t b) {
  if (b > SIZE_MAX - a)
    die("a size is too large");
  return a + b;
}

static inline size_t checked_multiply(size_t a, size_t b) {
  if (b > 0 && a > SIZE_MAX / b)
    die("a size is too large");
  return a * b;
}

#endif
