/* The rows of the catalogue for front matter values that break their JSON Schema. */
#include "check/value_rules.h"

/* The least schema with that JSON Schema, and a file with that front matter. */
#define SCHEMA(lines)                                                                          \
  "=== schema\nkbc: 1\nname: pages\nfrontmatter:\n  schema:\n    " lines "\n"
#define PROPERTIES(line) SCHEMA("properties:\n      " line)
#define CASE(front) "=== kb/case.md\n---\n" front "\n---\n# Page\n\nText.\n"

/* Each star can stop anywhere, and all of them have to be tried before it is sure that nothing
 * fits. */
#define SLOW_PATTERN PROPERTIES("code: {pattern: '^.*.*.*.*[01]$'}")
/* Each level of the list is gone through four times by the one above. */
#define SLOW_SCHEMA                                                                            \
  SCHEMA(                                                                                      \
      "properties: {tree: {$ref: '#/$defs/tree'}}\n    $defs:\n      again: {items: {$ref: "   \
      "'#/$defs/tree'}}\n      tree:\n        allOf: [{$ref: '#/$defs/again'}, {$ref: "        \
      "'#/$defs/again'}, {$ref: '#/$defs/again'}, {$ref: '#/$defs/again'}]")

const struct rule value_rules[VALUE_RULE_COUNT] = {
    [VALUE_KEY_MISSING] =
        {
            .code = "KBC0400",
            .name = "key-missing",
            .level = LEVEL_ERROR,
            .summary = "front matter lacks a key that the schema requires",
            .why = "Tools read the key without looking whether it is there: the chunk is "
                   "filed under nothing, and the alert that should lead here does not "
                   "find the case.",
            .bad = SCHEMA("required: [service]") CASE("team: db"),
            .good = SCHEMA("required: [service]") CASE("service: db"),
        },
    [VALUE_KEY_UNKNOWN] =
        {
            .code = "KBC0401",
            .name = "key-unknown",
            .level = LEVEL_ERROR,
            .summary = "front matter has a key that the schema does not know",
            .why = "A misspelt key is read by nobody. The one that was meant stays empty, "
                   "and nothing says so until somebody misses what was written there.",
            .bad = SCHEMA("additionalProperties: false\n    properties: {service: {}}")
                CASE("servce: db"),
            .good = SCHEMA("additionalProperties: false\n    properties: {service: {}}")
                CASE("service: db"),
        },
    [VALUE_KEY_COUNT] =
        {
            .code = "KBC0402",
            .name = "key-count",
            .level = LEVEL_ERROR,
            .summary = "a mapping has fewer or more keys than the schema allows",
            .why = "Whoever reads the mapping counts on that: an empty one says nothing, "
                   "and one that is too full is mostly two things in one.",
            .bad = PROPERTIES("owners: {minProperties: 1}") CASE("owners: {}"),
            .good = PROPERTIES("owners: {minProperties: 1}") CASE("owners: {db: kim}"),
        },
    [VALUE_TYPE] =
        {
            .code = "KBC0403",
            .name = "value-type",
            .level = LEVEL_ERROR,
            .summary = "a value is of another type than the schema says",
            .why = "A text where a number belongs cannot be compared or sorted, and a "
                   "single value where a list belongs is taken apart letter by letter by "
                   "some readers.",
            .bad = PROPERTIES("port: {type: integer}") CASE("port: http"),
            .good = PROPERTIES("port: {type: integer}") CASE("port: 80"),
        },
    [VALUE_ENUM] =
        {
            .code = "KBC0404",
            .name = "value-enum",
            .level = LEVEL_ERROR,
            .summary = "a value is none of those that the schema allows",
            .why = "Filters and dashboards ask for the values that were agreed on. A case "
                   "with any other one turns up under none of them.",
            .bad = PROPERTIES("level: {enum: [low, high]}") CASE("level: hihg"),
            .good = PROPERTIES("level: {enum: [low, high]}") CASE("level: high"),
        },
    [VALUE_PATTERN] =
        {
            .code = "KBC0405",
            .name = "value-pattern",
            .level = LEVEL_ERROR,
            .summary = "a value does not match the schema's pattern",
            .why = "The pattern is what other systems expect of the value. One that "
                   "differs is a name that nothing has, so whatever is joined by it stays "
                   "empty.",
            .bad = PROPERTIES("service: {pattern: '^[a-z-]+$'}") CASE("service: Pay API"),
            .good = PROPERTIES("service: {pattern: '^[a-z-]+$'}") CASE("service: pay-api"),
        },
    [VALUE_LENGTH] =
        {
            .code = "KBC0406",
            .name = "value-length",
            .level = LEVEL_ERROR,
            .summary = "a text is shorter or longer than the schema allows",
            .why = "What is too short tells nothing and matches everywhere; what is too "
                   "long is cut off in lists, in alerts and by the stores that hold it.",
            .bad = PROPERTIES("owner: {minLength: 2}") CASE("owner: k"),
            .good = PROPERTIES("owner: {minLength: 2}") CASE("owner: kim"),
        },
    [VALUE_FORMAT] =
        {
            .code = "KBC0407",
            .name = "value-format",
            .level = LEVEL_ERROR,
            .summary = "a text does not have the format that the schema names",
            .why = "A date that is none, or an address that is not complete, breaks the "
                   "reader that it was written for, and far away from here.",
            .bad = SCHEMA("x-format-assertion: true\n    properties: {day: {format: date}}")
                CASE("day: \"2026-02-30\""),
            .good = SCHEMA("x-format-assertion: true\n    properties: {day: {format: date}}")
                CASE("day: \"2026-02-28\""),
        },
    [VALUE_RANGE] =
        {
            .code = "KBC0408",
            .name = "value-range",
            .level = LEVEL_ERROR,
            .summary = "a number is below, above or between what the schema allows",
            .why = "A number outside of its range is a slip of the pen or a wrong unit, "
                   "and whoever acts on it acts on a wrong value.",
            .bad = PROPERTIES("severity: {maximum: 5}") CASE("severity: 50"),
            .good = PROPERTIES("severity: {maximum: 5}") CASE("severity: 5"),
        },
    [VALUE_ITEMS] =
        {
            .code = "KBC0409",
            .name = "value-items",
            .level = LEVEL_ERROR,
            .summary = "a list has too few or too many items, or lacks one that it needs",
            .why = "Whoever reads the list counts on what the schema promises: an empty "
                   "one names nobody, and what is too many is mostly forgotten there.",
            .bad = PROPERTIES("tags: {maxItems: 2}") CASE("tags: [a, b, c]"),
            .good = PROPERTIES("tags: {maxItems: 2}") CASE("tags: [a, b]"),
        },
    [VALUE_DUPLICATE] =
        {
            .code = "KBC0410",
            .name = "value-duplicate",
            .level = LEVEL_ERROR,
            .summary = "a list that should not holds the same value twice",
            .why = "What is counted or notified by the list is counted or notified twice, "
                   "and one of the two was probably meant to be something else.",
            .bad = PROPERTIES("tags: {uniqueItems: true}") CASE("tags: [a, b, a]"),
            .good = PROPERTIES("tags: {uniqueItems: true}") CASE("tags: [a, b]"),
        },
    [VALUE_ANY_OF] =
        {
            .code = "KBC0411",
            .name = "value-any-of",
            .level = LEVEL_ERROR,
            .summary = "a value has none of the forms that the schema allows",
            .why = "Each reader of the value handles the forms that were agreed on. What "
                   "has another one is passed over, or stops the reader.",
            .bad = PROPERTIES("id: {anyOf: [{pattern: '^A'}, {pattern: '^B'}]}") CASE("id: C7"),
            .good =
                PROPERTIES("id: {anyOf: [{pattern: '^A'}, {pattern: '^B'}]}") CASE("id: B7"),
        },
    [VALUE_ONE_OF] =
        {
            .code = "KBC0412",
            .name = "value-one-of",
            .level = LEVEL_ERROR,
            .summary = "a value fits two forms of which the schema wants exactly one",
            .why = "The forms exclude each other so that a reader knows what it has "
                   "before it. Here one reader may take the value for the one, the next "
                   "for the other.",
            .bad = PROPERTIES("id: {oneOf: [{minLength: 2}, {maxLength: 3}]}") CASE("id: abc"),
            .good =
                PROPERTIES("id: {oneOf: [{minLength: 2}, {maxLength: 3}]}") CASE("id: abcd"),
        },
    [VALUE_NOT] =
        {
            .code = "KBC0413",
            .name = "value-not",
            .level = LEVEL_ERROR,
            .summary = "a value is what the schema rules out",
            .why = "The schema rules out what looks right and is not, such as a "
                   "placeholder or a name that was given up.",
            .bad = PROPERTIES("owner: {not: {const: nobody}}") CASE("owner: nobody"),
            .good = PROPERTIES("owner: {not: {const: nobody}}") CASE("owner: kim"),
        },
    [VALUE_FORBIDDEN] =
        {
            .code = "KBC0414",
            .name = "value-forbidden",
            .level = LEVEL_ERROR,
            .summary = "a key or item stands where the schema allows none",
            .why = "The key was given up, or does not go together with the others. "
                   "Whoever reads the case does not look at it any more.",
            .bad = PROPERTIES("ticket: false") CASE("ticket: 7"),
            .good = PROPERTIES("ticket: false") CASE("issue: 7"),
        },
    [VALUE_PATTERN_LIMIT] =
        {
            .code = "KBC0415",
            .name = "pattern-limit",
            .level = LEVEL_ERROR,
            .summary = "matching a value takes a pattern of the schema too long",
            .why = "Whether the value fits is not known. The pattern can match the same "
                   "text in very many ways; written so that each part can end in one "
                   "place only, it is fast.",
            .bad = SLOW_PATTERN CASE(
                "code: "
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            .good = SLOW_PATTERN CASE("code: ab1"),
        },
    [VALUE_LIMIT] =
        {
            .code = "KBC0416",
            .name = "value-limit",
            .level = LEVEL_ERROR,
            .summary = "holding front matter against the schema takes too long",
            .why = "Whether it fits is not known. Schemas whose branches lead to the same "
                   "parts again and again double the work with each level of the value.",
            .bad = SLOW_SCHEMA CASE("tree: [[[[[[[[[[1]]]]]]]]]]"),
            .good = SLOW_SCHEMA CASE("tree: [1]"),
        },
    [VALUE_OTHER_READER] =
        {
            .code = "KBC0417",
            .name = "yaml-other-reader",
            .level = LEVEL_NOTE,
            .summary = "a text without quotes is something else to other YAML readers",
            .why = "This project reads a text where the schema wants one. Editors, site "
                   "generators and scripts do not know the schema: to them 1.10 is the "
                   "number 1.1, and no is false.",
            .bad = PROPERTIES("version: {type: string}") CASE("version: 1.10"),
            .good = PROPERTIES("version: {type: string}") CASE("version: \"1.10\""),
        },
    [VALUE_ORDER] =
        {
            .code = "KBC0418",
            .name = "front-matter-order",
            .level = LEVEL_OFF,
            .summary = "the keys of front matter stand in another order than in the schema",
            .why = "Where every case has its keys in one order, a missing one is seen at a "
                   "glance, and two cases can be laid side by side.",
            .bad =
                PROPERTIES("service: {}\n      team: {}") CASE("team: db\nservice: payments"),
            .good =
                PROPERTIES("service: {}\n      team: {}") CASE("service: payments\nteam: db"),
        },
};
