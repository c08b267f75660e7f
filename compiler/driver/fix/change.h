/* Changes of a text: which of them can be made at once, and the text that comes of it. */
#ifndef DRIVER_FIX_CHANGE_H
#define DRIVER_FIX_CHANGE_H

#include "base/str.h"

struct arena;

/* The bytes [from, to) become `text`; from = to puts it in between. */
struct text_edit {
  size_t from, to;
  struct str text;
};

/* All of its edits are made, or none. */
struct text_change {
  struct text_edit *edits;
  size_t count;
  bool is_taken;
};

void change_add(struct arena *a, struct text_change *change, size_t from, size_t to,
                struct str text);

/* Takes the changes that go together, earlier ones first, and answers how many these are. One
 * that touches what another one has taken is left for a later round; one whose own edits
 * overlap, lie outside or change nothing is never taken. Sorts the edits of each. */
size_t changes_pick(struct arena *scratch, struct str bytes, struct text_change *changes,
                    size_t count);

/* The text with all changes that are taken. Lives in `a`. */
struct str changes_apply(struct arena *a, struct arena *scratch, struct str bytes,
                         const struct text_change *changes, size_t count);

#endif
