/* The rows of the catalogue for mistakes in a schema. */
#include "parse/schema_rules.h"

#define HEAD "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional}\n"
#define PAGE "=== kb/case.md\n# Page\n\n## Text\nHello there.\n"

const struct rule schema_rules[SCHEMA_RULE_COUNT] = {
    [SCHEMA_TYPE] =
        {
            .code = "KBC1000",
            .name = "schema-type",
            .level = LEVEL_ERROR,
            .summary = "a value in the schema is of the wrong kind",
            .why = "kbc cannot guess what was meant, and a rule that is not applied lets every "
                   "broken case through.",
            .bad = HEAD "sections: [Text]\n" PAGE,
            .good = HEAD "sections:\n  list:\n    - {id: text, title: Text}\n" PAGE,
        },
    [SCHEMA_KEY_UNKNOWN] =
        {
            .code = "KBC1001",
            .name = "schema-key-unknown",
            .level = LEVEL_ERROR,
            .summary = "the schema has a key that means nothing",
            .why =
                "A misspelt key is a rule that is never applied, and nothing else would tell.",
            .bad = HEAD "section: {order: any}\n" PAGE,
            .good = HEAD "sections: {order: any}\n" PAGE,
        },
    [SCHEMA_KEY_MISSING] =
        {
            .code = "KBC1002",
            .name = "schema-key-missing",
            .level = LEVEL_ERROR,
            .summary = "the schema lacks a key that it needs",
            .why = "There is no default that would be right for every knowledge base.",
            .bad = "=== schema\nkbc: 1\nfrontmatter: {presence: optional}\n" PAGE,
            .good = HEAD PAGE,
        },
    [SCHEMA_VALUE] =
        {
            .code = "KBC1003",
            .name = "schema-value",
            .level = LEVEL_ERROR,
            .summary = "a value in the schema is not one that its key may have",
            .why = "A rule with a value that means nothing cannot be applied.",
            .bad = HEAD "sections: {order: strct}\n" PAGE,
            .good = HEAD "sections: {order: strict}\n" PAGE,
        },
    [SCHEMA_PATTERN] =
        {
            .code = "KBC1004",
            .name = "schema-pattern",
            .level = LEVEL_ERROR,
            .summary = "a pattern in the schema is malformed, or could take for ever",
            .why = "A pattern with an unbounded repeat inside another one can take longer than "
                   "the "
                   "age of the universe on a short text that somebody sends in a pull request.",
            .bad = HEAD "record: {title: '^(a+)+$'}\n" PAGE,
            .good = HEAD "record: {title: '^[A-Z]'}\n" PAGE,
        },
    [SCHEMA_NAME] =
        {
            .code = "KBC1005",
            .name = "schema-name",
            .level = LEVEL_ERROR,
            .summary = "a name in the schema stands for nothing, or for two things",
            .why =
                "Identity, templates and metadata are made of these names: one that stands for "
                "nothing would leave a hole in every id and every chunk.",
            .bad = HEAD "record: {identity: [titel]}\n" PAGE,
            .good = HEAD "record: {identity: [title]}\n" PAGE,
        },
    [SCHEMA_TEMPLATE] =
        {
            .code = "KBC1006",
            .name = "schema-template",
            .level = LEVEL_ERROR,
            .summary = "a template in the schema is malformed or ambiguous",
            .why = "Parser, sample generator and matcher are made of the template. Where it "
                   "does not "
                   "say where a field ends, the three would disagree.",
            .bad = HEAD "logs: {main: {template: '{level}{message}'}}\n" PAGE,
            .good = HEAD "logs: {main: {template: '{level}: {message}'}}\n" PAGE,
        },
    [SCHEMA_DUPLICATE] =
        {
            .code = "KBC1007",
            .name = "schema-duplicate",
            .level = LEVEL_ERROR,
            .summary = "two parts of the schema go by one name",
            .why = "A heading that names two sections belongs to neither, and of two metadata "
                   "keys "
                   "with one name a store keeps the last.",
            .bad = HEAD "sections:\n  list:\n    - {id: text, title: Text}\n"
                        "    - {id: more, title: text}\n" PAGE,
            .good = HEAD "sections:\n  list:\n    - {id: text, title: Text}\n"
                         "    - {id: more, title: More, required: false}\n" PAGE,
        },
    [SCHEMA_VERSION] =
        {
            .code = "KBC1008",
            .name = "schema-version",
            .level = LEVEL_ERROR,
            .summary = "the schema is written in a version that this kbc does not know",
            .why = "A newer schema may ask for what an older kbc cannot check; it says so "
                   "instead of "
                   "passing everything.",
            .bad = "=== schema\nkbc: 2\nname: pages\nfrontmatter: {presence: optional}\n" PAGE,
            .good = HEAD PAGE,
        },
    [SCHEMA_JSON] =
        {
            .code = "KBC1040",
            .name = "schema-json",
            .level = LEVEL_ERROR,
            .summary = "a JSON file that the schema refers to is no JSON",
            .why = "Other programs that share the file refuse it, or each of them takes it for "
                   "something else.",
            .bad = "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional, schema: "
                   "{$ref: page.json}}\n"
                   "=== page.json\n{\"type\": \"object\",}\n" PAGE,
            .good =
                "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional, schema: "
                "{$ref: page.json}}\n"
                "=== page.json\n{\"type\": \"object\"}\n" PAGE,
        },
};
