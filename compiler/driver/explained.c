/* What is known of a case and its patterns, ready to be written. */
#include "driver/explained.h"

#include "base/arena.h"
#include "model/kb.h"
#include "model/pattern_words.h"
#include "model/witness.h"

static bool is_listed(const struct kin_list *list, size_t number) {
  return list->count > 0 && list->items[list->count - 1].number == number;
}

static void compare(struct arena *a, struct explained *e, const struct kb_pattern *mine,
                    size_t number, const struct kb_pattern *other) {
  enum kinship kinship = KIN_EQUAL;
  if (!str_equal(mine->service, other->service))
    return;
  if (!str_equal(mine->words, other->words)) {
    bool is_inside = words_are_anywhere(other->words, mine->words);
    if (!is_inside && !words_are_anywhere(mine->words, other->words))
      return;
    kinship = is_inside ? KIN_INSIDE : KIN_AROUND;
  }
  struct kin_list *list = &e->kin[kinship];
  if (is_listed(list, number))
    return;
  list->items = arena_grow(a, list->items, list->count, sizeof *list->items);
  list->items[list->count++] = (struct kin){number, other->words, mine->words};
}

static void find_kin(struct arena *a, struct explained *e) {
  const struct kb_case *mine = e->kb->cases[e->number];
  for (size_t i = 0; i < e->kb->case_count; i++) {
    const struct kb_case *other = e->kb->cases[i];
    for (size_t j = 0; i != e->number && j < other->pattern_count; j++) {
      for (size_t k = 0; k < mine->pattern_count; k++)
        compare(a, e, &mine->patterns[k], i, &other->patterns[j]);
    }
  }
}

struct explained explained_of(struct arena *a, const struct kb *kb, size_t number) {
  struct explained e = {.kb = kb, .number = number};
  const struct kb_case *kb_case = kb->cases[number];
  find_kin(a, &e);
  if (kb_case->pattern_count > 0)
    e.line = witness_line(a, kb, number, number, kb_case->patterns[0].service, kb_case->sample);
  return e;
}
