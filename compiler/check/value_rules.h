/* The rows of the catalogue for front matter values that break their JSON Schema. */
#ifndef CHECK_VALUE_RULES_H
#define CHECK_VALUE_RULES_H

#include "diag/rule.h"

enum value_rule {
  VALUE_KEY_MISSING,
  VALUE_KEY_UNKNOWN,
  VALUE_KEY_COUNT,
  VALUE_TYPE,
  VALUE_ENUM,
  VALUE_PATTERN,
  VALUE_LENGTH,
  VALUE_FORMAT,
  VALUE_RANGE,
  VALUE_ITEMS,
  VALUE_DUPLICATE,
  VALUE_ANY_OF,
  VALUE_ONE_OF,
  VALUE_NOT,
  VALUE_FORBIDDEN,
  VALUE_PATTERN_LIMIT,
  VALUE_LIMIT,
  VALUE_OTHER_READER,
  VALUE_ORDER,
  VALUE_RULE_COUNT,
};

extern const struct rule value_rules[VALUE_RULE_COUNT];

#endif
