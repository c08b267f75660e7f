/* The keywords of JSON Schema that hold further schemas against the same value. */
#include "base/arena.h"
#include "check/json_schema_report.h"

bool evaluate_ref(struct evaluation *e, struct visit *visit) {
  return evaluate_here(e, visit->clause->node, visit->place, visit->marks);
}

/* The outermost resource in scope that has a $dynamicAnchor of that name is the one that
 * counts. */
bool evaluate_dynamic_ref(struct evaluation *e, struct visit *visit) {
  const struct json_node *target = visit->clause->node;
  struct str name = visit->clause->dynamic_name;
  const struct json_schema *schema = e->schema;
  for (const struct dynamic_scope *scope = e->scope; scope && name.n > 0;
       scope = scope->around) {
    for (size_t i = 0; i < schema->dynamic_count; i++) {
      if (schema->dynamics[i].resource == scope->resource &&
          str_equal(schema->dynamics[i].name, name))
        target = schema->dynamics[i].node;
    }
  }
  return evaluate_here(e, target, visit->place, visit->marks);
}

bool evaluate_all_of(struct evaluation *e, struct visit *visit) {
  bool is_valid = true;
  size_t count = visit->clause->source->value.count;
  for (size_t i = 0; i < count && (is_valid || e->bag); i++)
    is_valid =
        evaluate_here(e, visit->clause->nodes[i], visit->place, visit->marks) && is_valid;
  return is_valid;
}

/* A branch that fits, but had something to note in silence, is gone through once more. */
static bool evaluate_branch(struct evaluation *e, const struct visit *visit, size_t index) {
  bool had_notes = e->has_unsaid_notes;
  e->has_unsaid_notes = false;
  const struct json_node *branch = visit->clause->nodes[index];
  bool is_valid = evaluate_silently(e, branch, visit->place, visit->marks);
  if (is_valid && e->has_unsaid_notes && e->bag)
    evaluate_here(e, branch, visit->place, NULL);
  e->has_unsaid_notes = had_notes || (is_valid && e->has_unsaid_notes && !e->bag);
  return is_valid;
}

bool evaluate_any_of(struct evaluation *e, struct visit *visit) {
  bool is_valid = false;
  size_t count = visit->clause->source->value.count;
  for (size_t i = 0; i < count && (!is_valid || visit->marks); i++)
    is_valid = evaluate_branch(e, visit, i) || is_valid;
  if (!is_valid && e->bag && !e->is_exhausted)
    report_choice(e, visit);
  return is_valid;
}

static void report_two(struct evaluation *e, const struct visit *visit, size_t first,
                       size_t second) {
  struct str name = place_name(e, visit->place);
  const struct json_clause *clause = visit->clause;
  struct diag *diag = report(e, VALUE_ONE_OF, place_span(e, visit->place),
                             "%.*s fits two forms of which only one may fit", STR_ARG(name));
  diag_relate(e->bag, diag, clause->nodes[first]->source->span, "the first form");
  diag_relate(e->bag, diag, clause->nodes[second]->source->span, "the other form");
}

bool evaluate_one_of(struct evaluation *e, struct visit *visit) {
  size_t count = visit->clause->source->value.count, fitting = 0, first = 0;
  for (size_t i = 0; i < count && fitting < 2; i++) {
    if (!evaluate_branch(e, visit, i))
      continue;
    if (fitting++ == 0) {
      first = i;
      continue;
    }
    if (e->bag)
      report_two(e, visit, first, i);
  }
  if (fitting == 0 && e->bag && !e->is_exhausted)
    report_choice(e, visit);
  return fitting == 1;
}

bool evaluate_not(struct evaluation *e, struct visit *visit) {
  struct place *place = visit->place;
  bool wants_text = place->wants_text, had_notes = e->has_unsaid_notes;
  bool fits = evaluate_silently(e, visit->clause->node, place, NULL);
  place->wants_text = wants_text;
  e->has_unsaid_notes = had_notes;
  if (!fits || e->is_exhausted)
    return !e->is_exhausted;
  if (!e->bag)
    return false;
  struct str name = place_name(e, place);
  struct str unwanted = node_shown(e, visit->clause->node);
  struct diag *diag = report(e, VALUE_NOT, place_span(e, place), "%.*s must not be %.*s",
                             STR_ARG(name), STR_ARG(unwanted));
  diag_relate(e->bag, diag, visit->clause->source->key_span, "what is ruled out");
  return false;
}

bool evaluate_if(struct evaluation *e, struct visit *visit) {
  struct place *place = visit->place;
  bool wants_text = place->wants_text, had_notes = e->has_unsaid_notes;
  bool fits = evaluate_silently(e, visit->clause->node, place, visit->marks);
  place->wants_text = wants_text;
  e->has_unsaid_notes = had_notes;
  if (e->is_exhausted)
    return false;
  const struct json_clause *next =
      json_node_clause(visit->node, fits ? KEYWORD_THEN : KEYWORD_ELSE);
  return !next || evaluate_here(e, next->node, place, visit->marks);
}

bool evaluate_dependent_schemas(struct evaluation *e, struct visit *visit) {
  const struct json_clause *clause = visit->clause;
  const struct value *map = &clause->source->value;
  bool is_valid = true;
  for (size_t i = 0; i < map->count && (is_valid || e->bag); i++) {
    if (value_member(visit->place->value, map->members[i].key))
      is_valid = evaluate_here(e, clause->nodes[i], visit->place, visit->marks) && is_valid;
  }
  return is_valid;
}
