/* The changes that make the form of a text, as those who look for them hand them in. */
#include "driver/format/form.h"

#include "base/arena.h"
#include "driver/fix/change.h"

struct text_change *form_change(struct form *form) {
  form->changes = arena_grow(form->a, form->changes, form->count, sizeof *form->changes);
  form->changes[form->count] = (struct text_change){NULL, 0, false};
  return &form->changes[form->count++];
}

void form_edit(struct form *form, size_t from, size_t to, struct str text) {
  change_add(form->a, form_change(form), from, to, text);
}
