/* The catalogue as SARIF describes rules. */
#ifndef DIAG_SARIF_RULES_H
#define DIAG_SARIF_RULES_H

#include <stddef.h>

struct diag_report;
struct json_writer;
struct rule;

/* The member "rules" of a tool. */
void sarif_write_rules(struct json_writer *w, const struct diag_report *report);

/* Where the rule stands in it. */
size_t sarif_rule_index(const struct diag_report *report, const struct rule *rule);

#endif
