/* Words for what a JSON Schema finds: names of places, values and expectations. */
#ifndef CHECK_JSON_SCHEMA_REPORT_H
#define CHECK_JSON_SCHEMA_REPORT_H

#include "check/json_schema_evaluate.h"

/* All texts live in the evaluation's scratch arena. */

/* "service", item 2 of "tags", the key "no such", this mapping. */
struct str place_name(struct evaluation *e, const struct place *place);
/* The value; its key if the value is empty or only the key matters. */
struct span place_span(const struct evaluation *e, const struct place *place);
struct span place_key_span(const struct evaluation *e, const struct place *place);

/* "a number", "a list". */
const char *place_kind(const struct evaluation *e, const struct place *place);
/* A scalar as it was written, cut where it gets long; "a list". */
struct str value_shown(struct evaluation *e, const struct value *value);
/* "3 items", "1 item". */
struct str count_shown(struct evaluation *e, size_t count, const char *noun);
/* "a string or a list". */
struct str types_shown(struct evaluation *e, unsigned types);
/* What a schema wants: "a string", "one of low, high", "a date such as 2026-01-31". */
struct str node_shown(struct evaluation *e, const struct json_node *node);
/* The items of a list, at most eight of them. */
struct str list_shown(struct evaluation *e, const struct str *items, size_t count);

/* Adds a finding; only where there is a bag. */
#define report(e, rule, span, ...) diag_add((e)->bag, &value_rules[rule], span, __VA_ARGS__)

/* The keys that are missing and those that are too many. Forgets them. */
void report_keys(struct evaluation *e, struct place *place);
/* A value that is none of those that are allowed. */
void report_values(struct evaluation *e, const struct place *place,
                   const struct value *const *values, size_t count);
/* The plain scalar of the place was taken for text, and others take it for something else. */
void report_other_reader(struct evaluation *e, const struct place *place);

#endif
