/* What the files of the family logs share: the functions behind its rows, and their options. */
#ifndef LINT_RULES_LOGS_H
#define LINT_RULES_LOGS_H

#include "lint/lint.h"
#include "model/case.h"

/* A text as a message repeats it: its beginning, if it is long. Lives in the linter's arena. */
struct str log_quote(const struct linter *l, struct str text);

/* Calls `visit` for each log line of the knowledge base, in the order of its cases. */
void log_lines_visit(const struct linter *l,
                     void (*visit)(void *ctx, const struct log_line *line), void *ctx);

void find_trace_duplicate(const struct linter *l, const struct rule *row);
void find_timestamp_order(const struct linter *l, const struct rule *row);
void find_log_version_order(const struct linter *l, const struct rule *row);
extern const struct rule_option log_version_options[];

void find_log_context_missing(const struct linter *l, const struct rule *row);
void find_log_context_near(const struct linter *l, const struct rule *row);
void find_log_not_ascii(const struct linter *l, const struct rule *row);
extern const struct rule_option log_context_options[];

void find_log_key_malformed(const struct linter *l, const struct rule *row);
void find_log_key_style(const struct linter *l, const struct rule *row);
void find_log_key_mixed(const struct linter *l, const struct rule *row);
void find_log_key_duplicate(const struct linter *l, const struct rule *row);
extern const struct rule_option log_key_style_options[];

void find_log_value_malformed(const struct linter *l, const struct rule *row);
void find_log_value_sign(const struct linter *l, const struct rule *row);
void find_log_value_uncertain(const struct linter *l, const struct rule *row);
void find_log_value_placeholder(const struct linter *l, const struct rule *row);
extern const struct rule_option log_sign_options[];
extern const struct rule_option log_uncertain_options[];
extern const struct rule_option log_placeholder_options[];

void find_log_value_type(const struct linter *l, const struct rule *row);
extern const struct rule_option log_type_options[];

void find_log_not_forwarded(const struct linter *l, const struct rule *row);
void find_log_joins_record(const struct linter *l, const struct rule *row);

#endif
