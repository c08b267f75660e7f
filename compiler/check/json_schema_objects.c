/* The keywords of JSON Schema that speak of objects: their keys, and what stands behind these.
 */
#include "base/arena.h"
#include "check/json_schema_report.h"

static void add_missing(struct evaluation *e, struct place *place, struct str name,
                        const struct value_member *because) {
  struct key_findings *keys = &place->keys;
  for (size_t i = 0; i < keys->missing_count; i++) {
    if (str_equal(keys->missing[i].name, name))
      return;
  }
  keys->missing =
      arena_grow(e->scratch, keys->missing, keys->missing_count, sizeof *keys->missing);
  keys->missing[keys->missing_count++] = (struct missing_key){name, because};
}

static void add_unknown(struct evaluation *e, struct place *place, size_t index) {
  if (!place->keys.unknown)
    place->keys.unknown = arena_array(e->scratch, bool, place->value->count);
  place->keys.unknown[index] = true;
}

static void add_properties(struct evaluation *e, struct place *place,
                           const struct json_clause *clause) {
  struct key_findings *keys = &place->keys;
  keys->properties = arena_grow(e->scratch, keys->properties, keys->properties_count,
                                sizeof(const struct json_clause *));
  keys->properties[keys->properties_count++] = clause;
}

/* Are all the names of the list there? */
static bool has_all(struct evaluation *e, struct place *place, const struct value *names,
                    const struct value_member *because) {
  bool is_valid = true;
  if (!evaluation_spend(e, names->count * (1 + place->value->count / 8)))
    return false;
  for (size_t i = 0; i < names->count && (is_valid || e->bag); i++) {
    if (value_member(place->value, names->items[i].text))
      continue;
    is_valid = false;
    if (e->bag)
      add_missing(e, place, names->items[i].text, because);
  }
  return is_valid;
}

bool evaluate_required(struct evaluation *e, struct visit *visit) {
  return has_all(e, visit->place, &visit->clause->source->value, NULL);
}

bool evaluate_dependent_required(struct evaluation *e, struct visit *visit) {
  const struct value *map = &visit->clause->source->value;
  bool is_valid = true;
  for (size_t i = 0; i < map->count && (is_valid || e->bag); i++) {
    const struct value_member *because = value_member(visit->place->value, map->members[i].key);
    if (because && !has_all(e, visit->place, &map->members[i].value, because))
      is_valid = false;
  }
  return is_valid;
}

bool evaluate_key_count(struct evaluation *e, struct visit *visit) {
  bool is_minimum = visit->clause->keyword->id == KEYWORD_MIN_PROPERTIES;
  size_t bound = visit->clause->number, count = visit->place->value->count;
  if (is_minimum ? count >= bound : count <= bound)
    return true;
  if (!e->bag)
    return false;
  struct str name = place_name(e, visit->place);
  struct str shown = count_shown(e, count, "key");
  report(e, VALUE_KEY_COUNT, place_key_span(e, visit->place),
         "%.*s has %.*s, but must have at %s %zu", STR_ARG(name), STR_ARG(shown),
         is_minimum ? "least" : "most", bound);
  return false;
}

bool evaluate_names(struct evaluation *e, struct visit *visit) {
  const struct value *object = visit->place->value;
  bool is_valid = true;
  for (size_t i = 0; i < object->count && (is_valid || e->bag); i++)
    is_valid =
        evaluate_key(e, visit->clause->node, visit->place, &object->members[i]) && is_valid;
  return is_valid;
}

bool evaluate_properties(struct evaluation *e, struct visit *visit) {
  const struct value *object = visit->place->value;
  const struct json_clause *clause = visit->clause;
  bool is_valid = true;
  if (e->bag)
    add_properties(e, visit->place, clause);
  for (size_t i = 0; i < object->count && (is_valid || e->bag); i++) {
    size_t index = map_find(&clause->names, object->members[i].key);
    if (index == STR_NONE)
      continue;
    if (visit->marks)
      visit->marks[i] = true;
    is_valid =
        evaluate_member(e, clause->nodes[index], visit->place, &object->members[i]) && is_valid;
  }
  return is_valid && evaluation_spend(e, object->count / 4);
}

bool evaluate_pattern_properties(struct evaluation *e, struct visit *visit) {
  const struct value *object = visit->place->value;
  const struct json_clause *clause = visit->clause;
  bool is_valid = true;
  for (size_t i = 0; i < object->count && (is_valid || e->bag); i++) {
    const struct value_member *member = &object->members[i];
    for (size_t k = 0; k < clause->source->value.count; k++) {
      if (!evaluation_matches(e, clause->patterns[k], member->key, visit->place, member))
        continue;
      if (visit->marks)
        visit->marks[i] = true;
      is_valid = evaluate_member(e, clause->nodes[k], visit->place, member) && is_valid;
    }
  }
  return is_valid;
}

/* Does `properties` or `patternProperties` beside this clause speak of the key? */
static bool is_named(struct evaluation *e, const struct visit *visit,
                     const struct value_member *member) {
  const struct json_clause *properties = json_node_clause(visit->node, KEYWORD_PROPERTIES);
  if (properties && map_find(&properties->names, member->key) != STR_NONE)
    return true;
  const struct json_clause *patterns =
      json_node_clause(visit->node, KEYWORD_PATTERN_PROPERTIES);
  for (size_t i = 0; patterns && i < patterns->source->value.count; i++) {
    if (evaluation_matches(e, patterns->patterns[i], member->key, visit->place, member))
      return true;
  }
  return false;
}

/* A key that no other keyword speaks of. */
static bool evaluate_other(struct evaluation *e, struct visit *visit, size_t index) {
  const struct value_member *member = &visit->place->value->members[index];
  if (visit->marks)
    visit->marks[index] = true;
  if (visit->clause->node->verdict != VERDICT_FALSE || !e->bag)
    return evaluate_member(e, visit->clause->node, visit->place, member);
  add_unknown(e, visit->place, index);
  return false;
}

bool evaluate_additional(struct evaluation *e, struct visit *visit) {
  const struct value *object = visit->place->value;
  bool is_valid = evaluation_spend(e, object->count / 4);
  for (size_t i = 0; i < object->count && (is_valid || e->bag); i++) {
    if (!is_named(e, visit, &object->members[i]))
      is_valid = evaluate_other(e, visit, i) && is_valid;
  }
  return is_valid;
}

bool evaluate_unevaluated(struct evaluation *e, struct visit *visit) {
  const struct value *object = visit->place->value;
  bool is_valid = true;
  for (size_t i = 0; i < object->count && (is_valid || e->bag); i++) {
    if (!visit->marks || !visit->marks[i])
      is_valid = evaluate_other(e, visit, i) && is_valid;
  }
  return is_valid;
}
