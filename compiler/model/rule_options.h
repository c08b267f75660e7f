/* What a schema says about rules besides their levels: the values of their options, compiled.
 */
#ifndef MODEL_RULE_OPTIONS_H
#define MODEL_RULE_OPTIONS_H

#include "model/schema.h"

/* A word that a text should not have, and what it should have in its place. */
struct term {
  struct str avoid;
  struct str prefer;            /* n = 0: nothing in particular */
  const struct pattern *unless; /* NULL, or what makes it right in a line */
  struct span span;             /* where the schema says so */
};

/* Of these, what the option's kind says; the rest is zero. */
struct option_value {
  bool is_on;
  size_t number; /* of an integer; the index of the word of a choice */
  struct range range;
  struct str *texts;
  const struct pattern **patterns;
  struct term *terms;
  size_t count; /* of texts, patterns or terms */
};

struct rule_options {
  const struct rule *rule;
  struct option_value *values; /* by the rows of rule->options */
};

/* The value of an option of `rule`, which the schema gives or the row has as its default. The
 * row must be of that kind. Borrowed from the schema. */
const struct option_value *rule_option(const struct schema *schema, const struct rule *rule,
                                       size_t option, enum rule_option_kind kind);

#endif
