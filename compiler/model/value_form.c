/* What the JSON Schema of front matter says plainly, references followed. */
#include "model/value_form.h"

const struct value_form *value_form_key(const struct value_form *form, struct str name) {
  size_t index = form ? map_find(&form->names, name) : STR_NONE;
  return index == STR_NONE ? NULL : form->keys[index].form;
}
