/* Says why none of the branches of anyOf or oneOf fits, in terms of the likeliest one. */
#include "base/arena.h"
#include "check/json_schema_report.h"

enum { BRANCH_DEPTH = 8, FORMS_SHOWN = 4 };

/* A branch behind its references, as long as these stand alone. */
static const struct json_node *behind_references(const struct json_node *node) {
  for (size_t i = 0; i < BRANCH_DEPTH; i++) {
    const struct json_clause *reference = json_node_clause(node, KEYWORD_REF);
    if (!reference || node->count != 1)
      break;
    node = reference->node;
  }
  return node;
}

/* The types that a branch admits, as far as it says so by itself. */
static unsigned types_of(const struct json_node *branch) {
  const struct json_clause *type = json_node_clause(branch, KEYWORD_TYPE);
  if (branch->verdict == VERDICT_FALSE)
    return 0;
  unsigned types = type ? type->types : KINDS_ALL;
  return types & TYPE_NUMBER ? types | TYPE_INTEGER : types;
}

/* The branches that admit the type of the value at all. */
struct candidates {
  const struct json_node **nodes;
  size_t count;
};

static struct candidates find_candidates(struct evaluation *e, const struct visit *visit,
                                         unsigned *all_types) {
  size_t count = visit->clause->source->value.count;
  struct candidates found = {arena_array(e->scratch, const struct json_node *, count), 0};
  unsigned types = place_types(e, visit->place);
  *all_types = 0;
  for (size_t i = 0; i < count; i++) {
    const struct json_node *branch = behind_references(visit->clause->nodes[i]);
    *all_types |= types_of(branch);
    if (types_of(branch) & types)
      found.nodes[found.count++] = branch;
  }
  return found;
}

static const struct json_node *property_of(const struct json_node *branch, struct str key) {
  const struct json_clause *properties = json_node_clause(branch, KEYWORD_PROPERTIES);
  size_t index = properties ? map_find(&properties->names, key) : STR_NONE;
  return index == STR_NONE ? NULL : behind_references(properties->nodes[index]);
}

static bool is_list_of_values(const struct json_node *node) {
  return node &&
         (json_node_clause(node, KEYWORD_CONST) || json_node_clause(node, KEYWORD_ENUM));
}

/* The key by whose value the forms are told apart, as "kind" in {kind: link, url: …}: the first
 * one for which each of them wants certain values. */
static const struct value_member *find_distinction(const struct visit *visit,
                                                   const struct candidates *candidates) {
  const struct value *object = visit->place->value;
  for (size_t i = 0; object->kind == VALUE_OBJECT && i < object->count; i++) {
    size_t n = 0;
    while (n < candidates->count &&
           is_list_of_values(property_of(candidates->nodes[n], object->members[i].key)))
      n++;
    if (n == candidates->count)
      return &object->members[i];
  }
  return NULL;
}

/* If all that the branches want are certain values, that is one list of them. */
static bool report_as_values(struct evaluation *e, const struct place *place,
                             const struct candidates *candidates) {
  const struct value **values = NULL;
  size_t count = 0;
  for (size_t i = 0; i < candidates->count; i++) {
    const struct json_clause *constant = json_node_clause(candidates->nodes[i], KEYWORD_CONST);
    const struct json_clause *list = json_node_clause(candidates->nodes[i], KEYWORD_ENUM);
    if (!constant && !list)
      return false;
    const struct value *source =
        constant ? &constant->source->value : list->source->value.items;
    size_t source_count = constant ? 1 : list->source->value.count;
    for (size_t k = 0; k < source_count; k++) {
      values = arena_grow(e->scratch, values, count, sizeof(const struct value *));
      values[count++] = &source[k];
    }
  }
  report_values(e, place, values, count);
  return true;
}

/* How far a branch is off. A value that tells the forms apart, as "kind: link" does, weighs
 * most. */
static size_t weight_of(const struct bag *bag) {
  size_t weight = 0;
  for (size_t i = 0; i < bag->count; i++) {
    const struct rule *rule = bag->diags[i].rule;
    weight += rule == &value_rules[VALUE_ENUM]           ? 20
              : rule == &value_rules[VALUE_TYPE]         ? 5
              : rule == &value_rules[VALUE_KEY_MISSING]  ? 3
              : rule == &value_rules[VALUE_OTHER_READER] ? 0
                                                         : 2;
  }
  return weight;
}

/* The findings of one branch by itself, in a bag of their own. */
static struct bag findings_of(struct evaluation *e, const struct visit *visit,
                              const struct json_node *branch) {
  struct bag own = {.arena = e->bag->arena}, *bag = e->bag;
  struct place place = *visit->place;
  place.keys = (struct key_findings){0};
  e->bag = &own;
  evaluate_here(e, branch, &place, visit->marks);
  if (!e->is_exhausted)
    report_keys(e, &place);
  e->bag = bag;
  return own;
}

static struct str forms_shown(struct evaluation *e, const struct candidates *candidates) {
  struct str forms[FORMS_SHOWN] = {{NULL, 0}};
  size_t count = candidates->count < FORMS_SHOWN ? candidates->count : FORMS_SHOWN;
  for (size_t i = 0; i < count; i++)
    forms[i] = node_shown(e, candidates->nodes[i]);
  struct str shown = list_shown(e, forms, count);
  return candidates->count > count ? arena_printf(e->scratch, "%.*s, …", STR_ARG(shown))
                                   : shown;
}

static void report_forms(struct evaluation *e, const struct visit *visit,
                         const struct candidates *candidates) {
  struct str name = place_name(e, visit->place);
  struct str forms = forms_shown(e, candidates);
  struct diag *diag = report(e, VALUE_ANY_OF, place_span(e, visit->place),
                             "%.*s has none of the forms that it may have", STR_ARG(name));
  diag_help(e->bag, diag, "it may be %.*s", STR_ARG(forms));
}

/* Leaves those candidates that fit the value that tells the forms apart. If none does, that
 * value is what is wrong, and it is reported. */
static bool distinguish(struct evaluation *e, const struct visit *visit,
                        struct candidates *candidates) {
  const struct value_member *member = find_distinction(visit, candidates);
  if (!member)
    return true;
  struct bag *bag = e->bag;
  struct candidates fitting = {
      arena_array(e->scratch, const struct json_node *, candidates->count), 0};
  struct candidates wanted = fitting;
  wanted.nodes = arena_array(e->scratch, const struct json_node *, candidates->count);
  e->bag = NULL;
  for (size_t i = 0; i < candidates->count; i++) {
    const struct json_node *property = property_of(candidates->nodes[i], member->key);
    wanted.nodes[wanted.count++] = property;
    if (evaluate_member(e, property, visit->place, member))
      fitting.nodes[fitting.count++] = candidates->nodes[i];
  }
  e->bag = bag;
  struct place place = {.value = &member->value, .parent = visit->place, .member = member};
  if (fitting.count == 0)
    return !report_as_values(e, &place, &wanted);
  *candidates = fitting;
  return true;
}

static void report_nearest(struct evaluation *e, const struct visit *visit,
                           const struct candidates *candidates) {
  struct bag nearest = {0};
  for (size_t i = 0; i < candidates->count; i++) {
    struct bag own = findings_of(e, visit, candidates->nodes[i]);
    if (own.count > 0 && (nearest.count == 0 || weight_of(&own) < weight_of(&nearest)))
      nearest = own;
  }
  if (nearest.count == 0)
    report_forms(e, visit, candidates);
  else
    bag_append(e->bag, &nearest);
}

void report_choice(struct evaluation *e, struct visit *visit) {
  unsigned all_types;
  struct candidates candidates = find_candidates(e, visit, &all_types);
  struct place *place = visit->place;
  bool has_parts = place->value->kind == VALUE_ARRAY || place->value->kind == VALUE_OBJECT;
  if (candidates.count == 0) {
    struct str name = place_name(e, place), wanted = types_shown(e, all_types);
    report(e, VALUE_TYPE, place_span(e, place), "%.*s must be %.*s, but is %s", STR_ARG(name),
           STR_ARG(wanted), place_kind(e, place));
  } else if (candidates.count == 1) {
    evaluate_here(e, candidates.nodes[0], place, visit->marks);
  } else if (has_parts) {
    if (distinguish(e, visit, &candidates))
      report_nearest(e, visit, &candidates);
  } else if (!report_as_values(e, place, &candidates)) {
    report_forms(e, visit, &candidates);
  }
}
