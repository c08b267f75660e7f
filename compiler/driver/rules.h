/* The rows of the catalogue for mistakes that only the whole shows: what a schema says about
 * rules, that it is no schema for these files, and a project file about schemas. */
#ifndef DRIVER_RULES_H
#define DRIVER_RULES_H

#include "diag/rule.h"

enum driver_rule {
  DRIVER_RULE_UNKNOWN,
  DRIVER_RULE_FIXED,
  DRIVER_RULE_UNFIT,
  DRIVER_SCHEMA_EXAMPLE,
  DRIVER_RULE_PROJECT_PATH,
  DRIVER_RULE_PROJECT_NAME,
  DRIVER_RULE_GLOB_IDLE,
  DRIVER_RULE_INCIDENT_CASE,
  DRIVER_RULE_COUNT,
};

extern const struct rule driver_rules[DRIVER_RULE_COUNT];

#endif
