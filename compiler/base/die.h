/* The end of the program on a bug of ours or without memory: one line on stderr, exit 3. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>
#include <stdnoreturn.h>

#define DIE_STATUS 3

noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* malloc and realloc that die instead of failing; the sums are checked here and nowhere else.
 */
void *checked_alloc(size_t count, size_t size);
void *checked_realloc(void *old, size_t count, size_t size);
size_t checked_add(size_t a, size_t b);
size_t checked_multiply(size_t a, size_t b);

#endif
