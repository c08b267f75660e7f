/* The rows of the catalogue for the files that kbc eval reads. A knowledge base alone raises
 * none of them, so they have no examples. */
#include "driver/eval/rules.h"

const struct rule eval_rules[EVAL_RULE_COUNT] = {
    [EVAL_MALFORMED] =
        {
            .code = "KBC1600",
            .name = "query-malformed",
            .level = LEVEL_ERROR,
            .summary = "a line of a file for kbc eval is not what such a line must be",
            .why = "A query that is passed over is one that nobody asks: the figures would be "
                   "of fewer queries than their author believes.",
        },
    [EVAL_CASE] =
        {
            .code = "KBC1601",
            .name = "query-case",
            .level = LEVEL_ERROR,
            .summary = "a query wants a case that is not there, or several have the name",
            .why = "What is wanted cannot be found, so the query would count against the "
                   "knowledge base for ever, or for the wrong case.",
        },
    [EVAL_REPEATED] =
        {
            .code = "KBC1602",
            .name = "query-repeated",
            .level = LEVEL_ERROR,
            .summary = "a query, or the answer to one, stands in the file twice",
            .why = "It would count twice, and of two answers to one query nobody knows which "
                   "holds.",
        },
};
