/* What a JSON Schema says of values: every finding with its place and its words. */
#include "json_fixture.h"

#define CASE                                                                                   \
  "type: object\nrequired: [service, error_message]\nadditionalProperties: "                   \
  "false\nproperties:\n"                                                                       \
  "  service: {type: string, pattern: '^[a-z][a-z0-9-]*$'}\n"                                  \
  "  error_message: {type: string, minLength: 4, maxLength: 20}\n"                             \
  "  owner: {type: object, required: [name], properties: {name: {type: string}}}\n"

static void accepts_what_is_right(void **state) {
  (void)state;
  expect(CASE, "service: pay-api\nerror_message: card declined\n", "");
  expect("true", "a: 1", "");
  expect("{}", "[1, 2]", "");
}

static void names_missing_keys(void **state) {
  (void)state;
  expect(CASE, "service: pay-api\n",
         "1:1-18 key-missing: \"error_message\" is missing ? add  error_message: …  (a string "
         "of 4 "
         "to 20 characters)\n");
  expect(CASE, "service: pay-api\nerror_message: abcd\nowner: {}\n",
         "3:1-6 key-missing: \"name\" is missing | in here ? add  name: …  (a string)\n");
  expect("items: {required: [a]}", "[{b: 1}]",
         "1:3-4 key-missing: \"a\" is missing ? add  a: …  (any value)\n");
  expect("dependentRequired: {a: [b]}", "a: 1",
         "1:1-5 key-missing: \"b\" is missing, which \"a\" needs ? add  b: …  (any value)\n");
  expect("required: [a]\nproperties: {a: {description: what it is about}}", "{}",
         "1:1-3 key-missing: \"a\" is missing ? add  a: …  (what it is about)\n");
}

/* The key that was meant is not missing besides, and its value is still looked at. */
static void takes_a_misspelt_key_for_the_missing_one(void **state) {
  (void)state;
  expect(
      CASE, "service: pay-api\neror_message: card declined\n",
      "2:1-13 key-unknown: unknown key \"eror_message\" | did you mean \"error_message\"?\n");
  expect(
      CASE, "servce: Pay\nerror-message: abcd\n",
      "1:1-7 key-unknown: unknown key \"servce\" | did you mean \"service\"?\n"
      "1:9-12 value-pattern: \"servce\" does not have the form that it must have | must match  "
      "^[a-z][a-z0-9-]*$\n"
      "2:1-14 key-unknown: unknown key \"error-message\" | did you mean \"error_message\"?\n");
  expect(
      "allOf: [{required: [service]}]\nproperties: {service: {}}\nunevaluatedProperties: false",
      "servise: x\n",
      "1:1-8 key-unknown: unknown key \"servise\" | did you mean \"service\"?\n");
  expect("required: [service]", "servise: x\n",
         "1:1-8 key-missing: \"service\" is missing | is it meant here? write \"service\"\n");
}

static void names_unknown_keys(void **state) {
  (void)state;
  expect(CASE, "service: pay-api\nerror_message: abcd\nowne: {}\nteam: x\n",
         "3:1-5 key-unknown: unknown key \"owne\" | did you mean \"owner\"?\n"
         "4:1-5 key-unknown: unknown key \"team\" ? the keys that may stand here: service, "
         "error_message, owner\n");
  expect("properties: {a: {}}\npatternProperties: {'^x-': {type: string}}\n"
         "additionalProperties: {type: integer}",
         "a: 1\nx-b: c\nd: 5\ne: f\n",
         "4:4-5 value-type: \"e\" must be a whole number, but is a string\n");
}

static void says_what_type_is_wanted(void **state) {
  (void)state;
  expect("properties: {port: {type: integer}}", "port: http",
         "1:7-11 value-type: \"port\" must be a whole number, but is a string\n");
  expect("properties: {port: {type: integer}}", "port: 1.5",
         "1:7-10 value-type: \"port\" must be a whole number, but is 1.5\n");
  expect("properties: {port: {type: [integer, \"null\"]}}", "port: \"80\"",
         "1:7-11 value-type: \"port\" must be a whole number or null, but is a string ? write  "
         "80  "
         "without quotes\n");
  expect("properties: {tags: {type: array}}", "tags: one",
         "1:7-10 value-type: \"tags\" must be a list, but is a string ? write a list, even of "
         "one:  "
         "[\"one\"]\n");
  expect("properties: {a: {properties: {b: {type: boolean}}}}", "a: {b: [1]}",
         "1:8-11 value-type: \"b\" of \"a\" must be true or false, but is a list\n");
  expect("properties: {a: {items: {type: number}}}", "a: [1, x]",
         "1:8-9 value-type: item 2 of \"a\" must be a number, but is a string\n");
  expect("properties: {a: {type: string}}", "a:\n",
         "1:1-2 value-type: \"a\" has no value | must be a string\n");
  expect("properties: {a: {type: string}}", "a: ~\n",
         "1:4-5 value-type: \"a\" must be a string, but is null ? if it is text, write  "
         "a: \"~\"\n");
  expect("properties: {a: {type: number}}", "a: .inf\n",
         "1:4-8 value-type: \"a\" must be a number, but is a number that JSON does not have\n");
  expect("type: object", "[1]",
         "1:1-4 value-type: this value must be a mapping, but is a list\n");
  expect("type: integer", "1.0", "");
  expect("type: integer", "1e3", "");
}

static void lists_the_values_that_may_stand(void **state) {
  (void)state;
  expect("properties: {level: {enum: [low, high]}}", "level: hihg",
         "1:8-12 value-enum: \"level\" cannot be \"hihg\" | did you mean \"high\"? ? it must "
         "be one of "
         "\"low\", \"high\"\n");
  expect("properties: {level: {enum: [low, high]}}", "level: [low]",
         "1:8-13 value-enum: \"level\" cannot be [low] | must be one of \"low\", \"high\"\n");
  expect("properties: {level: {enum: [low, high]}}", "level:",
         "1:1-6 value-enum: \"level\" has no value | must be one of \"low\", \"high\"\n");
  expect("properties: {kind: {const: runbook}}", "kind: page",
         "1:7-11 value-enum: \"kind\" cannot be \"page\" | must be \"runbook\"\n");
  expect("properties: {code: {enum: [404, 500]}}", "code: \"404\"",
         "1:7-12 value-enum: \"code\" cannot be \"404\" ? write  404  without quotes\n");
  expect("const: {a: [1, 2.0], b: x}", "{b: x, a: [1.0, 2]}", "");
  expect("const: {a: [1, 2]}", "{a: [2, 1]}",
         "1:1-12 value-enum: this value cannot be {a: [2, 1]} | must be {a: [1, 2]}\n");
  expect("enum: [a, b, c, d, e, f, g, h, i]", "zz",
         "1:1-3 value-enum: this value cannot be \"zz\" | must be one of \"a\", \"b\", \"c\", "
         "\"d\", "
         "\"e\", \"f\", \"g\", \"h\", … (9 in all)\n");
}

static void measures_texts_and_numbers(void **state) {
  (void)state;
  expect("properties: {a: {minLength: 4}}", "a: 한국어",
         "1:4-13 value-length: \"a\" has 3 characters, but must have at least 4\n");
  expect("properties: {a: {maxLength: 1}}", "a: xy",
         "1:4-6 value-length: \"a\" has 2 characters, but must have at most 1\n");
  expect("properties: {a: {minimum: 1, exclusiveMaximum: 5}}", "a: 5",
         "1:4-5 value-range: \"a\" is 5, but must be below 5\n");
  expect("properties: {a: {exclusiveMinimum: 0, maximum: 5}}", "a: 5", "");
  expect("properties: {a: {exclusiveMinimum: 0}}", "a: -0.0",
         "1:4-8 value-range: \"a\" is -0.0, but must be above 0\n");
  expect("properties: {a: {multipleOf: 0.0001}}", "a: 0.00751",
         "1:4-11 value-range: \"a\" is 0.00751, but must be a multiple of 0.0001\n");
  expect("maximum: 98249283749234923498293171823948729348710298301928331",
         "98249283749234923498293171823948729348710298301928332",
         "1:1-54 value-range: this value is 9824928374923492349829317182394872934871…, but "
         "must be "
         "at most 98249283749234923498293171823948729348710298301928331\n");
  expect("properties: {a: {pattern: '^[a-z]+$', description: small letters only}}", "a: B",
         "1:4-5 value-pattern: \"a\" does not have the form that it must have | must match  "
         "^[a-z]+$ ? small letters only\n");
}

static void counts_items_and_keys(void **state) {
  (void)state;
  expect("properties: {a: {minItems: 1}}", "a: []",
         "1:1-2 value-items: \"a\" has no item, but must have at least 1\n");
  expect("properties: {a: {maxItems: 1}}", "a: [1, 2]",
         "1:8-9 value-items: \"a\" has 2 items, but must have at most 1\n");
  expect("properties: {a: {prefixItems: [true], items: false}}", "a: [1, 2]",
         "1:8-9 value-items: \"a\" has 2 items, but must have at most 1\n");
  expect("properties: {a: {uniqueItems: true}}", "a: [1, {b: 2, c: 3}, 1.0, {c: 3, b: 2}]",
         "1:22-25 value-duplicate: \"a\" holds 1.0 twice + 1:5 the first one\n"
         "1:27-39 value-duplicate: \"a\" holds {c: 3, b: 2} twice + 1:8 the first one\n");
  expect("properties: {a: {contains: {const: x}}}", "a: [y]",
         "1:1-2 value-items: no item of \"a\" is \"x\", but at least 1 must be\n");
  expect("properties: {a: {contains: {const: x}, maxContains: 1}}", "a: [x, x]",
         "1:1-2 value-items: 2 items of \"a\" are \"x\", but at most 1 may be\n");
  expect("properties: {a: {minProperties: 1}}", "a: {}",
         "1:1-2 key-count: \"a\" has no key, but must have at least 1\n");
  expect("propertyNames: {pattern: '^[a-z]+$'}", "A: 1",
         "1:1-2 value-pattern: the key \"A\" does not have the form that it must have | must "
         "match  "
         "^[a-z]+$\n");
  expect("properties: {a: false}", "a: 1",
         "1:1-2 value-forbidden: \"a\" is not allowed here\n");
  expect("properties: {a: {prefixItems: [true], unevaluatedItems: false}}", "a: [1, 2]",
         "1:8-9 value-forbidden: item 2 of \"a\" is not allowed here\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts_what_is_right),
      cmocka_unit_test(names_missing_keys),
      cmocka_unit_test(takes_a_misspelt_key_for_the_missing_one),
      cmocka_unit_test(names_unknown_keys),
      cmocka_unit_test(says_what_type_is_wanted),
      cmocka_unit_test(lists_the_values_that_may_stand),
      cmocka_unit_test(measures_texts_and_numbers),
      cmocka_unit_test(counts_items_and_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
