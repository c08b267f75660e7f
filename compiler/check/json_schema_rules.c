/* The rows of the catalogue for mistakes in a JSON Schema itself. */
#include "check/json_schema_rules.h"

/* The least schema with that JSON Schema, and a file beside it. */
#define SCHEMA(lines)                                                                          \
  "=== schema\nkbc: 1\nname: pages\nfrontmatter:\n  presence: optional\n  schema:\n    " lines \
  "\n" PAGE
#define PROPERTIES(line) SCHEMA("properties:\n      " line)
#define PAGE "=== kb/case.md\n# Page\n\nText.\n"

const struct rule json_schema_rules[JSON_SCHEMA_RULE_COUNT] = {
    [JSON_SCHEMA_KEYWORD] =
        {
            .code = "KBC1050",
            .name = "json-schema-keyword",
            .level = LEVEL_ERROR,
            .summary = "a JSON Schema has a keyword that does not exist",
            .why = "A keyword that nobody knows demands nothing: requird or maxlength "
                   "looks like a rule, and every case passes it. Keys of your own begin "
                   "with x-.",
            .bad = PROPERTIES("port: {maximun: 9}"),
            .good = PROPERTIES("port: {maximum: 9}"),
        },
    [JSON_SCHEMA_VALUE] =
        {
            .code = "KBC1051",
            .name = "json-schema-value",
            .level = LEVEL_ERROR,
            .summary = "a keyword of a JSON Schema has a value that it cannot have",
            .why = "The keyword would demand nothing, or something else in each program "
                   "that reads the schema.",
            .bad = PROPERTIES("port: {type: int}"),
            .good = PROPERTIES("port: {type: integer}"),
        },
    [JSON_SCHEMA_PATTERN] =
        {
            .code = "KBC1052",
            .name = "json-schema-pattern",
            .level = LEVEL_ERROR,
            .summary = "a pattern in a JSON Schema is malformed or may take for ever",
            .why = "A pattern that cannot be read matches nothing; one that repeats a "
                   "repeat can keep a program busy for years with a line of text. "
                   "Patterns are those of ECMA-262, which the standard names, so that "
                   "every reader of the schema understands them alike.",
            .bad = PROPERTIES("service: {pattern: '^([a-z]+)+$'}"),
            .good = PROPERTIES("service: {pattern: '^[a-z]+$'}"),
        },
    [JSON_SCHEMA_REF] =
        {
            .code = "KBC1053",
            .name = "json-schema-ref",
            .level = LEVEL_ERROR,
            .summary = "a reference in a JSON Schema leads nowhere",
            .why = "What stands at the other end is not demanded of any case.",
            .bad = PROPERTIES("port: {$ref: '#/$defs/prt'}"),
            .good = SCHEMA("properties: {port: {$ref: '#/$defs/port'}}\n    $defs: {port: "
                           "{type: integer}}"),
        },
    [JSON_SCHEMA_UNSUPPORTED] =
        {
            .code = "KBC1054",
            .name = "json-schema-unsupported",
            .level = LEVEL_ERROR,
            .summary = "a JSON Schema asks for something that this program does not do",
            .why = "To pass over it would mean to call cases valid that are not. Schemas "
                   "from the network, other drafts and vocabularies of your own are "
                   "refused.",
            .bad = PROPERTIES("owner: {$ref: \"https://example.org/owner.json\"}"),
            .good = PROPERTIES("owner: {type: string}"),
        },
    [JSON_SCHEMA_DUPLICATE] =
        {
            .code = "KBC1055",
            .name = "json-schema-duplicate",
            .level = LEVEL_ERROR,
            .summary = "two parts of a JSON Schema have the same $id or anchor",
            .why = "A reference to that name means the one or the other, and each program "
                   "may choose differently.",
            .bad = PROPERTIES("a: {$anchor: x}\n      b: {$anchor: x}"),
            .good = PROPERTIES("a: {$anchor: x}\n      b: {$anchor: y}"),
        },
    [JSON_SCHEMA_LOOP] =
        {
            .code = "KBC1056",
            .name = "json-schema-loop",
            .level = LEVEL_ERROR,
            .summary = "a JSON Schema refers to itself for the same value",
            .why = "To hold a value against it would never end. A schema may refer to "
                   "itself for what lies deeper, through properties or items.",
            .bad = SCHEMA("$ref: '#/$defs/page'\n    $defs: {page: {$ref: '#/$defs/page'}}"),
            .good = SCHEMA("$ref: '#/$defs/page'\n    $defs: {page: {properties: {page: {$ref: "
                           "'#/$defs/page'}}}}"),
        },
    [JSON_SCHEMA_CONTRADICTION] =
        {
            .code = "KBC1057",
            .name = "json-schema-contradiction",
            .level = LEVEL_ERROR,
            .summary = "a JSON Schema demands what no value can fulfil",
            .why = "Every case would be wrong, whatever it says, and no change to it "
                   "could mend that.",
            .bad = PROPERTIES("port: {minimum: 9, maximum: 1}"),
            .good = PROPERTIES("port: {minimum: 1, maximum: 9}"),
        },
    [JSON_SCHEMA_IDLE] =
        {
            .code = "KBC1058",
            .name = "json-schema-idle",
            .level = LEVEL_WARNING,
            .summary = "a keyword of a JSON Schema can have no effect where it stands",
            .why = "It speaks of another type than the values have, or needs another "
                   "keyword beside it. Whoever wrote it believes that it demands "
                   "something.",
            .bad = PROPERTIES("port: {type: integer, maxLength: 5}"),
            .good = PROPERTIES("port: {type: integer, maximum: 99999}"),
        },
};
