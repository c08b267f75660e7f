/* What the files that hold a value against a JSON Schema share. */
#ifndef CHECK_JSON_SCHEMA_EVALUATE_H
#define CHECK_JSON_SCHEMA_EVALUATE_H

#include "check/json_schema_node.h"
#include "check/value_rules.h"
#include "diag/diag.h"

/* A key that the schema asks for and that is not there. */
struct missing_key {
  struct str name;
  const struct value_member *because; /* dependentRequired: the key that needs it; else NULL */
};

/* What was found out about the keys of one object. It is reported when all of the schema was
 * held against the object, because a key that is too many may be a misspelt one that is
 * missing. */
struct key_findings {
  struct missing_key *missing;
  size_t missing_count;
  bool *unknown;                         /* by member; NULL: none is */
  const struct json_clause **properties; /* where the names of keys that are known stand */
  size_t properties_count;
};

/* A value and where it stands in the whole. */
struct place {
  const struct value *value;
  const struct place *parent;        /* NULL: the whole */
  const struct value_member *member; /* NULL: an item, or the whole */
  size_t index;                      /* of an item */
  bool is_key;                       /* not the member's value is meant, but its key */
  bool is_text;                      /* a plain scalar, taken for the text that it is */
  bool wants_text;                   /* a keyword took it for a text */
  struct key_findings keys;
};

/* The resources that were entered, the innermost first: where $dynamicRef looks for its target.
 */
struct dynamic_scope {
  const struct json_resource *resource;
  const struct dynamic_scope *around;
};

struct evaluation {
  const struct json_schema *schema;
  struct arena *scratch;
  struct bag *bag; /* NULL: only the answer counts, and evaluation ends with the first miss */
  struct span whole;
  size_t steps, depth;
  bool is_exhausted; /* by steps, depth, or a pattern: every answer is false from now on */
  const struct place *limit_place; /* of the pattern that took too long, or NULL */
  bool has_unsaid_notes;           /* in silence a note was due */
  const struct dynamic_scope *scope;
};

/* One clause held against one place. */
struct visit {
  const struct json_node *node;
  const struct json_clause *clause;
  struct place *place;
  bool *marks; /* by member or item: was it evaluated? NULL if nobody asks */
};

/* Takes steps off the budget. False if there is none left. */
bool evaluation_spend(struct evaluation *e, size_t steps);

/* A value that is reached by going down from `around`: plain scalars are tried as numbers and
 * booleans first, then as text. */
bool evaluate_member(struct evaluation *e, const struct json_node *node,
                     const struct place *around, const struct value_member *member);
bool evaluate_item(struct evaluation *e, const struct json_node *node,
                   const struct place *around, size_t index);
bool evaluate_key(struct evaluation *e, const struct json_node *node,
                  const struct place *around, const struct value_member *member);
/* Another schema for the same place. What it has evaluated is added to `marks`, if not NULL. */
bool evaluate_here(struct evaluation *e, const struct json_node *node, struct place *place,
                   bool *marks);
bool evaluate_silently(struct evaluation *e, const struct json_node *node, struct place *place,
                       bool *marks);
/* Room for the marks of the place, or NULL if `wanted` is false or it has neither members nor
 * items. */
bool *evaluation_marks(struct evaluation *e, const struct place *place, bool wanted);

/* The type bits of a value; and as it is taken here, which may be as a text. */
unsigned value_types(const struct evaluation *e, const struct value *value);
unsigned place_types(const struct evaluation *e, const struct place *place);

/* Held against a pattern. A text that takes too long is reported and does not match; in silence
 * it ends the evaluation. */
bool evaluation_matches(struct evaluation *e, const struct pattern *pattern, struct str text,
                        const struct place *place, const struct value_member *member);

/* json_schema_choice.c: No branch of anyOf or oneOf fits: says so in terms of the likeliest
 * one. */
void report_choice(struct evaluation *e, struct visit *visit);

/* One for each keyword. They answer whether the place fulfils the clause, and report if it does
 * not. */
bool evaluate_type(struct evaluation *e, struct visit *visit);
bool evaluate_const(struct evaluation *e, struct visit *visit);
bool evaluate_enum(struct evaluation *e, struct visit *visit);
bool evaluate_length(struct evaluation *e, struct visit *visit);
bool evaluate_pattern(struct evaluation *e, struct visit *visit);
bool evaluate_format(struct evaluation *e, struct visit *visit);
bool evaluate_range(struct evaluation *e, struct visit *visit);
bool evaluate_multiple(struct evaluation *e, struct visit *visit);
bool evaluate_required(struct evaluation *e, struct visit *visit);
bool evaluate_dependent_required(struct evaluation *e, struct visit *visit);
bool evaluate_key_count(struct evaluation *e, struct visit *visit);
bool evaluate_names(struct evaluation *e, struct visit *visit);
bool evaluate_properties(struct evaluation *e, struct visit *visit);
bool evaluate_pattern_properties(struct evaluation *e, struct visit *visit);
bool evaluate_additional(struct evaluation *e, struct visit *visit);
bool evaluate_unevaluated(struct evaluation *e, struct visit *visit);
bool evaluate_item_count(struct evaluation *e, struct visit *visit);
bool evaluate_unique(struct evaluation *e, struct visit *visit);
bool evaluate_prefix_items(struct evaluation *e, struct visit *visit);
bool evaluate_items(struct evaluation *e, struct visit *visit);
bool evaluate_contains(struct evaluation *e, struct visit *visit);
bool evaluate_unevaluated_items(struct evaluation *e, struct visit *visit);
bool evaluate_ref(struct evaluation *e, struct visit *visit);
bool evaluate_dynamic_ref(struct evaluation *e, struct visit *visit);
bool evaluate_all_of(struct evaluation *e, struct visit *visit);
bool evaluate_any_of(struct evaluation *e, struct visit *visit);
bool evaluate_one_of(struct evaluation *e, struct visit *visit);
bool evaluate_not(struct evaluation *e, struct visit *visit);
bool evaluate_if(struct evaluation *e, struct visit *visit);
bool evaluate_dependent_schemas(struct evaluation *e, struct visit *visit);

#endif
