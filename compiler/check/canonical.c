/* One text for all the ways to write a JSON value, so that equal values have equal texts. */
#include "check/canonical.h"

#include "base/arena.h"
#include "base/buf.h"
#include "check/decimal.h"
#include "model/value.h"

#include <stdlib.h>

static int compare_members(const void *left, const void *right) {
  const struct value_member *const *a = left, *const *b = right;
  return str_compare((*a)->key, (*b)->key);
}

/* The length in front makes the end of a text unmistakable, whatever stands in it. */
static void add_text(struct buf *out, struct str text) {
  buf_printf(out, "\"%zu:", text.n);
  buf_add(out, text);
}

static void add_number(struct buf *out, struct arena *a, struct str text) {
  struct decimal decimal;
  if (!decimal_read(a, text, &decimal)) {
    buf_add_char(out, '?'); /* .inf and .nan */
    add_text(out, text);
    return;
  }
  buf_add_c(out, decimal.is_negative ? "-" : "+");
  buf_add(out, decimal.digits);
  buf_printf(out, "e%lld", decimal.point);
}

static void add_value(struct buf *out, struct arena *a, const struct value *value);

static void add_object(struct buf *out, struct arena *a, const struct value *value) {
  const struct value_member **sorted =
      arena_array(a, const struct value_member *, value->count);
  for (size_t i = 0; i < value->count; i++)
    sorted[i] = &value->members[i];
  if (value->count > 1)
    qsort(sorted, value->count, sizeof *sorted, compare_members);
  buf_add_char(out, '{');
  for (size_t i = 0; i < value->count; i++) {
    add_text(out, sorted[i]->key);
    add_value(out, a, &sorted[i]->value);
  }
  buf_add_char(out, '}');
}

static void add_value(struct buf *out, struct arena *a, const struct value *value) {
  switch (value->kind) {
  case VALUE_NULL:
    buf_add_char(out, 'n');
    break;
  case VALUE_BOOL:
    buf_add_char(out, value->boolean ? 't' : 'f');
    break;
  case VALUE_NUMBER:
    add_number(out, a, value->text);
    break;
  case VALUE_STRING:
    add_text(out, value->text);
    break;
  case VALUE_ARRAY:
    buf_add_char(out, '[');
    for (size_t i = 0; i < value->count; i++)
      add_value(out, a, &value->items[i]);
    buf_add_char(out, ']');
    break;
  case VALUE_OBJECT:
    add_object(out, a, value);
    break;
  }
}

struct str value_canonical(struct arena *a, const struct value *value) {
  struct buf out = {0};
  add_value(&out, a, value);
  struct str text = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return text;
}

bool values_are_equal(struct arena *scratch, const struct value *left,
                      const struct value *right) {
  if (left->kind != right->kind)
    return false;
  if (left->kind == VALUE_STRING)
    return str_equal(left->text, right->text);
  return str_equal(value_canonical(scratch, left), value_canonical(scratch, right));
}
