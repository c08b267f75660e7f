/* Memory for cmark, out of an arena: its functions are handed no context. */
#ifndef PARSE_MARKDOWN_MEMORY_H
#define PARSE_MARKDOWN_MEMORY_H

#include <stddef.h>

struct arena;

/* From now on this thread's calls below take from `a`, until another arena takes its place;
 * NULL: there must be none. */
void markdown_memory_use(struct arena *a);

/* As calloc, realloc and free, but that they die instead of failing, and that nothing is given
 * back before the arena is. */
void *markdown_memory_new(size_t count, size_t size);
void *markdown_memory_resize(void *old, size_t n);
void markdown_memory_free(void *old);

#endif
