/* Memory that is handed out piece by piece and given back all at once. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/arena.h"

#include "base/die.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#endif
#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
enum { CLEAN_AHEAD = 0 }; /* each piece is unpoisoned by itself */
#else
/* Pieces are mostly some dozens of bytes: zeroing them by the lot costs one call for all. */
enum { CLEAN_AHEAD = 1024 };
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 2 * 1024 * 1024 };

struct arena_block {
  struct arena_block *older;
  size_t n;
};

enum { HEADER = (sizeof(struct arena_block) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN };

static void block_use(struct arena *a, struct arena_block *block) {
  a->newest = block;
  a->next = (char *)block + HEADER;
  a->end = (char *)block + block->n;
  a->clean = 0;
  ASAN_POISON_MEMORY_REGION(a->next, (size_t)(a->end - a->next));
}

/* Blocks of the largest size are filled to their end, but for the last one. So each is one
 * large page where the kernel has such, which spares a fault for each of 512 small ones. It is
 * fetched at once in any case. Kernels that cannot do it say so, and nothing is lost. */
static struct arena_block *block_large(void) {
  struct arena_block *block = aligned_alloc(LARGEST_BLOCK, LARGEST_BLOCK);
  if (!block)
    die_without_memory();
#ifdef MADV_HUGEPAGE
  madvise(block, LARGEST_BLOCK, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
  madvise(block, LARGEST_BLOCK, MADV_POPULATE_WRITE);
#endif
  return block;
}

static void block_add(struct arena *a, size_t need) {
  size_t n = a->newest ? a->newest->n * 2 : FIRST_BLOCK;
  if (n > LARGEST_BLOCK)
    n = LARGEST_BLOCK;
  if (n < checked_add(need, HEADER))
    n = checked_add(need, HEADER);
  struct arena_block *block = n == LARGEST_BLOCK ? block_large() : checked_alloc(n, 1);
  *block = (struct arena_block){a->newest, n};
  block_use(a, block);
}

static size_t round_up(size_t n) {
  return checked_add(n, ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

/* Takes what is handed out off the bytes that are known to be zero. */
static void advance(struct arena *a, size_t n) {
  a->next += n;
  a->clean -= n < a->clean ? n : a->clean;
}

void *arena_alloc_more(struct arena *a, size_t n) {
  size_t rounded = round_up(n);
  if (!a->newest || rounded > (size_t)(a->end - a->next))
    block_add(a, rounded);
  char *p = a->next;
  size_t room = (size_t)(a->end - p), ahead = checked_add(rounded, CLEAN_AHEAD);
  ahead = ahead < room ? ahead : room;
  ASAN_UNPOISON_MEMORY_REGION(p, n);
  if (CLEAN_AHEAD == 0) {
    memset(p, 0, n);
  } else if (ahead > a->clean) {
    memset(p + a->clean, 0, ahead - a->clean);
    a->clean = ahead;
  }
  advance(a, rounded);
  return p;
}

void *arena_room(struct arena *a, size_t n) {
  size_t rounded = round_up(n);
  if (!a->newest || rounded > (size_t)(a->end - a->next))
    block_add(a, rounded);
  char *p = a->next;
  ASAN_UNPOISON_MEMORY_REGION(p, n);
  advance(a, rounded);
  return p;
}

void *arena_resize(struct arena *a, void *old, size_t old_n, size_t n) {
  char *end = (char *)old + round_up(old_n);
  if (end == a->next && round_up(n) - round_up(old_n) <= (size_t)(a->end - a->next)) {
    advance(a, round_up(n) - round_up(old_n));
    ASAN_UNPOISON_MEMORY_REGION(old, n);
    return old;
  }
  return memcpy(arena_room(a, n), old, old_n);
}

void arena_cut(struct arena *a, const void *old, size_t old_n, size_t n) {
  char *end = a->next - round_up(old_n) + round_up(n);
  if ((const char *)old + round_up(old_n) != a->next)
    return;
  ASAN_POISON_MEMORY_REGION(end, (size_t)(a->next - end));
  a->next = end;
  a->clean = 0; /* what was given back was written to */
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t size) {
  /* The room is 4, 8, 16, …: it is full exactly when n is one of these, so n alone tells. */
  if (n != 0 && (n < 4 || (n & (n - 1)) != 0))
    return items;
  size_t room = n == 0 ? 4 : checked_multiply(n, 2);
  void *larger = arena_alloc(a, checked_multiply(room, size));
  if (n > 0)
    memcpy(larger, items, n * size);
  return larger;
}

static void block_free(struct arena_block *block) {
  ASAN_UNPOISON_MEMORY_REGION(block, block->n);
  free(block);
}

/* A block for one piece, behind the newest, which goes on being filled. */
static void *block_alone(struct arena *a, size_t n) {
  if (!a->newest)
    block_add(a, 1);
  size_t all = checked_add(round_up(n), HEADER);
  struct arena_block *block = checked_alloc(all, 1);
  *block = (struct arena_block){a->newest->older, all};
  a->newest->older = block;
  return (char *)block + HEADER;
}

static void give_back(struct arena *a, const void *alone) {
  for (struct arena_block *block = a->newest; block && block->older; block = block->older) {
    struct arena_block *older = block->older;
    if ((char *)older + HEADER != alone)
      continue;
    block->older = older->older;
    block_free(older);
    return;
  }
}

void *arena_move(struct arena *a, void *old, size_t old_n, size_t n) {
  if (n < LARGEST_BLOCK) {
    void *moved = arena_room(a, n);
    return old_n > 0 ? memcpy(moved, old, old_n) : moved;
  }
  void *moved = block_alone(a, n);
  if (old_n > 0)
    memcpy(moved, old, old_n);
  if (old_n >= LARGEST_BLOCK)
    give_back(a, old);
  return moved;
}

struct str arena_copy(struct arena *a, struct str s) {
  char *copy = arena_room(a, checked_add(s.n, 1));
  if (s.n > 0)
    memcpy(copy, s.p, s.n);
  copy[s.n] = '\0';
  return (struct str){copy, s.n};
}

struct str arena_printf(struct arena *a, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n < 0)
    die("a message cannot be formatted: %s", format);
  char *text = arena_room(a, (size_t)n + 1);
  vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  return (struct str){text, (size_t)n};
}

/* The C library gives back what was mapped by itself, which is what is large, but calls ever
 * more things small as it sees them freed. A stage that needs much for a while must not make
 * that the size of the whole run. */
void arena_return_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, LARGEST_BLOCK / 2);
#endif
}

void arena_reset(struct arena *a) {
  if (!a->newest)
    return;
  /* The newest block is the largest that was needed so far, short of one huge piece. */
  for (struct arena_block *block = a->newest->older, *older; block; block = older) {
    older = block->older;
    block_free(block);
  }
  a->newest->older = NULL;
  block_use(a, a->newest);
}

void arena_free(struct arena *a) {
  for (struct arena_block *block = a->newest, *older; block; block = older) {
    older = block->older;
    block_free(block);
  }
  *a = (struct arena){0};
}
