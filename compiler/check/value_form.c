/* Reads off a compiled JSON Schema what it says plainly about keys and texts: its names, its
 * types, its lists of words. What only one of several branches says (anyOf, if) is not plain.
 */
#include "check/value_form.h"

#include "base/arena.h"
#include "check/json_schema_node.h"
#include "model/value_form.h"

/* Nodes that are put together into one form; whoever holds a value against a longer chain of
 * references gives up, too. */
enum { MERGED = 256 };

struct form_reader {
  struct arena *a, *scratch;
  struct json_node **queue; /* nodes with a form that is still empty */
  size_t queued;
  size_t mark; /* of the form at hand */
  struct json_node *stack[MERGED];
  size_t open;
};

/* Of a value about which nothing is said. */
static const struct value_form nothing = {.is_closed = false};

static bool says_something(const struct json_node *node) {
  static const enum json_keyword_id keywords[] = {
      KEYWORD_TYPE,        KEYWORD_CONST,      KEYWORD_ENUM,       KEYWORD_REF,
      KEYWORD_DYNAMIC_REF, KEYWORD_ALL_OF,     KEYWORD_PROPERTIES, KEYWORD_ITEMS,
      KEYWORD_ADDITIONAL,  KEYWORD_UNEVALUATED};
  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
    if (json_node_clause(node, keywords[i]))
      return true;
  }
  return false;
}

static const struct value_form *form_of(struct form_reader *r, struct json_node *node) {
  if (!node->form && !says_something(node))
    return &nothing;
  if (!node->form) {
    node->form = arena_new(r->a, struct value_form);
    r->queue = arena_grow(r->scratch, r->queue, r->queued, sizeof *r->queue);
    r->queue[r->queued++] = node;
  }
  return node->form;
}

/* A key that is declared twice has the form of the first declaration that says anything. */
static void add_keys(struct form_reader *r, struct value_form *form,
                     const struct json_clause *properties) {
  const struct value *source = &properties->source->value;
  for (size_t i = 0; i < source->count; i++) {
    struct form_key key = {source->members[i].key, form_of(r, properties->nodes[i])};
    size_t index = map_add(&form->names, r->a, key.name, form->key_count);
    if (index == form->key_count) {
      form->keys = arena_grow(r->a, form->keys, form->key_count, sizeof *form->keys);
      form->keys[form->key_count++] = key;
    } else if (form->keys[index].form == &nothing) {
      form->keys[index] = key;
    }
  }
}

static void take_first(const struct value **slot, const struct json_node *node,
                       enum json_keyword_id keyword) {
  const struct json_clause *clause = json_node_clause(node, keyword);
  if (clause && !*slot)
    *slot = &clause->source->value;
}

static bool forbids(const struct json_node *node, enum json_keyword_id keyword) {
  const struct json_clause *clause = json_node_clause(node, keyword);
  return clause && clause->node->verdict == VERDICT_FALSE;
}

/* What the node says by itself. */
static void add_own(struct form_reader *r, struct value_form *form,
                    const struct json_node *node) {
  take_first(&form->type, node, KEYWORD_TYPE);
  take_first(&form->constant, node, KEYWORD_CONST);
  take_first(&form->words, node, KEYWORD_ENUM);
  const struct json_clause *properties = json_node_clause(node, KEYWORD_PROPERTIES);
  if (properties)
    add_keys(r, form, properties);
  const struct json_clause *required = json_node_clause(node, KEYWORD_REQUIRED);
  for (size_t i = 0; required && i < required->source->value.count; i++) {
    form->required =
        arena_grow(r->a, form->required, form->required_count, sizeof *form->required);
    form->required[form->required_count++] = required->source->value.items[i].text;
  }
  if (!form->schema && !json_node_clause(node, KEYWORD_REF))
    form->schema = node->source;
  const struct json_clause *items = json_node_clause(node, KEYWORD_ITEMS);
  if (items && !form->items)
    form->items = form_of(r, items->node);
  bool is_closed = forbids(node, KEYWORD_ADDITIONAL) || forbids(node, KEYWORD_UNEVALUATED);
  form->is_closed = form->is_closed || is_closed;
}

static void push(struct form_reader *r, struct json_node *node) {
  if (r->open < MERGED)
    r->stack[r->open++] = node;
}

/* What else holds for the same value, the first of it on top. */
static void push_others(struct form_reader *r, const struct json_node *node) {
  const struct json_clause *all = json_node_clause(node, KEYWORD_ALL_OF);
  for (size_t i = all ? all->source->value.count : 0; i > 0; i--)
    push(r, all->nodes[i - 1]);
  const struct json_clause *dynamic = json_node_clause(node, KEYWORD_DYNAMIC_REF);
  if (dynamic)
    push(r, dynamic->node);
  const struct json_clause *reference = json_node_clause(node, KEYWORD_REF);
  if (reference)
    push(r, reference->node);
}

static void fill(struct form_reader *r, struct json_node *start) {
  struct value_form *form = start->form;
  bool has_patterns = false;
  r->mark++;
  push(r, start);
  for (size_t merged = 0; r->open > 0 && merged < MERGED; merged++) {
    struct json_node *node = r->stack[--r->open];
    if (node->form_mark == r->mark)
      continue;
    node->form_mark = r->mark;
    add_own(r, form, node);
    has_patterns = has_patterns || json_node_clause(node, KEYWORD_PATTERN_PROPERTIES);
    push_others(r, node);
  }
  r->open = 0;
  form->is_closed = form->is_closed && !has_patterns;
}

const struct value_form *value_form_of(struct arena *a, struct arena *scratch,
                                       const struct json_schema *schema) {
  struct form_reader r = {.a = a, .scratch = scratch};
  const struct value_form *form = form_of(&r, schema->root);
  for (size_t i = 0; i < r.queued; i++)
    fill(&r, r.queue[i]);
  return form;
}
