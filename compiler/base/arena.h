/* Memory that is handed out piece by piece and given back all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/die.h"
#include "base/str.h"

struct arena_block;

/* {0} is an empty arena. Not for two threads at a time. */
struct arena {
  struct arena_block *newest;
  char *next, *end;
  size_t clean; /* so many bytes from `next` on are zero already */
};

enum { ARENA_ALIGN = 16 };

/* The same as arena_alloc, for its use only. */
void *arena_alloc_more(struct arena *a, size_t n);

/* n zeroed bytes, aligned for any type. Lives in `a`. Dies without memory. */
static inline void *arena_alloc(struct arena *a, size_t n) {
  if (n >= a->clean)
    return arena_alloc_more(a, n);
  size_t rounded = (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
  char *p = a->next;
  a->next += rounded;
  a->clean -= rounded;
  return p;
}

/* The same, not zeroed: for what is written before it is read. */
void *arena_room(struct arena *a, size_t n);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, count)                                                            \
  ((type *)arena_alloc((a), checked_multiply((count), sizeof(type))))

/* The `old_n` bytes at `old` with room for `n`, n >= old_n; what is new is not zeroed. They
 * stay where they are if nothing was handed out since. Lives in `a`. */
void *arena_resize(struct arena *a, void *old, size_t old_n, size_t n);

/* Gives back what is behind the first `n` of the `old_n` bytes at `old`, if nothing was handed
 * out since. */
void arena_cut(struct arena *a, const void *old, size_t old_n, size_t n);

/* Room for one more element behind the n that `items` has, of `size` bytes each: the way to
 * grow a list. Start with items = NULL and n = 0, and let no one else grow it. Lives in `a`. */
void *arena_grow(struct arena *a, void *items, size_t n, size_t size);

/* The `old_n` bytes at `old` with room for `n`; what is new is not zeroed. Nobody may hold the
 * old bytes: where they are many, they are given back. Lives in `a`. */
void *arena_move(struct arena *a, void *old, size_t old_n, size_t n);

/* A copy that ends in a NUL, which is not counted. Lives in `a`. */
struct str arena_copy(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Called once, before the first arena: memory that was freed in large pieces goes back to the
 * system from now on, where the C library would keep it for later. */
void arena_return_memory(void);

/* Forgets everything but keeps one block for what comes next; frees everything. */
void arena_reset(struct arena *a);
void arena_free(struct arena *a);

#endif
