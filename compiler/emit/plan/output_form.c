/* Which output a file of a build is, by the form of its name. */
#include "emit/plan/output_form.h"

#include "emit/emitter.h"
#include "emit/stores/store.h"

/* What stands in front of the mark and behind it; a form has one mark or none. */
bool output_form_matches(struct output_form form, struct str prefix, struct str name) {
  struct str text = str_from_c(form.text), mark = STR("{prefix}");
  if (form.has_prefix)
    return str_starts_with(name, prefix) &&
           str_equal(str_slice(name, prefix.n, name.n), str_slice(text, mark.n, text.n));
  size_t open = str_find_char(text, '{', 0), close = str_find_char(text, '}', 0);
  if (open == STR_NONE || close == STR_NONE)
    return str_equal(name, text);
  struct str front = str_slice(text, 0, open), back = str_slice(text, close + 1, text.n);
  return name.n > front.n + back.n && str_starts_with(name, front) && str_ends_with(name, back);
}

static struct output_form form_new(const char *text) {
  return (struct output_form){text, str_starts_with(str_from_c(text), STR("{prefix}"))};
}

struct output_form output_form_of(struct str prefix, struct str name) {
  const struct emitter *emitter;
  for (size_t i = 0; (emitter = emitter_at(i)); i++) {
    for (size_t j = 0; j < EMITTER_FILES && emitter->files[j]; j++) {
      struct output_form form = form_new(emitter->files[j]);
      if (output_form_matches(form, prefix, name))
        return form;
    }
    for (size_t j = 0; emitter->store && j < STORE_FILES; j++) {
      const char *text = emitter->store->files[j].name;
      if (text && output_form_matches(form_new(text), prefix, name))
        return form_new(text);
    }
  }
  return (struct output_form){NULL, false};
}
