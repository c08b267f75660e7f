/* The keywords of JSON Schema that speak of arrays: their number of items, and each of these.
 */
#include "base/arena.h"
#include "check/canonical.h"
#include "check/json_schema_report.h"

#include <stdint.h>
#include <stdlib.h>

static size_t clause_number(const struct json_node *node, enum json_keyword_id keyword,
                            size_t otherwise) {
  const struct json_clause *clause = json_node_clause(node, keyword);
  return clause ? clause->number : otherwise;
}

static bool report_item_count(struct evaluation *e, const struct visit *visit, bool is_minimum,
                              size_t bound) {
  if (!e->bag)
    return false;
  const struct place *place = visit->place;
  struct str name = place_name(e, place);
  struct str shown = count_shown(e, place->value->count, "item");
  /* The first item that is too many, if there is one. */
  struct span span = is_minimum ? place_key_span(e, place) : place->value->items[bound].span;
  report(e, VALUE_ITEMS, span, "%.*s has %.*s, but must have at %s %zu", STR_ARG(name),
         STR_ARG(shown), is_minimum ? "least" : "most", bound);
  return false;
}

bool evaluate_item_count(struct evaluation *e, struct visit *visit) {
  bool is_minimum = visit->clause->keyword->id == KEYWORD_MIN_ITEMS;
  size_t bound = visit->clause->number, count = visit->place->value->count;
  if (is_minimum ? count >= bound : count <= bound)
    return true;
  return report_item_count(e, visit, is_minimum, bound);
}

struct sorted_item {
  struct str canonical;
  size_t index;
};

static int compare_items(const void *left, const void *right) {
  const struct sorted_item *a = left, *b = right;
  int order = str_compare(a->canonical, b->canonical);
  return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static void report_duplicate(struct evaluation *e, const struct place *place, size_t first,
                             size_t again) {
  const struct value *items = place->value->items;
  struct str name = place_name(e, place);
  struct str shown = value_shown(e, &items[again]);
  struct diag *diag = report(e, VALUE_DUPLICATE, items[again].span, "%.*s holds %.*s twice",
                             STR_ARG(name), STR_ARG(shown));
  diag_relate(e->bag, diag, items[first].span, "the first one");
}

bool evaluate_unique(struct evaluation *e, struct visit *visit) {
  const struct value *list = visit->place->value;
  if (!visit->clause->source->value.boolean || list->count < 2)
    return true;
  if (!evaluation_spend(e, list->count))
    return false;
  struct sorted_item *sorted = arena_array(e->scratch, struct sorted_item, list->count);
  for (size_t i = 0; i < list->count; i++)
    sorted[i] = (struct sorted_item){value_canonical(e->scratch, &list->items[i]), i};
  qsort(sorted, list->count, sizeof *sorted, compare_items);
  bool is_valid = true;
  size_t first = 0;
  for (size_t i = 1; i < list->count; i++) {
    if (!str_equal(sorted[first].canonical, sorted[i].canonical)) {
      first = i;
      continue;
    }
    is_valid = false;
    if (e->bag)
      report_duplicate(e, visit->place, sorted[first].index, sorted[i].index);
  }
  return is_valid;
}

bool evaluate_prefix_items(struct evaluation *e, struct visit *visit) {
  const struct value *list = visit->place->value;
  size_t count = visit->clause->source->value.count;
  bool is_valid = true;
  for (size_t i = 0; i < list->count && i < count && (is_valid || e->bag); i++) {
    if (visit->marks)
      visit->marks[i] = true;
    is_valid = evaluate_item(e, visit->clause->nodes[i], visit->place, i) && is_valid;
  }
  return is_valid;
}

bool evaluate_items(struct evaluation *e, struct visit *visit) {
  const struct value *list = visit->place->value;
  const struct json_clause *prefix = json_node_clause(visit->node, KEYWORD_PREFIX_ITEMS);
  size_t first = prefix ? prefix->source->value.count : 0;
  if (visit->clause->node->verdict == VERDICT_FALSE)
    return list->count <= first || report_item_count(e, visit, false, first);
  bool is_valid = true;
  for (size_t i = first; i < list->count && (is_valid || e->bag); i++) {
    if (visit->marks)
      visit->marks[i] = true;
    is_valid = evaluate_item(e, visit->clause->node, visit->place, i) && is_valid;
  }
  return is_valid;
}

/* How many items fit, as far as that matters. */
static size_t count_contained(struct evaluation *e, struct visit *visit, size_t enough) {
  const struct value *list = visit->place->value;
  struct bag *bag = e->bag;
  size_t count = 0;
  e->bag = NULL;
  for (size_t i = 0; i < list->count && (count < enough || visit->marks); i++) {
    if (!evaluate_item(e, visit->clause->node, visit->place, i))
      continue;
    count++;
    if (visit->marks)
      visit->marks[i] = true;
  }
  e->bag = bag;
  return count;
}

bool evaluate_contains(struct evaluation *e, struct visit *visit) {
  size_t least = clause_number(visit->node, KEYWORD_MIN_CONTAINS, 1);
  size_t most = clause_number(visit->node, KEYWORD_MAX_CONTAINS, SIZE_MAX);
  size_t count = count_contained(e, visit, e->bag || most != SIZE_MAX ? SIZE_MAX : least);
  if (count >= least && count <= most)
    return true;
  if (!e->bag || e->is_exhausted)
    return false;
  struct str name = place_name(e, visit->place);
  struct str wanted = node_shown(e, visit->clause->node);
  struct str shown = count_shown(e, count, "item");
  bool is_short = count < least;
  report(e, VALUE_ITEMS, place_key_span(e, visit->place),
         "%.*s of %.*s %s %.*s, but at %s %zu %s be", STR_ARG(shown), STR_ARG(name),
         count < 2 ? "is" : "are", STR_ARG(wanted), is_short ? "least" : "most",
         is_short ? least : most, is_short ? "must" : "may");
  return false;
}

bool evaluate_unevaluated_items(struct evaluation *e, struct visit *visit) {
  const struct value *list = visit->place->value;
  bool is_valid = true;
  for (size_t i = 0; i < list->count && (is_valid || e->bag); i++) {
    if (visit->marks && visit->marks[i])
      continue;
    if (visit->marks)
      visit->marks[i] = true;
    is_valid = evaluate_item(e, visit->clause->node, visit->place, i) && is_valid;
  }
  return is_valid;
}
