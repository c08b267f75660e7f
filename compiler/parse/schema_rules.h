/* The rows of the catalogue for mistakes in a schema. */
#ifndef PARSE_SCHEMA_RULES_H
#define PARSE_SCHEMA_RULES_H

#include "diag/rule.h"

enum schema_rule {
  SCHEMA_TYPE,
  SCHEMA_KEY_UNKNOWN,
  SCHEMA_KEY_MISSING,
  SCHEMA_VALUE,
  SCHEMA_PATTERN,
  SCHEMA_NAME,
  SCHEMA_TEMPLATE,
  SCHEMA_DUPLICATE,
  SCHEMA_VERSION,
  SCHEMA_JSON,
  SCHEMA_RULE_COUNT,
};

extern const struct rule schema_rules[SCHEMA_RULE_COUNT];

#endif
