/* What a store answers to a query, as far as it is looked at. */
#include "driver/eval/ranking.h"

void ranking_add(struct ranking *ranking, size_t kb_case) {
  if (ranking->count == RANKED)
    return;
  bool is_new = kb_case == STR_NONE || ranking_place(ranking, kb_case) == 0;
  if (is_new)
    ranking->cases[ranking->count++] = kb_case;
  if (ranking->places++ < FIRST_PLACES && kb_case != STR_NONE)
    ranking->first_cases += is_new;
}

size_t ranking_place(const struct ranking *ranking, size_t kb_case) {
  for (size_t i = 0; i < ranking->count; i++) {
    if (ranking->cases[i] == kb_case)
      return i + 1;
  }
  return 0;
}
