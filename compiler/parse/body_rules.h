/* The rows of the catalogue for bodies: what would keep the markdown reader busy for minutes,
 * and what it passes over without a word. */
#ifndef PARSE_BODY_RULES_H
#define PARSE_BODY_RULES_H

#include "diag/rule.h"

/* In the order of the codes, KBC0300 and up. */
enum body_rule {
  BODY_PARAGRAPH_TOO_LONG,
  BODY_NESTING_TOO_DEEP,
  BODY_TOO_MANY_BRACKETS,
  BODY_FENCE_INSIDE,
  BODY_RULE_COUNT,
};

extern const struct rule body_rules[BODY_RULE_COUNT];

#endif
