/* Walks a JSON Schema before it is compiled: checks its keywords, finds its resources and
 * anchors. */
#include "base/arena.h"
#include "base/suggest.h"
#include "check/json_schema_compiler.h"
#include "check/uri.h"

#include <string.h>

static void walk(struct json_compiler *c, const struct value *schema,
                 struct json_resource *around, size_t depth);

struct str json_address(const struct value *const *pointer) {
  return (struct str){(const char *)pointer, sizeof *pointer};
}

struct json_resource *json_walk_resource_of(struct json_compiler *c,
                                            const struct value *schema) {
  size_t index = map_find(&c->schemas, json_address(&schema));
  return index == STR_NONE ? NULL : c->resources[index];
}

static void remember(struct json_compiler *c, struct map *map, const struct value *value,
                     size_t what) {
  const struct value **pointer = arena_new(c->scratch, const struct value *);
  *pointer = value;
  map_add(map, c->scratch, json_address(pointer), what);
}

static struct json_resource *add_resource(struct json_compiler *c, const struct value *root,
                                          struct str uri) {
  struct json_resource *resource = arena_new(c->a, struct json_resource);
  resource->uri = arena_copy(c->a, uri);
  resource->root = root;
  resource->index = c->resource_count;
  c->resources = arena_grow(c->scratch, c->resources, c->resource_count, sizeof *c->resources);
  c->resources[c->resource_count++] = resource;
  return resource;
}

/* What $id opens. */
static struct json_resource *open_resource(struct json_compiler *c, const struct value *schema,
                                           const struct value *id,
                                           const struct json_resource *around) {
  struct str uri = uri_resolve(c->scratch, around->uri, uri_without_fragment(id->text));
  struct json_resource *resource = add_resource(c, schema, uri);
  size_t index = map_add(&c->uris, c->scratch, resource->uri, resource->index);
  struct json_resource *other = c->resources[index];
  if (!other->root)
    other->root = schema; /* it was asked for before it was found */
  if (other == resource || other->root == schema)
    return resource;
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_DUPLICATE, id->span,
                                         "another schema has the $id \"%.*s\"", STR_ARG(uri));
  if (other->root->span.source)
    diag_relate(c->bag, diag, other->root->span, "the other one");
  return resource;
}

static void add_anchor(struct json_compiler *c, struct json_resource *resource,
                       const struct value *schema, const struct value_member *member,
                       bool is_dynamic) {
  struct str name = member->value.text;
  size_t index = map_add(&resource->anchor_names, c->scratch, name, resource->anchor_count);
  if (index == resource->anchor_count) {
    resource->anchors =
        arena_grow(c->a, resource->anchors, resource->anchor_count, sizeof *resource->anchors);
    resource->anchors[resource->anchor_count++] =
        (struct json_anchor){name, schema, member->value.span, is_dynamic};
    return;
  }
  struct json_anchor *other = &resource->anchors[index];
  if (other->schema == schema) {
    /* One schema may bear a name as both kinds; the dynamic one says more. */
    other->is_dynamic = other->is_dynamic || is_dynamic;
    return;
  }
  struct diag *diag =
      json_compiler_fail(c, JSON_SCHEMA_DUPLICATE, member->value.span,
                         "another schema has the anchor \"%.*s\"", STR_ARG(name));
  diag_relate(c->bag, diag, other->span, "the other one");
}

/* Keywords of earlier drafts and of other dialects, and what says the same today. */
static const char *newer_keyword(struct str name) {
  static const struct {
    const char *old, *newer;
  } keywords[] = {
      {"definitions", "write  $defs  (and \"#/$defs/…\" in references)"},
      {"dependencies", "write  dependentRequired  or  dependentSchemas"},
      {"additionalItems", "write  items  (and prefixItems for what stands before)"},
      {"id", "write  $id"},
      {"$recursiveRef", "write  $dynamicRef"},
      {"$recursiveAnchor", "write  $dynamicAnchor"},
      {"divisibleBy", "write  multipleOf"},
      {"disallow", "write  not"},
      {"extends", "write  allOf"},
      {"nullable", "write  type: [string, \"null\"]  with the type that it is"},
      {"example", "write  examples  with a list"},
      {"markdownDescription", "write  description"},
  };
  for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
    if (str_equal_c(name, keywords[i].old))
      return keywords[i].newer;
  }
  return NULL;
}

static void report_unknown(struct json_compiler *c, const struct value_member *member) {
  struct diag *diag =
      json_compiler_fail(c, JSON_SCHEMA_KEYWORD, member->key_span,
                         "JSON Schema has no keyword \"%.*s\"", STR_ARG(member->key));
  const char *newer = newer_keyword(member->key);
  if (newer) {
    diag_help(c->bag, diag, "%s", newer);
    return;
  }
  struct str names[KEYWORD_COUNT];
  for (size_t i = 0; i < KEYWORD_COUNT; i++)
    names[i] = json_keywords[i].name;
  size_t near = suggest(c->scratch, member->key, names, KEYWORD_COUNT);
  if (near != STR_NONE)
    diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(names[near]));
  else
    diag_help(c->bag, diag,
              "a key of your own begins with \"x-\"; what a case may hold stands "
              "under \"properties\"");
}

static void walk_children(struct json_compiler *c, const struct json_keyword *keyword,
                          const struct value_member *member, struct json_resource *resource,
                          size_t depth) {
  const struct value *value = &member->value;
  bool is_list = keyword->shape == SHAPE_SCHEMAS;
  bool is_map = keyword->shape == SHAPE_SCHEMA_MAP || keyword->shape == SHAPE_PATTERN_MAP;
  if (keyword->shape == SHAPE_SCHEMA)
    walk(c, value, resource, depth);
  for (size_t i = 0; (is_list || is_map) && i < value->count; i++) {
    if (json_shape_check_child(c, member, i))
      walk(c, is_list ? &value->items[i] : &value->members[i].value, resource, depth);
  }
}

/* Keys that begin with "x-" are for others, but for one: it is read at the top alone. */
static void check_own_key(struct json_compiler *c, const struct value_member *member,
                          size_t depth) {
  if (!str_starts_with(member->key, STR("x-"))) {
    report_unknown(c, member);
    return;
  }
  if (depth < 2 || !str_equal_c(member->key, "x-format-assertion"))
    return;
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_IDLE, member->key_span,
                                         "\"x-format-assertion\" has no effect here");
  diag_help(c->bag, diag, "write it at the top of the schema, beside \"properties\"");
}

static void walk_member(struct json_compiler *c, const struct value *schema,
                        const struct value_member *member, struct json_resource *resource,
                        size_t depth) {
  const struct json_keyword *keyword = json_keyword_find(member->key);
  if (!keyword) {
    if (!json_compiler_is_lenient(c))
      check_own_key(c, member, depth);
    return;
  }
  if (!json_shape_check(c, keyword, member)) {
    remember(c, &c->misshapen, &member->value, 0);
    return;
  }
  if (keyword->id == KEYWORD_ANCHOR || keyword->id == KEYWORD_DYNAMIC_ANCHOR)
    add_anchor(c, resource, schema, member, keyword->id == KEYWORD_DYNAMIC_ANCHOR);
  walk_children(c, keyword, member, resource, depth);
}

static void walk(struct json_compiler *c, const struct value *schema,
                 struct json_resource *around, size_t depth) {
  if (json_walk_resource_of(c, schema) || c->has_failed_deeply)
    return;
  if (depth > SCHEMA_DEPTH) {
    c->has_failed_deeply = true;
    json_compiler_fail(c, JSON_SCHEMA_UNSUPPORTED, schema->span,
                       "schemas nest deeper here than %d levels", SCHEMA_DEPTH);
    return;
  }
  struct json_resource *resource = around;
  const struct value *id = value_get(schema, STR("$id"));
  if (id && id->kind == VALUE_STRING)
    resource = open_resource(c, schema, id, around);
  remember(c, &c->schemas, schema, resource->index);
  if (schema->kind != VALUE_OBJECT)
    return;
  for (size_t i = 0; i < schema->count; i++)
    walk_member(c, schema, &schema->members[i], resource, depth + 1);
}

void json_walk_schema(struct json_compiler *c, const struct value *schema,
                      struct json_resource *around) {
  walk(c, schema, around, 0);
}

/* A document may ask at its top for what the standard leaves to the caller, and then for all
 * that refer to it. Other readers pass over keys that begin with "x-". */
static void read_flags(struct json_compiler *c, const struct value *root) {
  const struct value *assertion = value_get(root, STR("x-format-assertion"));
  if (!assertion || json_compiler_is_lenient(c))
    return;
  if (assertion->kind != VALUE_BOOL)
    json_compiler_fail(c, JSON_SCHEMA_VALUE, assertion->span,
                       "\"x-format-assertion\" must be true or false");
  else if (assertion->boolean)
    c->flags |= JSON_SCHEMA_ASSERT_FORMAT;
}

struct json_resource *json_walk_document(struct json_compiler *c, const struct value *root,
                                         struct str uri) {
  struct json_resource *resource = add_resource(c, root, uri);
  map_add(&c->uris, c->scratch, resource->uri, resource->index);
  if (root) {
    read_flags(c, root);
    walk(c, root, resource, 0);
  }
  return resource;
}
