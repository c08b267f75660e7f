/* Mistakes in a JSON Schema, references and what they lead to, other documents. */
#include "json_fixture.h"

static void refuse(const char *schema, const char *expected) {
  expect_refusal(NULL, schema, expected);
}

static void knows_the_keywords(void **state) {
  (void)state;
  refuse(
      "{title: t, description: d, default: 1, deprecated: true, readOnly: true, writeOnly: "
      "true, examples: [1], $comment: c, x-mine: {a: 1}, contentEncoding: e, contentMediaType: "
      "m, contentSchema: true, format: date, $id: a, $schema: "
      "'https://json-schema.org/draft/2020-12/schema'}",
      "");
  refuse("{requird: [a]}",
         "1:2-9 json-schema-keyword: JSON Schema has no keyword \"requird\" | did "
         "you mean \"required\"?\n");
  refuse("{owner: {}}",
         "1:2-7 json-schema-keyword: JSON Schema has no keyword \"owner\" ? a key of "
         "your own begins with \"x-\"; what a case may hold stands under "
         "\"properties\"\n");
  refuse("{definitions: {}}",
         "1:2-13 json-schema-keyword: JSON Schema has no keyword "
         "\"definitions\" ? write  $defs  (and \"#/$defs/…\" in references)\n");
  /* names of properties and definitions are no keywords, nor is what stands in a value */
  refuse("{properties: {requird: {}}, $defs: {x: {}}, const: {requird: 1}}", "");
}

static void checks_what_stands_behind_them(void **state) {
  (void)state;
  refuse("{type: strng}",
         "1:8-13 json-schema-value: there is no type \"strng\" | did you mean "
         "\"string\"? ? the types are string, integer, number, boolean, array, "
         "object, null\n");
  refuse("{type: [string, null]}",
         "1:17-21 json-schema-value: this is the value null and not the "
         "type \"null\" ? write  \"null\"  in quotes\n");
  refuse("{type: []}",
         "1:8-10 json-schema-value: \"type\" cannot be an empty list | must be the "
         "name of a type or a list of them\n");
  refuse("{minLength: -1}",
         "1:13-15 json-schema-value: \"minLength\" cannot be -1 | must be a whole "
         "number from 0 on\n");
  refuse("{maxItems: 1.5}",
         "1:12-15 json-schema-value: \"maxItems\" cannot be 1.5 | must be a whole "
         "number from 0 on\n");
  refuse("{minLength: 2.0}", "");
  refuse("{minimum: \"3\"}",
         "1:11-14 json-schema-value: \"minimum\" cannot be \"3\" | must be a "
         "number\n");
  refuse("{multipleOf: 0}",
         "1:14-15 json-schema-value: \"multipleOf\" cannot be 0 | must be a number "
         "above 0\n");
  refuse("{required: [a, b, a]}", "1:19-20 json-schema-value: \"a\" stands here twice\n");
  refuse("{required: a}",
         "1:12-13 json-schema-value: \"required\" cannot be \"a\" | must be a list of "
         "strings\n");
  refuse("{required: [404, no]}", ""); /* plain scalars are texts here, too */
  refuse("{uniqueItems: yes}",
         "1:15-18 json-schema-value: \"uniqueItems\" cannot be \"yes\" | must be "
         "true or false\n");
  refuse("{enum: []}",
         "1:8-10 json-schema-value: \"enum\" cannot be an empty list | must be a list of "
         "at least one value\n");
  refuse("{allOf: []}",
         "1:9-11 json-schema-value: \"allOf\" cannot be an empty list | must be a list "
         "of at least one schema\n");
  refuse("{properties:\n}",
         "1:2-12 json-schema-value: \"properties\" has no value | must be a mapping "
         "of names to schemas\n");
  refuse("{properties: {a: 5, b: , c: {typ: a}}}",
         "1:18-19 json-schema-value: \"a\" cannot be 5 | must be a schema, that is a mapping, "
         "true or "
         "false\n"
         "1:21-22 json-schema-value: \"b\" has no value | must be a schema, that is a mapping, "
         "true or "
         "false\n"
         "1:30-33 json-schema-keyword: JSON Schema has no keyword \"typ\" | did you mean "
         "\"type\"?\n");
  refuse("{format: emial}",
         "1:10-15 json-schema-value: there is no format \"emial\" | did you mean "
         "\"email\"?\n");
  refuse("{dependentRequired: {a: b}}", "1:25-26 json-schema-value: \"dependentRequired\" "
                                        "cannot hold \"b\" | must be a mapping of keys "
                                        "to lists of strings\n");
  refuse("[]", "1:1-3 json-schema-value: a JSON Schema is a mapping, true or false\n");
}

static void points_into_patterns(void **state) {
  (void)state;
  refuse("{pattern: '^(a'}", "1:14-15 json-schema-pattern: this pattern cannot be used: "
                             "missing closing parenthesis | byte "
                             "4 of the pattern\n");
  refuse("{pattern: '^x([a-z]+)+$'}",
         "1:14-24 json-schema-pattern: this pattern cannot be used: a repeat within this "
         "repeat lets one "
         "text match in exponentially many ways | byte 3 of the pattern\n");
  refuse("{pattern: \"\\\\Ax\"}", "1:11-17 json-schema-pattern: this pattern cannot be used: "
                                  "\\A is no part of ECMA-262 patterns: "
                                  "write ^ | byte 1 of the pattern\n");
  refuse("{patternProperties: {'a)': {}}}", "1:24-25 json-schema-pattern: this pattern cannot "
                                            "be used: unmatched closing parenthesis | byte "
                                            "2 of the pattern\n");
}

static void follows_references(void **state) {
  (void)state;
  expect("$ref: '#/$defs/a%25b~1c'\n$defs: {a%b/c: {$anchor: x, type: integer}}", "x",
         "1:1-2 value-type: this value must be a whole number, but is a string\n");
  expect("items: {$ref: '#x'}\n$defs: {a: {$anchor: x, type: integer}}", "[x]",
         "1:2-3 value-type: item 1 must be a whole number, but is a string\n");
  expect(
      "$id: 'https://example.org/a/b'\nitems: {$ref: c}\n$defs: {c: {$id: c, type: integer}}",
      "[x]", "1:2-3 value-type: item 1 must be a whole number, but is a string\n");
  expect("items: {$ref: 'https://json-schema.org/draft/2020-12/schema'}",
         "[{type: string}, {type: 1}]", "1:18-27 value-type: item 2 must be a JSON Schema\n");
  /* a tree that holds trees */
  expect("type: object\nproperties: {sub: {$ref: '#'}}\nadditionalProperties: false",
         "{sub: {sub: {sb: {}}}}",
         "1:14-16 key-unknown: unknown key \"sb\" | did you mean \"sub\"?\n");
  expect("$dynamicAnchor: node\nproperties: {sub: {$dynamicRef: '#node'}}\nrequired: [a]",
         "{a: 1, sub: {}}",
         "1:8-11 key-missing: \"a\" is missing | in here ? add  a: …  (any value)\n");
}

static void says_where_references_are_lost(void **state) {
  (void)state;
  refuse("{$ref: '#/$defs/prt', $defs: {port: {}}}",
         "1:8-21 json-schema-ref: \"#/$defs/prt\" leads nowhere | did you mean "
         "\"#/$defs/port\"?\n");
  refuse("{$ref: '#/required/0/x', required: [a]}",
         "1:8-24 json-schema-ref: \"#/required/0/x\" leads nowhere | there is nothing below "
         "\"#/required/0\"\n");
  refuse("{$ref: '#/title', title: a}",
         "1:8-17 json-schema-ref: \"#/title\" leads to no schema | there stands a text\n");
  refuse("{$ref: '#prt', $defs: {a: {$anchor: port}}}",
         "1:8-14 json-schema-ref: there is no anchor \"prt\" | did you mean \"#port\"?\n");
  refuse("{$ref: '#port', $defs: {port: {}}}",
         "1:8-15 json-schema-ref: there is no anchor \"port\" ? what stands under $defs is  "
         "\"#/$defs/port\"\n");
  refuse("{$ref: other.yaml}", "1:8-18 json-schema-ref: there is no schema \"other.yaml\" ? "
                               "name a file beside this one, or "
                               "what an $id or $anchor in it is called\n");
}

static void refuses_what_it_does_not_do(void **state) {
  (void)state;
  refuse("{$ref: 'https://example.org/x.json'}",
         "1:8-36 json-schema-unsupported: \"https://example.org/x.json\" is not here, and kbc "
         "fetches no "
         "schema from the network ? put a copy beside this file and refer to that, or put it "
         "under "
         "$defs\n");
  refuse("{$schema: 'http://json-schema.org/draft-07/schema#'}",
         "1:11-52 json-schema-unsupported: kbc knows JSON Schema 2020-12 only ? write  "
         "\"https://json-schema.org/draft/2020-12/schema\"  and what that draft asks for\n");
  refuse("{$vocabulary: {'https://example.org/v': true}}",
         "1:2-13 json-schema-unsupported: kbc knows no vocabularies but those of JSON Schema "
         "2020-12\n");
  refuse("{multipleOf: 0.1234567890123456789}",
         "1:14-35 json-schema-unsupported: a number with more than 18 digits cannot divide "
         "another "
         "here\n");
  refuse("{x-format-assertion: 1}",
         "1:22-23 json-schema-value: \"x-format-assertion\" must be true or false\n");
}

static void finds_what_makes_no_sense(void **state) {
  (void)state;
  refuse("{$ref: '#'}",
         "1:8-11 json-schema-loop: this schema refers to itself for the same value + 1:1 "
         "the schema that is entered again\n");
  refuse("{$ref: '#/$defs/a', $defs: {a: {anyOf: [true, {not: {$ref: '#/$defs/a'}}]}}}",
         "1:60-71 json-schema-loop: this schema refers to itself for the same value + 1:32 the "
         "schema "
         "that is entered again\n");
  refuse("{minLength: 5, maxLength: 4}", "1:27-28 json-schema-contradiction: nothing can "
                                         "fulfil \"minLength\" and \"maxLength\" both + "
                                         "1:13 the other bound\n");
  refuse("{exclusiveMinimum: 5, maximum: 5}", "1:32-33 json-schema-contradiction: nothing can "
                                              "fulfil \"exclusiveMinimum\" and \"maximum\" "
                                              "both + 1:20 the other bound\n");
  refuse("{minimum: 5, maximum: 5.0}", "");
  refuse("{type: integer, enum: [1, x]}",
         "1:27-28 json-schema-contradiction: \"type\" rules this value out + 1:8 the type\n");
  refuse("{type: string, enum: [404, no]}", "");
  refuse("{required: [servce], additionalProperties: false, properties: {service: {}}}",
         "1:13-19 json-schema-contradiction: \"servce\" is required, but \"properties\" does "
         "not have it "
         "| did you mean \"service\"?\n");
  refuse(
      "{type: integer, maxLength: 3}",
      "1:17-26 json-schema-idle: \"maxLength\" has no effect on a value of this type + 1:8 the "
      "type\n");
  refuse("{then: true}", "1:2-6 json-schema-idle: \"then\" has no effect without \"if\"\n");
  refuse(
      "{x-format-assertion: true, properties: {day: {x-format-assertion: true}}}",
      "1:47-65 json-schema-idle: \"x-format-assertion\" has no effect here ? write it at the "
      "top of the schema, beside \"properties\"\n");
  refuse(
      "{$defs: {a: {$id: x}, b: {$id: x}}}",
      "1:32-33 json-schema-duplicate: another schema has the $id \"x\" + 1:13 the other one\n");
}

/* ---- Other documents ---- */

struct library {
  struct json_bench *bench;
  size_t calls;
};

static const struct value *load(void *ctx, struct str uri, struct span reference,
                                struct json_schema_absence *absence) {
  struct library *library = ctx;
  assert_true(reference.n > 0);
  library->calls++;
  if (str_equal_c(uri, "schema/parts/owner.yaml"))
    return bench_value(library->bench,
                       "$defs: {mail: {type: string}}\nproperties: {mail: {$ref: "
                       "'#/$defs/mail'}, boss: {$ref: boss.yaml}}");
  if (str_equal_c(uri, "schema/parts/boss.yaml"))
    return bench_value(library->bench, "{$anchor: top, $ref: '../case.yaml#/$defs/name'}");
  if (str_equal_c(uri, "schema/late.yaml"))
    return bench_value(library->bench,
                       "{$id: 'https://example.org/late', $ref: later.yaml, $defs: {n: {type: "
                       "integer}}}");
  if (str_equal_c(uri, "https://example.org/later.yaml"))
    return bench_value(library->bench, "{$id: 'urn:later', $defs: {n: {type: integer}}}");
  absence->was_reported = str_equal_c(uri, "schema/broken.yaml");
  if (str_equal_c(uri, "schema/odd.yaml"))
    *absence = (struct json_schema_absence){false, STR("it is odd"), STR("here"), STR("even")};
  return NULL;
}

static void loads_what_references_name(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  struct library library = {&bench, 0};
  const struct json_schema_loader loader = {STR("schema/case.yaml"), load, &library};
  const struct value *schema =
      bench_value(&bench, "$defs: {name: {minLength: 2}}\nproperties: {a: {$ref: "
                          "parts/owner.yaml}, b: {$ref: 'parts/boss.yaml#top'}}");
  const struct json_schema *compiled =
      json_schema_compile(&bench.a, &bench.scratch, &bench.bag, schema, &loader, 0);
  assert_findings(&bench, "");
  assert_non_null(compiled);
  assert_int_equal(library.calls, 2);
  const struct value *value = bench_value(&bench, "{a: {mail: [], boss: x}, b: y}");
  assert_false(json_schema_check(compiled, &bench.scratch, &bench.bag, value, value->span));
  assert_findings(
      &bench,
      "1:12-14 value-type: \"mail\" of \"a\" must be a string, but is a list ? if it is text, "
      "write  mail: \"[]\"\n"
      "1:22-23 value-length: \"boss\" of \"a\" has 1 character, but must have at least 2\n"
      "1:29-30 value-length: \"b\" has 1 character, but must have at least 2\n");
  bench_close(&bench);
}

/* The $id may stand in a document to which only a later reference leads. */
static void waits_for_what_is_loaded_later(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  struct library library = {&bench, 0};
  const struct json_schema_loader loader = {STR("schema/case.yaml"), load, &library};
  const struct value *schema =
      bench_value(&bench, "properties: {a: {$ref: 'urn:later#/$defs/n'}, b: {$ref: "
                          "'https://example.org/late#/$defs/n'}, c: {$ref: late.yaml}}");
  const struct json_schema *compiled =
      json_schema_compile(&bench.a, &bench.scratch, &bench.bag, schema, &loader, 0);
  assert_findings(&bench, "");
  assert_non_null(compiled);
  assert_int_equal(library.calls, 4);
  assert_false(json_schema_accepts(compiled, &bench.scratch, bench_value(&bench, "{a: x}")));
  assert_false(json_schema_accepts(compiled, &bench.scratch, bench_value(&bench, "{b: x}")));
  assert_true(json_schema_accepts(compiled, &bench.scratch, bench_value(&bench, "{a: 1}")));
  schema = bench_value(&bench, "properties: {a: {$ref: 'urn:never'}, c: {$ref: late.yaml}}");
  assert_null(json_schema_compile(&bench.a, &bench.scratch, &bench.bag, schema, &loader, 0));
  assert_findings(&bench, "1:24-35 json-schema-ref: there is no schema \"urn:never\" ? name a "
                          "file beside this one, or what an $id or $anchor in it is called\n");
  bench_close(&bench);
}

static void reports_a_lost_document_once(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  struct library library = {&bench, 0};
  const struct json_schema_loader loader = {STR("schema/case.yaml"), load, &library};
  const struct value *schema =
      bench_value(&bench, "properties: {a: {$ref: broken.yaml}, b: {$ref: broken.yaml}, c: "
                          "{$ref: lost.yaml}, d: {$ref: odd.yaml}}");
  assert_null(json_schema_compile(&bench.a, &bench.scratch, &bench.bag, schema, &loader, 0));
  assert_findings(&bench,
                  "1:72-81 json-schema-ref: there is no schema \"schema/lost.yaml\" ? name a "
                  "file beside this one, or what an $id or $anchor in it is called\n"
                  "1:94-102 json-schema-ref: it is odd | here ? even\n");
  assert_int_equal(library.calls, 3);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_the_keywords),
      cmocka_unit_test(checks_what_stands_behind_them),
      cmocka_unit_test(points_into_patterns),
      cmocka_unit_test(follows_references),
      cmocka_unit_test(says_where_references_are_lost),
      cmocka_unit_test(refuses_what_it_does_not_do),
      cmocka_unit_test(finds_what_makes_no_sense),
      cmocka_unit_test(loads_what_references_name),
      cmocka_unit_test(waits_for_what_is_loaded_later),
      cmocka_unit_test(reports_a_lost_document_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
