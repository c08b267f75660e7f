/* The rows of the catalogue for the files that kbc eval reads. */
#ifndef DRIVER_EVAL_RULES_H
#define DRIVER_EVAL_RULES_H

#include "diag/rule.h"

enum eval_rule {
  EVAL_MALFORMED,
  EVAL_CASE,
  EVAL_REPEATED,
  EVAL_RULE_COUNT,
};

extern const struct rule eval_rules[EVAL_RULE_COUNT];

#endif
