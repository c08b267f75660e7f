/* Compiles a JSON Schema: from a tree of values to a graph of nodes. */
#include "base/arena.h"
#include "check/json_schema_compiler.h"

#include <stdarg.h>
#include <stdio.h>

bool json_compiler_is_lenient(const struct json_compiler *c) {
  return (c->flags & JSON_SCHEMA_BY_THE_BOOK) != 0;
}

struct diag *json_compiler_fail(struct json_compiler *c, enum json_schema_rule rule,
                                struct span span, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n < 0)
    die("a message cannot be formatted: %s", format);
  char *text = arena_alloc(c->scratch, (size_t)n + 1);
  vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  if (json_schema_rules[rule].level == LEVEL_ERROR)
    c->has_failed = true;
  return diag_add(c->bag, &json_schema_rules[rule], span, "%s", text);
}

const struct json_clause *json_node_clause(const struct json_node *node,
                                           enum json_keyword_id keyword) {
  for (size_t i = 0; i < node->count; i++) {
    if (node->clauses[i].keyword->id == keyword)
      return &node->clauses[i];
  }
  return NULL;
}

struct json_node *json_compile_node(struct json_compiler *c, const struct value *schema) {
  size_t index = map_find(&c->nodes, json_address(&schema));
  if (index != STR_NONE)
    return c->node_list[index];
  struct json_node *node = arena_new(c->a, struct json_node);
  node->source = schema;
  node->resource = json_walk_resource_of(c, schema);
  c->node_list = arena_grow(c->scratch, c->node_list, c->node_count, sizeof *c->node_list);
  c->node_list[c->node_count] = node;
  map_add(&c->nodes, c->scratch, json_address(&node->source), c->node_count++);
  return node;
}

/* The members that are keywords and have their shape, in the order of the table. */
static void compile_object(struct json_compiler *c, struct json_node *node) {
  const struct value_member *members[KEYWORD_COUNT] = {NULL};
  size_t count = 0;
  for (size_t i = 0; i < node->source->count; i++) {
    const struct value_member *member = &node->source->members[i];
    const struct json_keyword *keyword = json_keyword_find(member->key);
    const struct value *address = &member->value;
    if (keyword && map_find(&c->misshapen, json_address(&address)) == STR_NONE) {
      members[keyword->id] = member;
      count++;
    }
  }
  node->clauses = arena_array(c->a, struct json_clause, count);
  node->count = count;
  struct json_clause *clause = node->clauses;
  for (size_t id = 0; id < KEYWORD_COUNT; id++) {
    if (!members[id])
      continue;
    clause->keyword = &json_keywords[id];
    clause->source = members[id];
    json_compile_clause(c, node, clause);
    clause++;
  }
  node->has_unevaluated = members[KEYWORD_UNEVALUATED] || members[KEYWORD_UNEVALUATED_ITEMS];
}

static void add_dynamics(struct json_compiler *c, struct json_schema *compiled,
                         const struct json_resource *resource) {
  for (size_t i = 0; i < resource->anchor_count; i++) {
    const struct json_anchor *anchor = &resource->anchors[i];
    if (!anchor->is_dynamic)
      continue;
    compiled->dynamics = arena_grow(c->a, compiled->dynamics, compiled->dynamic_count,
                                    sizeof *compiled->dynamics);
    compiled->dynamics[compiled->dynamic_count++] =
        (struct json_dynamic){resource, anchor->name, json_compile_node(c, anchor->schema)};
  }
}

/* Compiling a node may bring up further nodes, and a reference further documents. */
static void compile_nodes(struct json_compiler *c, struct json_schema *compiled, size_t *node,
                          size_t *resource) {
  while (!c->has_failed_deeply && (*node < c->node_count || *resource < c->resource_count)) {
    if (*node == c->node_count) {
      add_dynamics(c, compiled, c->resources[(*resource)++]);
      continue;
    }
    struct json_node *next = c->node_list[(*node)++];
    if (next->source->kind == VALUE_BOOL)
      next->verdict = next->source->boolean ? VERDICT_TRUE : VERDICT_FALSE;
    else if (next->source->kind == VALUE_OBJECT)
      compile_object(c, next);
  }
}

/* A reference may name the $id in a document that only a later one brings. Those that wait are
 * asked again as long as that finds any of them. */
static void compile_all(struct json_compiler *c, struct json_schema *compiled) {
  size_t node = 0, resource = 0;
  compile_nodes(c, compiled, &node, &resource);
  while (c->waiting_count > 0 && !c->has_failed_deeply) {
    const struct json_waiting *waiting = c->waiting;
    size_t count = c->waiting_count;
    c->waiting = NULL;
    c->waiting_count = 0;
    for (size_t i = 0; i < count; i++)
      json_compile_clause(c, waiting[i].node, waiting[i].clause);
    c->is_last_call = c->waiting_count == count;
    compile_nodes(c, compiled, &node, &resource);
  }
}

const struct json_schema *json_schema_compile(struct arena *a, struct arena *scratch,
                                              struct bag *bag, const struct value *schema,
                                              const struct json_schema_loader *loader,
                                              unsigned flags) {
  struct json_compiler c = {
      .a = a, .scratch = scratch, .bag = bag, .loader = loader, .flags = flags};
  struct json_schema *compiled = arena_new(a, struct json_schema);
  if (schema->kind != VALUE_OBJECT && schema->kind != VALUE_BOOL) {
    json_compiler_fail(&c, JSON_SCHEMA_VALUE, schema->span,
                       "a JSON Schema is a mapping, true or false");
    return NULL;
  }
  json_walk_document(&c, schema, loader ? loader->base : STR(""));
  compiled->root = json_compile_node(&c, schema);
  compile_all(&c, compiled);
  compiled->flags = c.flags;
  if (!c.has_failed)
    json_sense_check(&c);
  return c.has_failed ? NULL : compiled;
}
