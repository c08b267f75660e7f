/* Where in a text which rules are silent, and which of these places have silenced anything. */
#include "driver/filter/silence.h"

#include "base/arena.h"

#include <stdlib.h>

static int compare_places(const void *left, const void *right) {
  const struct silent_place *a = left, *b = right;
  int order = (a->rule > b->rule) - (a->rule < b->rule);
  return order != 0 ? order : (a->from > b->from) - (a->from < b->from);
}

static void sort_places(struct silent_places *places) {
  if (places->count > 1)
    qsort(places->items, places->count, sizeof *places->items, compare_places);
}

/* The index of the first one of the rule that begins at the line or behind it, or of what
 * follows the rule. */
static size_t first_from(const struct silent_places *places, size_t rule, size_t line) {
  const struct silent_place wanted = {rule, line, line};
  size_t low = 0, high = places->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_places(&places->items[middle], &wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct silent_places silences_cover(struct arena *a, const struct silence *silences,
                                    size_t count) {
  struct silent_places places = {arena_array(a, struct silent_place, count), count};
  for (size_t i = 0; i < count; i++)
    places.items[i] = (struct silent_place){silences[i].rule, silences[i].from, silences[i].to};
  sort_places(&places);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    struct silent_place *last = kept > 0 ? &places.items[kept - 1] : NULL;
    const struct silent_place place = places.items[i];
    if (!last || last->rule != place.rule || last->to < place.from)
      places.items[kept++] = place;
    else if (last->to < place.to)
      last->to = place.to;
  }
  places.count = kept;
  return places;
}

bool silent_places_have(const struct silent_places *places, size_t rule, size_t line) {
  size_t at = first_from(places, rule, line);
  if (at < places->count && places->items[at].rule == rule && places->items[at].from == line)
    return true;
  const struct silent_place *before = at > 0 ? &places->items[at - 1] : NULL;
  return before && before->rule == rule && before->to >= line;
}

void silences_use(struct silence *silences, size_t count, struct silent_places *silenced) {
  sort_places(silenced);
  for (size_t i = 0; i < count; i++) {
    struct silence *silence = &silences[i];
    size_t at = first_from(silenced, silence->rule, silence->from);
    silence->is_used = at < silenced->count && silenced->items[at].rule == silence->rule &&
                       silenced->items[at].from <= silence->to;
  }
}
