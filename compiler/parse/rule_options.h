/* Reads what a schema says about rules besides their levels. */
#ifndef PARSE_RULE_OPTIONS_H
#define PARSE_RULE_OPTIONS_H

#include "diag/rule.h"

struct arena;
struct bag;
struct schema;

/* Gives the schema the options of all the rules, from its `rules` or from the defaults of their
 * rows, for rule_option to find; what is wrong goes into the bag. They live in `a`, which is
 * that of the schema. Rules that do not exist are left to the caller. */
void parse_rule_options(struct arena *a, struct arena *scratch, struct bag *bag,
                        const struct rule *const *rules, size_t count, struct schema *schema);

#endif
