/* A JSON Schema in its compiled form: a graph of nodes, each a list of clauses. */
#ifndef CHECK_JSON_SCHEMA_NODE_H
#define CHECK_JSON_SCHEMA_NODE_H

#include "base/map.h"
#include "check/decimal.h"
#include "check/json_schema.h"
#include "check/json_schema_keywords.h"
#include "model/value.h"

struct value_form;
struct json_format;
struct json_node;
struct pattern;

/* $anchor and $dynamicAnchor. */
struct json_anchor {
  struct str name;
  const struct value *schema;
  struct span span;
  bool is_dynamic;
};

/* A schema with a URI of its own: the root of a file, or what has an $id. */
struct json_resource {
  struct str uri;
  const struct value *root;
  struct json_anchor *anchors;
  size_t anchor_count;
  struct map anchor_names;            /* from a name to the index of its anchor */
  struct json_schema_absence absence; /* why there is no root */
  size_t index;                       /* in the compiler's list */
};

/* A keyword with its value. What the keyword has no use for is empty. */
struct json_clause {
  const struct json_keyword *keyword;
  const struct value_member *source;
  struct json_node *node;    /* the schema behind it, or the target of a reference */
  struct json_node **nodes;  /* the schemas behind it, in the order in which they stand there */
  struct pattern **patterns; /* one, or of patternProperties in the order of the nodes */
  struct map names;          /* of properties: from a name to the index of its node */
  struct str *canonicals;    /* of const and enum: canonical texts of the values */
  struct str dynamic_name;   /* of a $dynamicRef that has to look for its target at run time */
  const struct json_format *format;
  struct decimal decimal;
  size_t number; /* of a count */
  unsigned types;
};

/* What a schema says as a whole. */
enum json_verdict {
  VERDICT_BY_CLAUSES,
  VERDICT_TRUE,
  VERDICT_FALSE,
  VERDICT_SCHEMA, /* the schema of schemas: whatever is a schema is valid */
};

struct json_node {
  enum json_verdict verdict;
  bool has_unevaluated; /* needs to know what was evaluated */
  const struct value *source;
  const struct json_resource *resource;
  struct json_clause *clauses; /* in the order of the table of keywords */
  size_t count;
  int loop_state;          /* of the search for loops */
  struct value_form *form; /* what value_form_of reads off it, or NULL */
  size_t form_mark;        /* the last form that it went into */
};

struct json_schema {
  struct json_node *root;
  unsigned flags;
  /* Of every node that a $dynamicAnchor names. */
  struct json_dynamic {
    const struct json_resource *resource;
    struct str name;
    struct json_node *node;
  } * dynamics;
  size_t dynamic_count;
};

/* The clause of that keyword, or NULL. */
const struct json_clause *json_node_clause(const struct json_node *node,
                                           enum json_keyword_id keyword);

#endif
