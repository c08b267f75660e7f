/* Whether one pattern is inside another: each message that fits the one then fits the other. */
#include "model/pattern_words.h"

struct str words_next_item(struct str *rest) {
  size_t space = str_find_char(*rest, ' ', 0);
  struct str item = str_slice(*rest, 0, space);
  *rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(*rest, space + 1, rest->n);
  return item;
}

/* Passes over values up to the one that is looked for; false if it is not in this gap. */
static bool take_value(struct str item, struct str *outer) {
  while (is_value_item(*outer)) {
    if (str_equal(words_next_item(outer), item))
      return true;
  }
  return false;
}

/* The same for a word: the next one must be it. */
static bool take_word(struct str item, struct str *outer) {
  while (is_value_item(*outer))
    words_next_item(outer);
  return outer->n > 0 && str_equal(words_next_item(outer), item);
}

/* Values may be passed over that stand between, words not; a variable word of the inner pattern
 * stands for one of the outer one, for its variable word, or for nothing. */
static bool fits(struct str inner, struct str outer) {
  while (inner.n > 0) {
    struct str item = words_next_item(&inner);
    if (is_value_item(item) ? !take_value(item, &outer)
                            : !is_any_item(item) && !take_word(item, &outer))
      return false;
    if (!is_any_item(item))
      continue;
    struct str behind = outer;
    while (is_value_item(behind))
      words_next_item(&behind);
    bool is_open = is_any_item(words_next_item(&behind));
    if (!is_open && fits(inner, outer))
      return true;
    outer = behind;
  }
  return true;
}

bool words_are_inside(struct str inner, struct str outer, size_t from) {
  struct str rest = outer;
  for (size_t words = 0; words < from && rest.n > 0;)
    words += !is_value_item(words_next_item(&rest));
  return fits(inner, rest);
}

bool words_are_anywhere(struct str inner, struct str outer) {
  size_t words = 0;
  struct str rest = outer;
  while (rest.n > 0)
    words += !is_value_item(words_next_item(&rest));
  for (size_t from = 0; from <= words; from++) {
    if (words_are_inside(inner, outer, from))
      return true;
  }
  return false;
}
