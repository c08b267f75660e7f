/* The units that rules about agreement share: an option of the rule about limits. */
#ifndef LINT_RULES_AGREEMENT_LIMIT_H
#define LINT_RULES_AGREEMENT_LIMIT_H

#include "lint/quantity.h"

struct linter;

/* As the schema lists them. Lives in the linter's arena. */
struct unit_table limit_units(const struct linter *l);

#endif
