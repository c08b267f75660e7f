/* What the JSON Schema of front matter says plainly, references followed: which keys there are,
 * and which of them are text. */
#ifndef MODEL_VALUE_FORM_H
#define MODEL_VALUE_FORM_H

#include "base/map.h"

struct value_form;
struct value;

struct form_key {
  struct str name;
  const struct value_form *form; /* of its value; never NULL */
};

/* Of one value, put together from its schema and what that names by $ref and allOf. Forms may
 * lead to each other in circles: whoever walks them walks along a value. */
struct value_form {
  const struct value *type, *constant, *words; /* behind type, const and enum, or NULL */
  const struct value *schema; /* the first that says more than where another one is, or NULL */
  struct str *required;       /* the keys that must be there */
  size_t required_count;
  struct form_key *keys; /* those of a schema itself first, then what it refers to */
  size_t key_count;
  struct map names;               /* from a name to its index among the keys */
  const struct value_form *items; /* NULL: nothing is said about them */
  bool is_closed;                 /* there are no other keys */
};

/* The form behind a key, or NULL if the schema does not declare it; also NULL if `form` is. */
const struct value_form *value_form_key(const struct value_form *form, struct str name);

#endif
