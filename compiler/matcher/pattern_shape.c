/* A pattern taken apart: what the engine must know of it before it compares a word. */
#include "matcher/pattern_shape.h"

#include <stdint.h>

#include "matcher/engine/tables.h"

bool pattern_next_item(struct str *rest, struct str *item) {
  if (rest->n == 0)
    return false;
  size_t end = str_find_char(*rest, ' ', 0);
  *item = str_slice(*rest, 0, end);
  *rest = end == STR_NONE ? (struct str){NULL, 0} : str_slice(*rest, end + 1, rest->n);
  return true;
}

struct pattern_shape pattern_shape_of(struct str words) {
  struct pattern_shape shape = {.fits = words.n > 0 && words.p[words.n - 1] != ' '};
  struct str rest = words, item;
  bool last_is_any = false;
  while (pattern_next_item(&rest, &item)) {
    bool is_value = is_value_item(item), is_any = is_any_item(item);
    shape.fits = shape.fits && item.n > (is_value ? 1u : 0u) && !(is_any && shape.plain == 0);
    shape.leads_with_value = shape.leads_with_value || (is_value && shape.plain == 0);
    shape.any += is_any;
    shape.values += is_value;
    shape.plain += !is_value && !is_any;
    if (!is_any)
      shape.length += item.n - is_value + (shape.plain + shape.values > 1);
    if (!is_value)
      last_is_any = is_any;
  }
  shape.fits = shape.fits && !last_is_any && shape.any <= KB_MOST_ANY && words.n <= UINT16_MAX;
  return shape;
}
