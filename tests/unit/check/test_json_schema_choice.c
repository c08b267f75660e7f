/* JSON Schemas with branches: which findings are told; and scalars that are numbers to some. */
#include "json_fixture.h"

static void joins_types_and_values_of_branches(void **state) {
  (void)state;
  expect("properties: {a: {anyOf: [{type: string}, {type: array}]}}", "a: {b: 1}",
         "1:4-10 value-type: \"a\" must be a string or a list, but is a mapping\n");
  expect(
      "properties: {a: {oneOf: [{const: on}, {enum: [out, all]}]}}", "a: alll",
      "1:4-8 value-enum: \"a\" cannot be \"alll\" | did you mean \"all\"? ? it must be one of "
      "\"on\", \"out\", \"all\"\n");
  expect(
      "properties: {a: {anyOf: [{type: string, pattern: '^A'}, {type: string, minLength: 9}]}}",
      "a: x",
      "1:4-5 value-any-of: \"a\" has none of the forms that it may have ? it may be a string "
      "that "
      "matches ^A, a string of at least 9 characters\n");
  /* one branch alone admits the type, so its finding is told as if it stood alone */
  expect("properties: {a: {anyOf: [{type: \"null\"}, {type: string, minLength: 2}]}}", "a: x",
         "1:4-5 value-length: \"a\" has 1 character, but must have at least 2\n");
}

#define LINKS                                                                                  \
  "$defs:\n  url: {required: [kind, url], properties: {kind: {const: url}, url: {type: "       \
  "string}}, "                                                                                 \
  "additionalProperties: false}\n"                                                             \
  "  file: {required: [kind, path], properties: {kind: {const: file}, path: {}}, "             \
  "additionalProperties: false}\n"                                                             \
  "properties: {link: {oneOf: [{$ref: '#/$defs/url'}, {$ref: '#/$defs/file'}]}}"

static void tells_of_the_likeliest_branch(void **state) {
  (void)state;
  expect(LINKS, "link: {kind: url, url: x}", "");
  expect(LINKS, "link: {kind: file, pat: x}",
         "1:20-23 key-unknown: unknown key \"pat\" | did you mean \"path\"?\n");
  expect(
      LINKS, "link: {kind: link, url: x}",
      "1:14-18 value-enum: \"kind\" of \"link\" cannot be \"link\" | must be one of \"url\", "
      "\"file\"\n");
  expect(LINKS, "link: {url: x}",
         "1:1-5 key-missing: \"kind\" is missing | in here ? add  kind: …  (\"url\")\n");
  expect("anyOf: [{required: [a, b]}, {required: [c]}]", "{a: 1}",
         "1:1-7 key-missing: \"b\" is missing ? add  b: …  (any value)\n");
}

static void says_what_excludes_what(void **state) {
  (void)state;
  expect("properties: {a: {oneOf: [{minLength: 2}, {maxLength: 3}]}}", "a: abc",
         "1:4-7 value-one-of: \"a\" fits two forms of which only one may fit + 1:26 the first "
         "form + "
         "1:42 the other form\n");
  expect(
      "properties: {a: {not: {enum: [todo, tbd]}}}", "a: tbd",
      "1:4-7 value-not: \"a\" must not be one of \"todo\", \"tbd\" + 1:18 what is ruled out\n");
  expect("if: {properties: {kind: {const: url}}}\nthen: {required: [url]}\nelse: {required: "
         "[path]}",
         "{kind: url}", "1:1-12 key-missing: \"url\" is missing ? add  url: …  (any value)\n");
  expect("properties: {a: {}}\nif: {required: [a]}\nthen: {properties: {b: {}}}\n"
         "unevaluatedProperties: false",
         "{a: 1, b: 2, c: 3}",
         "1:14-15 key-unknown: unknown key \"c\" ? the keys that may stand here: a, b\n");
  expect("dependentSchemas: {a: {properties: {b: {type: string}}}}", "{a: 1, b: [1]}",
         "1:11-14 value-type: \"b\" must be a string, but is a list ? if it is text, write  "
         "b: \"[1]\"\n");
}

/* A key with a wrong value is known all the same. */
static void calls_no_key_unknown_for_its_value(void **state) {
  (void)state;
  expect(
      "allOf: [{properties: {a: {type: array}}}]\nunevaluatedProperties: false", "a: x",
      "1:4-5 value-type: \"a\" must be a list, but is a string ? write a list, even of one:  "
      "[\"x\"]\n");
}

static void takes_plain_scalars_for_texts(void **state) {
  (void)state;
  const char *text = "properties: {v: {type: string, pattern: '^[0-9.a-z]+$'}}";
  expect(
      text, "v: 1.10",
      "1:4-8 yaml-other-reader: other YAML readers see a number here, not the text \"1.10\" ? "
      "write  v: \"1.10\"\n");
  expect(
      text, "v: true",
      "1:4-8 yaml-other-reader: other YAML readers see a boolean here, not the text \"true\" ? "
      "write  v: \"true\"\n");
  expect(
      text, "v: no",
      "1:4-6 yaml-other-reader: other YAML readers see a boolean here, not the text \"no\" ? "
      "write  v: \"no\"\n");
  expect("items: {type: string}", "[2024-01-31]",
         "1:2-12 yaml-other-reader: other YAML readers see a date here, not the text "
         "\"2024-01-31\" ? write  \"2024-01-31\"\n");
  expect(text, "v: \"1.10\"", "");
  expect(text, "v: null",
         "1:4-8 value-type: \"v\" must be a string, but is null ? if it is text, write  "
         "v: \"null\"\n");
  expect(text, "v:", "1:1-2 value-type: \"v\" has no value | must be a string\n");
  expect(text, "v: -1",
         "1:4-6 value-pattern: \"v\" does not have the form that it must have | must match  "
         "^[0-9.a-z]+$\n");
}

static void wants_a_text_by_enum_and_const(void **state) {
  (void)state;
  expect(
      "properties: {v: {enum: [\"1.10\", x]}}", "v: 1.10",
      "1:4-8 yaml-other-reader: other YAML readers see a number here, not the text \"1.10\" ? "
      "write  v: \"1.10\"\n");
  expect("properties: {v: {enum: [1.10, x]}}", "v: 1.1", "");
  expect(
      "properties: {v: {const: \"no\"}}", "v: no",
      "1:4-6 yaml-other-reader: other YAML readers see a boolean here, not the text \"no\" ? "
      "write  v: \"no\"\n");
  expect("properties: {v: {}}", "v: no", ""); /* nobody wants a text here */
}

/* Who asks for a number gets no way out by text. */
static void takes_a_number_for_a_number_first(void **state) {
  (void)state;
  expect("properties: {v: {maximum: 5}}", "v: 50",
         "1:4-6 value-range: \"v\" is 50, but must be at most 5\n");
  expect("properties: {v: {type: [string, number], maximum: 5}}", "v: 50",
         "1:4-6 value-range: \"v\" is 50, but must be at most 5\n");
  expect("properties: {v: {type: [string, integer]}}", "v: 50", "");
  expect("properties: {v: {anyOf: [{type: string}, {type: integer}]}}", "v: 50", "");
  expect("properties: {v: {allOf: [{type: string}, {minLength: 3}]}}", "v: 50",
         "1:4-6 value-length: \"v\" has 2 characters, but must have at least 3\n");
  expect("properties: {v: {anyOf: [{type: array}, {type: string}]}}", "v: 50",
         "1:4-6 yaml-other-reader: other YAML readers see a number here, not the text \"50\" ? "
         "write  v: \"50\"\n");
  expect("anyOf: [{properties: {v: {type: string}}}, false]", "v: 50",
         "1:4-6 yaml-other-reader: other YAML readers see a number here, not the text \"50\" ? "
         "write  v: \"50\"\n");
}

static void goes_by_the_book_when_told(void **state) {
  (void)state;
  expect_with(JSON_SCHEMA_BY_THE_BOOK, "properties: {v: {type: string}}\nunknown: 1", "v: 1.10",
              "1:4-8 value-type: \"v\" must be a string, but is a number ? if it is text, "
              "write  v: \"1.10\"\n");
  expect_with(JSON_SCHEMA_BY_THE_BOOK, "properties: {v: {type: string}}", "v: no", "");
}

static void asserts_formats_when_told(void **state) {
  (void)state;
  expect("properties: {d: {format: date}}", "d: x", "");
  expect("x-format-assertion: true\nproperties: {d: {format: date}}", "d: x",
         "1:4-5 value-format: \"d\" must be a date such as 2026-01-31\n");
  expect_with(JSON_SCHEMA_ASSERT_FORMAT, "properties: {d: {format: email}}", "d: x",
              "1:4-5 value-format: \"d\" must be an email address\n");
}

static void offers_the_quotes_as_an_edit(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *schema =
      json_schema_compile(&bench.a, &bench.scratch, &bench.bag,
                          bench_value(&bench, "items: {type: string}"), NULL, 0);
  const struct value *value = bench_value(&bench, "[a, 1e3]");
  assert_true(json_schema_check(schema, &bench.scratch, &bench.bag, value, value->span));
  assert_int_equal(bench.bag.count, 1);
  assert_int_equal(bench.bag.diags[0].level, LEVEL_NOTE);
  assert_int_equal(bench.bag.diags[0].edit_count, 1);
  assert_true(str_equal_c(bench.bag.diags[0].edits[0].text, "\"1e3\""));
  assert_int_equal(bench.bag.diags[0].edits[0].span.offset, 4);
  assert_int_equal(bench.bag.diags[0].edits[0].span.n, 3);
  bench_close(&bench);
}

/* What a reader could not make sense of was reported by it. */
static void passes_over_what_was_reported(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *schema = json_schema_compile(
      &bench.a, &bench.scratch, &bench.bag,
      bench_value(&bench, "required: [a]\nproperties: {a: {type: integer}}"), NULL, 0);
  struct value *value = (struct value *)(uintptr_t)bench_value(&bench, "a: x");
  value->members[0].value.is_reported = true;
  assert_true(json_schema_check(schema, &bench.scratch, &bench.bag, value, value->span));
  assert_int_equal(bench.bag.count, 0);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(joins_types_and_values_of_branches),
      cmocka_unit_test(tells_of_the_likeliest_branch),
      cmocka_unit_test(says_what_excludes_what),
      cmocka_unit_test(calls_no_key_unknown_for_its_value),
      cmocka_unit_test(takes_plain_scalars_for_texts),
      cmocka_unit_test(wants_a_text_by_enum_and_const),
      cmocka_unit_test(takes_a_number_for_a_number_first),
      cmocka_unit_test(goes_by_the_book_when_told),
      cmocka_unit_test(asserts_formats_when_told),
      cmocka_unit_test(offers_the_quotes_as_an_edit),
      cmocka_unit_test(passes_over_what_was_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
