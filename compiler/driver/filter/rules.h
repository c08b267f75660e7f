/* The rows of the catalogue for what silences findings: comments and baselines. */
#ifndef DRIVER_FILTER_RULES_H
#define DRIVER_FILTER_RULES_H

#include "diag/rule.h"

enum filter_rule {
  FILTER_UNUSED,
  FILTER_UNKNOWN,
  FILTER_MALFORMED,
  FILTER_REFUSED,
  FILTER_REASON,
  FILTER_GONE,
  FILTER_BASELINE,
  FILTER_RULE_COUNT,
};

extern const struct rule filter_rules[FILTER_RULE_COUNT];

#endif
