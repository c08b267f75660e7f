/* A pattern taken apart: what the engine must know of it before it compares a word. */
#include "matcher/pattern_shape.h"

#include <stdint.h>

#include "matcher/engine/tables.h"
#include "model/pattern_words.h"

struct pattern_shape pattern_shape_of(struct str words) {
  struct pattern_shape shape = {.fits = words.n > 0 && words.p[words.n - 1] != ' '};
  struct str rest = words;
  bool last_is_any = false;
  while (rest.n > 0) {
    struct str item = words_next_item(&rest);
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
