/* The keywords of JSON Schema 2020-12: what may stand behind each, and what it asks of a value.
 */
#ifndef CHECK_JSON_SCHEMA_KEYWORDS_H
#define CHECK_JSON_SCHEMA_KEYWORDS_H

#include "check/json_schema_types.h"

struct evaluation;
struct visit;

/* What may stand behind a keyword. The last column says it to the author of a schema. */
#define JSON_SHAPES(X)                                                                         \
  X(SHAPE_ANY, "anything")                                                                     \
  X(SHAPE_STRING, "a string")                                                                  \
  X(SHAPE_BOOLEAN, "true or false")                                                            \
  X(SHAPE_COUNT, "a whole number from 0 on")                                                   \
  X(SHAPE_NUMBER, "a number")                                                                  \
  X(SHAPE_DIVISOR, "a number above 0")                                                         \
  X(SHAPE_LIST, "a list")                                                                      \
  X(SHAPE_ENUM, "a list of at least one value")                                                \
  X(SHAPE_STRINGS, "a list of strings")                                                        \
  X(SHAPE_STRINGS_MAP, "a mapping of keys to lists of strings")                                \
  X(SHAPE_TYPE, "the name of a type or a list of them")                                        \
  X(SHAPE_SCHEMA, "a schema, that is a mapping, true or false")                                \
  X(SHAPE_SCHEMAS, "a list of at least one schema")                                            \
  X(SHAPE_SCHEMA_MAP, "a mapping of names to schemas")                                         \
  X(SHAPE_PATTERN, "a pattern, that is a string")                                              \
  X(SHAPE_PATTERN_MAP, "a mapping of patterns to schemas")                                     \
  X(SHAPE_FORMAT, "the name of a format")                                                      \
  X(SHAPE_REFERENCE, "a reference, that is a string")                                          \
  X(SHAPE_ID, "a URI without a fragment")                                                      \
  X(SHAPE_ANCHOR,                                                                              \
    "a name of letters, digits, \"-\", \"_\" and \".\" that begins with a letter")             \
  X(SHAPE_DIALECT, "the URI of a dialect")                                                     \
  X(SHAPE_FLAGS, "a mapping of URIs to true or false")

enum json_shape {
#define X(shape, text) shape,
  JSON_SHAPES(X)
#undef X
};

/* Keyword, name, shape, the kinds of value that it speaks of, and the function that evaluates
 * it. They are evaluated in this order: what is cheap and telling first, unevaluated… last. */
#define JSON_KEYWORDS(X)                                                                       \
  X(KEYWORD_SCHEMA, "$schema", SHAPE_DIALECT, KINDS_ALL, NULL)                                 \
  X(KEYWORD_VOCABULARY, "$vocabulary", SHAPE_FLAGS, KINDS_ALL, NULL)                           \
  X(KEYWORD_ID, "$id", SHAPE_ID, KINDS_ALL, NULL)                                              \
  X(KEYWORD_ANCHOR, "$anchor", SHAPE_ANCHOR, KINDS_ALL, NULL)                                  \
  X(KEYWORD_DYNAMIC_ANCHOR, "$dynamicAnchor", SHAPE_ANCHOR, KINDS_ALL, NULL)                   \
  X(KEYWORD_COMMENT, "$comment", SHAPE_STRING, KINDS_ALL, NULL)                                \
  X(KEYWORD_DEFS, "$defs", SHAPE_SCHEMA_MAP, KINDS_ALL, NULL)                                  \
  X(KEYWORD_TITLE, "title", SHAPE_STRING, KINDS_ALL, NULL)                                     \
  X(KEYWORD_DESCRIPTION, "description", SHAPE_STRING, KINDS_ALL, NULL)                         \
  X(KEYWORD_DEFAULT, "default", SHAPE_ANY, KINDS_ALL, NULL)                                    \
  X(KEYWORD_DEPRECATED, "deprecated", SHAPE_BOOLEAN, KINDS_ALL, NULL)                          \
  X(KEYWORD_READ_ONLY, "readOnly", SHAPE_BOOLEAN, KINDS_ALL, NULL)                             \
  X(KEYWORD_WRITE_ONLY, "writeOnly", SHAPE_BOOLEAN, KINDS_ALL, NULL)                           \
  X(KEYWORD_EXAMPLES, "examples", SHAPE_LIST, KINDS_ALL, NULL)                                 \
  X(KEYWORD_CONTENT_ENCODING, "contentEncoding", SHAPE_STRING, KINDS_STRING, NULL)             \
  X(KEYWORD_CONTENT_MEDIA_TYPE, "contentMediaType", SHAPE_STRING, KINDS_STRING, NULL)          \
  X(KEYWORD_CONTENT_SCHEMA, "contentSchema", SHAPE_SCHEMA, KINDS_STRING, NULL)                 \
  X(KEYWORD_TYPE, "type", SHAPE_TYPE, KINDS_ALL, evaluate_type)                                \
  X(KEYWORD_CONST, "const", SHAPE_ANY, KINDS_ALL, evaluate_const)                              \
  X(KEYWORD_ENUM, "enum", SHAPE_ENUM, KINDS_ALL, evaluate_enum)                                \
  X(KEYWORD_MIN_LENGTH, "minLength", SHAPE_COUNT, KINDS_STRING, evaluate_length)               \
  X(KEYWORD_MAX_LENGTH, "maxLength", SHAPE_COUNT, KINDS_STRING, evaluate_length)               \
  X(KEYWORD_PATTERN, "pattern", SHAPE_PATTERN, KINDS_STRING, evaluate_pattern)                 \
  X(KEYWORD_FORMAT, "format", SHAPE_FORMAT, KINDS_STRING, evaluate_format)                     \
  X(KEYWORD_MINIMUM, "minimum", SHAPE_NUMBER, KINDS_NUMBER, evaluate_range)                    \
  X(KEYWORD_MAXIMUM, "maximum", SHAPE_NUMBER, KINDS_NUMBER, evaluate_range)                    \
  X(KEYWORD_ABOVE, "exclusiveMinimum", SHAPE_NUMBER, KINDS_NUMBER, evaluate_range)             \
  X(KEYWORD_BELOW, "exclusiveMaximum", SHAPE_NUMBER, KINDS_NUMBER, evaluate_range)             \
  X(KEYWORD_MULTIPLE, "multipleOf", SHAPE_DIVISOR, KINDS_NUMBER, evaluate_multiple)            \
  X(KEYWORD_REQUIRED, "required", SHAPE_STRINGS, KINDS_OBJECT, evaluate_required)              \
  X(KEYWORD_DEPENDENT_REQUIRED, "dependentRequired", SHAPE_STRINGS_MAP, KINDS_OBJECT,          \
    evaluate_dependent_required)                                                               \
  X(KEYWORD_MIN_PROPERTIES, "minProperties", SHAPE_COUNT, KINDS_OBJECT, evaluate_key_count)    \
  X(KEYWORD_MAX_PROPERTIES, "maxProperties", SHAPE_COUNT, KINDS_OBJECT, evaluate_key_count)    \
  X(KEYWORD_PROPERTY_NAMES, "propertyNames", SHAPE_SCHEMA, KINDS_OBJECT, evaluate_names)       \
  X(KEYWORD_PROPERTIES, "properties", SHAPE_SCHEMA_MAP, KINDS_OBJECT, evaluate_properties)     \
  X(KEYWORD_PATTERN_PROPERTIES, "patternProperties", SHAPE_PATTERN_MAP, KINDS_OBJECT,          \
    evaluate_pattern_properties)                                                               \
  X(KEYWORD_ADDITIONAL, "additionalProperties", SHAPE_SCHEMA, KINDS_OBJECT,                    \
    evaluate_additional)                                                                       \
  X(KEYWORD_MIN_ITEMS, "minItems", SHAPE_COUNT, KINDS_ARRAY, evaluate_item_count)              \
  X(KEYWORD_MAX_ITEMS, "maxItems", SHAPE_COUNT, KINDS_ARRAY, evaluate_item_count)              \
  X(KEYWORD_UNIQUE_ITEMS, "uniqueItems", SHAPE_BOOLEAN, KINDS_ARRAY, evaluate_unique)          \
  X(KEYWORD_PREFIX_ITEMS, "prefixItems", SHAPE_SCHEMAS, KINDS_ARRAY, evaluate_prefix_items)    \
  X(KEYWORD_ITEMS, "items", SHAPE_SCHEMA, KINDS_ARRAY, evaluate_items)                         \
  X(KEYWORD_CONTAINS, "contains", SHAPE_SCHEMA, KINDS_ARRAY, evaluate_contains)                \
  X(KEYWORD_MIN_CONTAINS, "minContains", SHAPE_COUNT, KINDS_ARRAY, NULL)                       \
  X(KEYWORD_MAX_CONTAINS, "maxContains", SHAPE_COUNT, KINDS_ARRAY, NULL)                       \
  X(KEYWORD_REF, "$ref", SHAPE_REFERENCE, KINDS_ALL, evaluate_ref)                             \
  X(KEYWORD_DYNAMIC_REF, "$dynamicRef", SHAPE_REFERENCE, KINDS_ALL, evaluate_dynamic_ref)      \
  X(KEYWORD_ALL_OF, "allOf", SHAPE_SCHEMAS, KINDS_ALL, evaluate_all_of)                        \
  X(KEYWORD_ANY_OF, "anyOf", SHAPE_SCHEMAS, KINDS_ALL, evaluate_any_of)                        \
  X(KEYWORD_ONE_OF, "oneOf", SHAPE_SCHEMAS, KINDS_ALL, evaluate_one_of)                        \
  X(KEYWORD_NOT, "not", SHAPE_SCHEMA, KINDS_ALL, evaluate_not)                                 \
  X(KEYWORD_IF, "if", SHAPE_SCHEMA, KINDS_ALL, evaluate_if)                                    \
  X(KEYWORD_THEN, "then", SHAPE_SCHEMA, KINDS_ALL, NULL)                                       \
  X(KEYWORD_ELSE, "else", SHAPE_SCHEMA, KINDS_ALL, NULL)                                       \
  X(KEYWORD_DEPENDENT_SCHEMAS, "dependentSchemas", SHAPE_SCHEMA_MAP, KINDS_OBJECT,             \
    evaluate_dependent_schemas)                                                                \
  X(KEYWORD_UNEVALUATED_ITEMS, "unevaluatedItems", SHAPE_SCHEMA, KINDS_ARRAY,                  \
    evaluate_unevaluated_items)                                                                \
  X(KEYWORD_UNEVALUATED, "unevaluatedProperties", SHAPE_SCHEMA, KINDS_OBJECT,                  \
    evaluate_unevaluated)

enum json_keyword_id {
#define X(id, name, shape, kinds, evaluate) id,
  JSON_KEYWORDS(X)
#undef X
      KEYWORD_COUNT
};

struct json_keyword {
  enum json_keyword_id id;
  struct str name;
  enum json_shape shape;
  unsigned kinds; /* bits of enum json_type */
  /* NULL: an annotation, or read together with another keyword. */
  bool (*evaluate)(struct evaluation *e, struct visit *visit);
};

extern const struct json_keyword json_keywords[KEYWORD_COUNT];

/* By its exact name, or NULL. */
const struct json_keyword *json_keyword_find(struct str name);
/* "a whole number from 0 on" */
const char *json_shape_text(enum json_shape shape);

#endif
