/* Tests check/value_form.c: which keys a JSON Schema declares plainly, and of what kind. */
#include "json_fixture.h"

#include "check/value_form.h"
#include "model/value.h"
#include "model/value_form.h"

/* The form of a schema; the bench has to be closed. */
static const struct value_form *form_of(struct json_bench *bench, const char *schema) {
  bench_open(bench);
  const struct json_schema *compiled = json_schema_compile(
      &bench->a, &bench->scratch, &bench->bag, bench_value(bench, schema), NULL, 0);
  assert_findings(bench, "");
  assert_non_null(compiled);
  return value_form_of(&bench->a, &bench->scratch, compiled);
}

/* "name:type …" of the keys, in their order; "." behind them if there are no others. */
static void expect_form(const char *schema, const char *expected) {
  struct json_bench bench;
  const struct value_form *form = form_of(&bench, schema);
  struct buf out = {0};
  for (size_t i = 0; i < form->key_count; i++) {
    const struct value *type = form->keys[i].form->type;
    buf_printf(&out, "%s%.*s:%.*s", i > 0 ? " " : "", STR_ARG(form->keys[i].name),
               STR_ARG(type ? type->text : STR("")));
    assert_ptr_equal(value_form_key(form, form->keys[i].name), form->keys[i].form);
  }
  if (form->is_closed)
    buf_add_char(&out, '.');
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  bench_close(&bench);
}

static void lists_the_keys(void **state) {
  (void)state;
  expect_form("true", "");
  expect_form("{properties: {b: {type: string}, a: true}}", "b:string a:");
  expect_form("{additionalProperties: false, properties: {a: {type: boolean}}}", "a:boolean.");
  expect_form("{unevaluatedProperties: false}", ".");
  expect_form("{additionalProperties: false, patternProperties: {'^x-': true}}", "");
}

static void follows_what_holds_for_the_same_value(void **state) {
  (void)state;
  expect_form(
      "{$ref: '#/$defs/a', properties: {own: {type: integer}}, $defs: {a: {allOf: [{$ref: "
      "'#/$defs/b'}, {properties: {c: {type: array}}}]}, b: {properties: {b: {type: "
      "string}}, unevaluatedProperties: false}}}",
      "own:integer b:string c:array.");
  expect_form("{anyOf: [{properties: {a: true}}], if: {properties: {b: true}}}", "");
  expect_form("{properties: {a: {minLength: 1}}, allOf: [{properties: {a: {type: string}}}, "
              "{properties: {a: {type: number}}}]}",
              "a:string");
  expect_form("{properties: {a: {$ref: '#/$defs/t'}}, $defs: {t: {allOf: [{type: string}]}}}",
              "a:string");
}

static void may_lead_back_to_itself(void **state) {
  (void)state;
  struct json_bench bench;
  const struct value_form *form =
      form_of(&bench, "{properties: {next: {$ref: '#'}, list: {items: {$ref: '#'}}}}");
  const struct value_form *next = value_form_key(form, STR("next"));
  assert_int_equal(next->key_count, 2);
  assert_ptr_equal(value_form_key(next, STR("next")), next);
  assert_int_equal(value_form_key(form, STR("list"))->items->key_count, 2);
  assert_null(value_form_key(form, STR("other")));
  assert_null(value_form_key(NULL, STR("next")));
  bench_close(&bench);
}

/* A chain of references longer than any value is held against is not followed to its end. */
static void gives_up_on_endless_chains(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  struct str yaml = STR("{$ref: '#/$defs/n0', $defs: {");
  for (int i = 0; i < 400; i++)
    yaml = arena_printf(&bench.a, "%.*sn%d: {$ref: '#/$defs/n%d'}, ", STR_ARG(yaml), i, i + 1);
  yaml = arena_printf(&bench.a, "%.*sn400: {properties: {a: true}}}}", STR_ARG(yaml));
  const struct json_schema *schema = json_schema_compile(&bench.a, &bench.scratch, &bench.bag,
                                                         bench_value(&bench, yaml.p), NULL, 0);
  assert_non_null(schema);
  assert_int_equal(value_form_of(&bench.a, &bench.scratch, schema)->key_count, 0);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_the_keys),
      cmocka_unit_test(follows_what_holds_for_the_same_value),
      cmocka_unit_test(may_lead_back_to_itself),
      cmocka_unit_test(gives_up_on_endless_chains),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
