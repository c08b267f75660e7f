/* Memory for cmark, out of an arena: its functions are handed no context. */
#include "parse/markdown_memory.h"

#include "base/arena.h"

#include <string.h>

/* The one variable of the house: cmark's calls for memory say for nobody. Each thread has its
 * own, it is set before each of cmark's runs and cleared behind it, and no other code sees it.
 */
static _Thread_local struct arena *arena_in_use;

/* In front of each piece: how many bytes it has. As large as any type's alignment. */
enum { HEAD = 16 };

void markdown_memory_use(struct arena *a) {
  arena_in_use = a;
}

static void *with_head(char *p, size_t n) {
  memcpy(p, &n, sizeof n);
  return p + HEAD;
}

void *markdown_memory_new(size_t count, size_t size) {
  size_t n = checked_multiply(count, size);
  return with_head(arena_alloc(arena_in_use, checked_add(n, HEAD)), n);
}

void *markdown_memory_resize(void *old, size_t n) {
  if (!old)
    return markdown_memory_new(n, 1);
  char *p = (char *)old - HEAD;
  size_t old_n;
  memcpy(&old_n, p, sizeof old_n);
  if (n <= old_n)
    return old;
  return with_head(arena_resize(arena_in_use, p, old_n + HEAD, checked_add(n, HEAD)), n);
}

void markdown_memory_free(void *old) {
  (void)old;
}
