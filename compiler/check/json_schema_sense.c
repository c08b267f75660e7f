/* Reports what is JSON Schema, but makes no sense: contradictions, idle keywords, endless
 * loops. */
#include "base/arena.h"
#include "base/suggest.h"
#include "check/canonical.h"
#include "check/json_schema_compiler.h"

/* ---- Loops ---- */

/* The n-th node that a node holds against the same value, or NULL. */
static struct json_node *neighbour(const struct json_node *node, size_t n) {
  for (size_t i = 0; i < node->count; i++) {
    const struct json_clause *clause = &node->clauses[i];
    size_t count = 0;
    switch (clause->keyword->id) {
    case KEYWORD_REF:
    case KEYWORD_DYNAMIC_REF:
    case KEYWORD_NOT:
    case KEYWORD_IF:
    case KEYWORD_THEN:
    case KEYWORD_ELSE:
      count = 1;
      break;
    case KEYWORD_ALL_OF:
    case KEYWORD_ANY_OF:
    case KEYWORD_ONE_OF:
    case KEYWORD_DEPENDENT_SCHEMAS:
      count = clause->source->value.count;
      break;
    default:
      break;
    }
    if (n < count)
      return clause->nodes ? clause->nodes[n] : clause->node;
    n -= count;
  }
  return NULL;
}

enum { LOOP_UNSEEN, LOOP_OPEN, LOOP_DONE };

static void report_loop(struct json_compiler *c, const struct json_node *node,
                        const struct json_node *entered) {
  /* The reference that closes the circle says most. */
  const struct json_clause *clause = json_node_clause(node, KEYWORD_REF);
  if (!clause)
    clause = json_node_clause(node, KEYWORD_DYNAMIC_REF);
  struct span span = clause ? clause->source->value.span : node->source->span;
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_LOOP, span,
                                         "this schema refers to itself for the same value");
  diag_relate(c->bag, diag, entered->source->span, "the schema that is entered again");
}

struct json_step {
  struct json_node *node;
  size_t next;
};

/* Depth first, with a stack of our own that has room for every node: a chain of references may
 * be long. */
static void search_loops(struct json_compiler *c, struct json_step *stack,
                         struct json_node *start) {
  size_t depth = 0;
  stack[depth++] = (struct json_step){start, 0};
  start->loop_state = LOOP_OPEN;
  while (depth > 0) {
    struct json_step *top = &stack[depth - 1];
    struct json_node *next = neighbour(top->node, top->next++);
    if (!next) {
      top->node->loop_state = LOOP_DONE;
      depth--;
    } else if (next->loop_state == LOOP_OPEN) {
      report_loop(c, top->node, next);
    } else if (next->loop_state == LOOP_UNSEEN && next->verdict == VERDICT_BY_CLAUSES) {
      next->loop_state = LOOP_OPEN;
      stack[depth++] = (struct json_step){next, 0};
    }
  }
}

/* ---- Contradictions and idle keywords ---- */

static void check_bounds(struct json_compiler *c, const struct json_node *node) {
  static const struct {
    enum json_keyword_id low, high;
    bool must_differ;
  } pairs[] = {
      {KEYWORD_MIN_LENGTH, KEYWORD_MAX_LENGTH, false},
      {KEYWORD_MIN_ITEMS, KEYWORD_MAX_ITEMS, false},
      {KEYWORD_MIN_CONTAINS, KEYWORD_MAX_CONTAINS, false},
      {KEYWORD_MIN_PROPERTIES, KEYWORD_MAX_PROPERTIES, false},
      {KEYWORD_MINIMUM, KEYWORD_MAXIMUM, false},
      {KEYWORD_ABOVE, KEYWORD_MAXIMUM, true},
      {KEYWORD_MINIMUM, KEYWORD_BELOW, true},
      {KEYWORD_ABOVE, KEYWORD_BELOW, true},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    const struct json_clause *low = json_node_clause(node, pairs[i].low);
    const struct json_clause *high = json_node_clause(node, pairs[i].high);
    int order = low && high ? decimal_compare(&low->decimal, &high->decimal) : -1;
    if (order < 0 || (order == 0 && !pairs[i].must_differ))
      continue;
    struct diag *diag =
        json_compiler_fail(c, JSON_SCHEMA_CONTRADICTION, high->source->value.span,
                           "nothing can fulfil \"%.*s\" and \"%.*s\" both",
                           STR_ARG(low->source->key), STR_ARG(high->source->key));
    diag_relate(c->bag, diag, low->source->value.span, "the other bound");
  }
}

static unsigned types_of(struct arena *scratch, const struct value *value) {
  struct decimal decimal;
  switch (value->kind) {
  case VALUE_NULL:
    return TYPE_NULL;
  case VALUE_BOOL:
    return TYPE_BOOLEAN | (value_is_textual(value) ? TYPE_STRING : 0);
  case VALUE_NUMBER:
    return TYPE_NUMBER | (value_is_textual(value) ? TYPE_STRING : 0) |
           (decimal_read(scratch, value->text, &decimal) && decimal_is_integer(&decimal)
                ? TYPE_INTEGER
                : 0);
  case VALUE_STRING:
    return TYPE_STRING;
  case VALUE_ARRAY:
    return TYPE_ARRAY;
  case VALUE_OBJECT:
    return TYPE_OBJECT;
  }
  return 0;
}

/* Values that `enum` or `const` allow and `type` does not. */
static void check_values(struct json_compiler *c, const struct json_clause *type,
                         const struct value *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (type->types & types_of(c->scratch, &values[i]))
      continue;
    struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_CONTRADICTION, values[i].span,
                                           "\"type\" rules this value out");
    diag_relate(c->bag, diag, type->source->value.span, "the type");
  }
}

static void check_idle(struct json_compiler *c, const struct json_node *node,
                       const struct json_clause *type) {
  for (size_t i = 0; i < node->count; i++) {
    const struct json_clause *clause = &node->clauses[i];
    if (clause->keyword->kinds & type->types)
      continue;
    struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_IDLE, clause->source->key_span,
                                           "\"%.*s\" has no effect on a value of this type",
                                           STR_ARG(clause->source->key));
    diag_relate(c->bag, diag, type->source->value.span, "the type");
  }
}

/* Keywords that only mean something together with another one. */
static void check_companions(struct json_compiler *c, const struct json_node *node) {
  static const struct {
    enum json_keyword_id keyword, companion;
  } pairs[] = {
      {KEYWORD_THEN, KEYWORD_IF},
      {KEYWORD_ELSE, KEYWORD_IF},
      {KEYWORD_MIN_CONTAINS, KEYWORD_CONTAINS},
      {KEYWORD_MAX_CONTAINS, KEYWORD_CONTAINS},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    const struct json_clause *clause = json_node_clause(node, pairs[i].keyword);
    if (!clause || json_node_clause(node, pairs[i].companion))
      continue;
    json_compiler_fail(c, JSON_SCHEMA_IDLE, clause->source->key_span,
                       "\"%.*s\" has no effect without \"%.*s\"", STR_ARG(clause->source->key),
                       STR_ARG(json_keywords[pairs[i].companion].name));
  }
}

/* What is required, but can never be there: mostly a slip of the pen. */
static void check_required(struct json_compiler *c, const struct json_node *node) {
  const struct json_clause *required = json_node_clause(node, KEYWORD_REQUIRED);
  const struct json_clause *others = json_node_clause(node, KEYWORD_ADDITIONAL);
  const struct json_clause *properties = json_node_clause(node, KEYWORD_PROPERTIES);
  if (!required || !others || others->node->verdict != VERDICT_FALSE ||
      json_node_clause(node, KEYWORD_PATTERN_PROPERTIES))
    return;
  size_t count = properties ? properties->source->value.count : 0;
  struct str *names = arena_array(c->scratch, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = properties->source->value.members[i].key;
  const struct value *list = &required->source->value;
  for (size_t i = 0; i < list->count; i++) {
    struct str name = list->items[i].text;
    if (properties && map_find(&properties->names, name) != STR_NONE)
      continue;
    struct diag *diag = json_compiler_fail(
        c, JSON_SCHEMA_CONTRADICTION, list->items[i].span,
        "\"%.*s\" is required, but \"properties\" does not have it", STR_ARG(name));
    size_t near = suggest(c->scratch, name, names, count);
    if (near != STR_NONE)
      diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(names[near]));
    else
      diag_help(c->bag, diag,
                "additionalProperties: false forbids every key that is not there");
  }
}

static void check_node(struct json_compiler *c, const struct json_node *node) {
  check_bounds(c, node);
  check_companions(c, node);
  check_required(c, node);
  const struct json_clause *type = json_node_clause(node, KEYWORD_TYPE);
  if (!type)
    return;
  check_idle(c, node, type);
  const struct json_clause *values = json_node_clause(node, KEYWORD_ENUM);
  if (values)
    check_values(c, type, values->source->value.items, values->source->value.count);
  const struct json_clause *value = json_node_clause(node, KEYWORD_CONST);
  if (value)
    check_values(c, type, &value->source->value, 1);
}

void json_sense_check(struct json_compiler *c) {
  struct json_step *stack = arena_array(c->scratch, struct json_step, c->node_count + 1);
  for (size_t i = 0; i < c->node_count; i++) {
    if (c->node_list[i]->loop_state == LOOP_UNSEEN)
      search_loops(c, stack, c->node_list[i]);
  }
  for (size_t i = 0; i < c->node_count && !json_compiler_is_lenient(c); i++)
    check_node(c, c->node_list[i]);
}
