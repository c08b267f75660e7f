/* What the files that compile a JSON Schema share. */
#ifndef CHECK_JSON_SCHEMA_COMPILER_H
#define CHECK_JSON_SCHEMA_COMPILER_H

#include "check/json_schema_node.h"
#include "check/json_schema_rules.h"
#include "diag/diag.h"

/* Schemas nest at most this deep; YAML is read to a depth of 16, JSON to one of 32. */
enum { SCHEMA_DEPTH = 64 };

struct json_compiler {
  struct arena *a, *scratch;
  struct bag *bag;
  const struct json_schema_loader *loader;
  unsigned flags;
  bool has_failed;
  bool has_failed_deeply; /* it nests too deep: that is said once */
  struct json_resource **resources;
  size_t resource_count;
  struct map uris;    /* from a URI to the index of its resource */
  struct map schemas; /* from the address of a schema that was walked to that of its resource */
  struct map misshapen; /* addresses of values that cannot stand where they do */
  struct map nodes;     /* from the address of a schema to the index of its node */
  struct json_node **node_list;
  size_t node_count;
  /* References whose document is not there yet. */
  struct json_waiting {
    const struct json_node *node;
    struct json_clause *clause;
  } * waiting;
  size_t waiting_count;
  bool must_wait;    /* said by json_ref_resolve */
  bool is_last_call; /* what is not there by now will not come */
};

/* The bytes of the pointer itself as the key of a map; it must outlive the map. */
struct str json_address(const struct value *const *pointer);

/* Reports a mistake in the schema at `span`. */
struct diag *json_compiler_fail(struct json_compiler *c, enum json_schema_rule rule,
                                struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool json_compiler_is_lenient(const struct json_compiler *c);

/* json_schema_shape.c: Is the value behind a keyword of its shape? Reports to the bag if there
 * is one. */
bool json_shape_check(struct json_compiler *c, const struct json_keyword *keyword,
                      const struct value_member *member);
/* Is the n-th value behind the keyword a schema, at a glance? Reports if not. */
bool json_shape_check_child(struct json_compiler *c, const struct value_member *keyword,
                            size_t index);
/* Does the value have the shape of a schema all the way down? Says nothing, knows no
 * strictness. */
bool json_shape_is_schema(struct arena *scratch, const struct value *value);

/* json_schema_walk.c: Registers a document under its URI: resources, anchors, and what its
 * keywords hold, all of it checked. Answers its resource. */
struct json_resource *json_walk_document(struct json_compiler *c, const struct value *root,
                                         struct str uri);
/* Walks what a reference leads to and no keyword does; `around` is the resource that it stands
 * in. */
void json_walk_schema(struct json_compiler *c, const struct value *schema,
                      struct json_resource *around);
/* The resource that a schema belongs to, or NULL if it was not walked. */
struct json_resource *json_walk_resource_of(struct json_compiler *c,
                                            const struct value *schema);

/* json_schema_refs.c: Finds the target of a reference, loading its document if need be. NULL
 * after reporting, or if it must wait or is the schema of schemas; then that is said. `anchor`
 * becomes the one that the target was found by, or NULL. */
const struct value *json_ref_resolve(struct json_compiler *c, const struct json_resource *from,
                                     const struct value *reference,
                                     const struct json_anchor **anchor,
                                     bool *is_schema_of_schemas);
/* Is it the URI of draft 2020-12? */
bool json_ref_is_dialect(struct str uri);

/* json_schema_compile.c: The node of a schema that was walked; it is compiled sooner or later.
 */
struct json_node *json_compile_node(struct json_compiler *c, const struct value *schema);
/* json_schema_clause.c: Fills in what the clause's keyword asks for. */
void json_compile_clause(struct json_compiler *c, const struct json_node *node,
                         struct json_clause *clause);

/* json_schema_sense.c: Reports what can never be fulfilled or never has an effect, and
 * references that lead back to themselves without going a step down in the value. */
void json_sense_check(struct json_compiler *c);

#endif
