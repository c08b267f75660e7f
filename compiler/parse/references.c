/* The link reference definitions of a body, by their labels. */
#include "parse/references.h"

#include "base/arena.h"
#include "base/unicode.h"

enum { LONGEST_LABEL = 1000 };

/* Labels match regardless of case and of how much white space stands where. */
static struct str key_of(struct arena *scratch, struct str label) {
  return unicode_fold_space(scratch, unicode_fold(scratch, label));
}

void references_add(struct arena *scratch, struct references *references, struct str label,
                    struct reference reference) {
  size_t index = references->count;
  struct str key = arena_copy(scratch, key_of(scratch, label));
  if (map_add(&references->by_label, scratch, key, index) != index)
    return;
  references->items = arena_grow(scratch, references->items, index, sizeof *references->items);
  references->items[references->count++] = reference;
}

struct reference *references_find(struct arena *scratch, const struct references *references,
                                  struct str label) {
  if (references->count == 0 || label.n == 0 || label.n > LONGEST_LABEL)
    return NULL;
  size_t index = map_find(&references->by_label, key_of(scratch, label));
  return index == STR_NONE ? NULL : &references->items[index];
}
