/* Which case of a knowledge base stands at a place. */
#include "driver/case_place.h"

#include "model/kb.h"

static const struct piece *piece_of(const struct kb *kb, size_t i) {
  return kb->cases[i]->doc->piece;
}

/* Does the case stand at or before the place? */
static bool is_before(const struct kb *kb, size_t i, struct span span) {
  const struct piece *piece = piece_of(kb, i);
  int order = str_compare(piece->source->place, span.source->place);
  return order < 0 || (order == 0 && piece->whole.offset <= span.offset);
}

/* The cases are in the order of the texts. */
size_t case_at_place(const struct kb *kb, struct span span) {
  size_t low = 0, high = kb->case_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_before(kb, middle, span))
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return STR_NONE;
  const struct piece *piece = piece_of(kb, low - 1);
  size_t end = piece->whole.offset + piece->whole.n;
  /* What is missing at the end of a case is reported at its end. */
  bool is_inside = span.offset < end || (span.offset == end && span.n == 0);
  return piece->source == span.source && is_inside ? low - 1 : STR_NONE;
}
