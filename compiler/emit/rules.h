/* The catalogue rows of what an output cannot take: KBC11xx. */
#ifndef EMIT_RULES_H
#define EMIT_RULES_H

#include "diag/rule.h"

enum emit_rule {
  EMIT_OUTPUT_LIMIT,
  EMIT_ID_DUPLICATE,
  EMIT_HEADER_LONG,
  EMIT_CASE_UNREACHABLE,
  EMIT_PARSER_PATTERN,
  EMIT_STORE_LIMIT,
  EMIT_VECTORS,
  EMIT_RULE_COUNT,
};

extern const struct rule emit_rules[EMIT_RULE_COUNT];

#endif
