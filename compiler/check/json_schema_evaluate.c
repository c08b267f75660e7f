/* Holds a value against a compiled JSON Schema. */
#include "check/json_schema_evaluate.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "check/json_schema_compiler.h"
#include "check/json_schema_report.h"

enum {
  STEPS = 1000 * 1000, /* of some 30 ns */
  STEPS_OF_LIMIT = STEPS / 10,
  /* Of schemas within schemas and values within values: front matter nests 16 deep, and few
   * schemas go through ten others for one value. A level takes less than 1 KiB of the stack. */
  DEPTH = 256,
};

bool evaluation_spend(struct evaluation *e, size_t steps) {
  if (e->is_exhausted)
    return false;
  e->is_exhausted = e->steps < steps;
  e->steps -= e->is_exhausted ? e->steps : steps;
  return !e->is_exhausted;
}

unsigned value_types(const struct evaluation *e, const struct value *value) {
  struct decimal decimal;
  switch (value->kind) {
  case VALUE_NULL:
    return TYPE_NULL;
  case VALUE_BOOL:
    return TYPE_BOOLEAN;
  case VALUE_NUMBER:
    if (!decimal_read(e->scratch, value->text, &decimal))
      return 0; /* .inf and .nan: no JSON has them */
    return TYPE_NUMBER | (decimal_is_integer(&decimal) ? TYPE_INTEGER : 0);
  case VALUE_STRING:
    return TYPE_STRING;
  case VALUE_ARRAY:
    return TYPE_ARRAY;
  case VALUE_OBJECT:
    return TYPE_OBJECT;
  }
  return 0;
}

unsigned place_types(const struct evaluation *e, const struct place *place) {
  return place->is_text ? TYPE_STRING : value_types(e, place->value);
}

bool *evaluation_marks(struct evaluation *e, const struct place *place, bool wanted) {
  const struct value *value = place->value;
  bool has_parts = value->kind == VALUE_OBJECT || value->kind == VALUE_ARRAY;
  if (!wanted || !has_parts || value->count == 0 || !evaluation_spend(e, value->count / 16))
    return NULL;
  return arena_array(e->scratch, bool, value->count);
}

static bool evaluate_clauses(struct evaluation *e, const struct json_node *node,
                             struct place *place, bool *marks) {
  unsigned types = place_types(e, place);
  bool is_valid = true;
  for (size_t i = 0; i < node->count && (is_valid || e->bag); i++) {
    const struct json_keyword *keyword = node->clauses[i].keyword;
    if (!keyword->evaluate)
      continue;
    bool concerns_all = keyword->kinds == KINDS_ALL;
    if (!concerns_all && !(keyword->kinds & types))
      continue;
    struct visit visit = {node, &node->clauses[i], place, marks};
    is_valid = keyword->evaluate(e, &visit) && is_valid && !e->is_exhausted;
  }
  return is_valid;
}

/* A schema that says no, or yes to schemas only. */
static bool evaluate_verdict(struct evaluation *e, const struct json_node *node,
                             const struct place *place) {
  if (node->verdict == VERDICT_SCHEMA && json_shape_is_schema(e->scratch, place->value))
    return true;
  if (!e->bag)
    return false;
  struct str name = place_name(e, place);
  if (node->verdict == VERDICT_SCHEMA)
    report(e, VALUE_TYPE, place_span(e, place), "%.*s must be a JSON Schema", STR_ARG(name));
  else
    report(e, VALUE_FORBIDDEN, place_key_span(e, place), "%.*s is not allowed here",
           STR_ARG(name));
  return false;
}

bool evaluate_here(struct evaluation *e, const struct json_node *node, struct place *place,
                   bool *marks) {
  if (node->verdict == VERDICT_TRUE)
    return true;
  if (e->depth == DEPTH)
    e->is_exhausted = true;
  if (!evaluation_spend(e, 1 + node->count))
    return false;
  if (node->verdict != VERDICT_BY_CLAUSES)
    return evaluate_verdict(e, node, place);

  struct dynamic_scope inner = {node->resource, e->scope};
  const struct dynamic_scope *outer = e->scope;
  if (!outer || outer->resource != node->resource)
    e->scope = &inner;
  e->depth++;
  bool *own = evaluation_marks(e, place, marks || node->has_unevaluated);
  bool is_valid = evaluate_clauses(e, node, place, own);
  e->depth--;
  e->scope = outer;
  /* A schema that does not fit has evaluated nothing. But when mistakes are reported, a key
   * whose value is wrong must not be called unknown besides. */
  for (size_t i = 0; marks && own && (is_valid || e->bag) && i < place->value->count; i++)
    marks[i] = marks[i] || own[i];
  return is_valid;
}

bool evaluate_silently(struct evaluation *e, const struct json_node *node, struct place *place,
                       bool *marks) {
  struct bag *bag = e->bag;
  e->bag = NULL;
  bool is_valid = evaluate_here(e, node, place, marks);
  e->bag = bag;
  return is_valid;
}

static bool is_lenient_scalar(const struct evaluation *e, const struct place *place) {
  const struct value *value = place->value;
  return !(e->schema->flags & JSON_SCHEMA_BY_THE_BOOK) && value->style == STYLE_PLAIN &&
         (value->kind == VALUE_NUMBER || value->kind == VALUE_BOOL);
}

/* `404` is a number where that will do, and else the text "404", but only where a text is
 * wanted: what is too large a number does not become right by being called a text. */
static bool evaluate_both_ways(struct evaluation *e, const struct json_node *node,
                               struct place *place) {
  if (evaluate_silently(e, node, place, NULL))
    return true;
  place->wants_text = false;
  place->is_text = true;
  bool is_valid = evaluate_silently(e, node, place, NULL) && place->wants_text;
  if (is_valid || !e->bag)
    return is_valid;
  /* What is wrong with it is told of the text if a text is wanted, else of the number. */
  place->is_text = place->wants_text;
  evaluate_here(e, node, place, NULL);
  return false;
}

static bool evaluate_place(struct evaluation *e, const struct json_node *node,
                           struct place *place) {
  if (place->value->is_reported)
    return true; /* nobody knows what its author meant */
  bool is_valid = is_lenient_scalar(e, place) ? evaluate_both_ways(e, node, place)
                                              : evaluate_here(e, node, place, NULL);
  if (e->bag && !e->is_exhausted)
    report_keys(e, place);
  bool deserves_note = is_valid && (place->is_text || place->wants_text) && !place->is_key &&
                       !(e->schema->flags & JSON_SCHEMA_BY_THE_BOOK) &&
                       value_other_reading(place->value);
  if (deserves_note && e->bag)
    report_other_reader(e, place);
  else if (deserves_note)
    e->has_unsaid_notes = true;
  return is_valid;
}

bool evaluate_member(struct evaluation *e, const struct json_node *node,
                     const struct place *around, const struct value_member *member) {
  struct place place = {.value = &member->value, .parent = around, .member = member};
  return evaluate_place(e, node, &place);
}

bool evaluate_item(struct evaluation *e, const struct json_node *node,
                   const struct place *around, size_t index) {
  struct place place = {
      .value = &around->value->items[index], .parent = around, .index = index};
  return evaluate_place(e, node, &place);
}

bool evaluate_key(struct evaluation *e, const struct json_node *node,
                  const struct place *around, const struct value_member *member) {
  const struct value key = {.kind = VALUE_STRING,
                            .style = STYLE_QUOTED,
                            .span = member->key_span,
                            .text = member->key};
  struct place place = {.value = &key, .parent = around, .member = member, .is_key = true};
  return evaluate_place(e, node, &place);
}

bool evaluation_matches(struct evaluation *e, const struct pattern *pattern, struct str text,
                        const struct place *place, const struct value_member *member) {
  enum pattern_result result = PATTERN_MISS;
  if (evaluation_spend(e, 4 + text.n / 32))
    result = pattern_match(pattern, text, e->scratch, NULL, 0);
  if (result != PATTERN_LIMIT)
    return result == PATTERN_HIT;
  if (!e->bag) {
    e->is_exhausted = true;
    struct place *limit_place = arena_new(e->scratch, struct place);
    *limit_place = *place;
    e->limit_place = limit_place;
    return false;
  }
  report(e, VALUE_PATTERN_LIMIT, member ? member->key_span : place_span(e, place),
         "matching this text takes the schema's pattern too long");
  evaluation_spend(e, STEPS_OF_LIMIT);
  return false;
}

static void report_exhaustion(struct evaluation *e, const struct place *whole) {
  if (e->limit_place) {
    report(e, VALUE_PATTERN_LIMIT, place_span(e, e->limit_place),
           "matching this text takes the schema's pattern too long");
    return;
  }
  struct diag *diag = report(e, VALUE_LIMIT, place_span(e, whole),
                             "holding this against the schema takes too long");
  diag_help(e->bag, diag,
            "the schema's anyOf, oneOf and $ref lead to the same parts again and "
            "again; make it flatter");
}

bool json_schema_check(const struct json_schema *schema, struct arena *scratch, struct bag *bag,
                       const struct value *instance, struct span whole) {
  struct evaluation e = {
      .schema = schema, .scratch = scratch, .bag = bag, .whole = whole, .steps = STEPS};
  struct place place = {.value = instance};
  bool is_valid = evaluate_place(&e, schema->root, &place) && !e.is_exhausted;
  if (e.is_exhausted && bag)
    report_exhaustion(&e, &place);
  return is_valid;
}

bool json_schema_accepts(const struct json_schema *schema, struct arena *scratch,
                         const struct value *instance) {
  return json_schema_check(schema, scratch, NULL, instance, (struct span){NULL, 0, 0});
}
