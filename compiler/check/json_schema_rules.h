/* The rows of the catalogue for mistakes in a JSON Schema itself. */
#ifndef CHECK_JSON_SCHEMA_RULES_H
#define CHECK_JSON_SCHEMA_RULES_H

#include "diag/rule.h"

enum json_schema_rule {
  JSON_SCHEMA_KEYWORD,
  JSON_SCHEMA_VALUE,
  JSON_SCHEMA_PATTERN,
  JSON_SCHEMA_REF,
  JSON_SCHEMA_UNSUPPORTED,
  JSON_SCHEMA_DUPLICATE,
  JSON_SCHEMA_LOOP,
  JSON_SCHEMA_CONTRADICTION,
  JSON_SCHEMA_IDLE,
  JSON_SCHEMA_RULE_COUNT,
};

extern const struct rule json_schema_rules[JSON_SCHEMA_RULE_COUNT];

#endif
