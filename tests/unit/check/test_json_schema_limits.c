/* Hostile schemas and values: an answer comes soon, and says why if it is none. */
#include "json_fixture.h"

#include <sys/resource.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A list of n times `item`, as flow YAML. */
static char *list_of(struct arena *a, const char *item, size_t n) {
  struct buf out = {0};
  buf_add_char(&out, '[');
  for (size_t i = 0; i < n; i++) {
    buf_add_c(&out, i > 0 ? ", " : "");
    buf_add_c(&out, item);
  }
  buf_add_c(&out, "]");
  buf_add_char(&out, '\0');
  char *text = arena_alloc(a, out.n);
  memcpy(text, out.p, out.n);
  buf_free(&out);
  return text;
}

/* The bound is loose, for slow machines and sanitizers; what it rules out takes for ever. */
static void expect_soon(const char *schema, const char *instance, const char *expected) {
  double start = seconds();
  expect(schema, instance, expected);
  assert_true(seconds() - start < 3);
}

static void ends_what_doubles_with_each_level(void **state) {
  (void)state;
  expect_soon(
      "$defs: {t: {anyOf: [{items: {$ref: '#/$defs/t'}}, {items: {$ref: '#/$defs/t'}}, {items: "
      "{$ref: '#/$defs/t'}}, {items: {$ref: '#/$defs/t'}}], type: array}}\n$ref: '#/$defs/t'",
      "[[[[[[[[[[[[[1]]]]]]]]]]]]]",
      "1:1-28 value-limit: holding this against the schema takes too long ? the schema's "
      "anyOf, "
      "oneOf and $ref lead to the same parts again and again; make it flatter\n");
}

/* Through $dynamicRef a schema can come back to itself where no look at it alone shows that. */
static void ends_loops_of_dynamic_references(void **state) {
  (void)state;
  expect_soon(
      "$dynamicAnchor: n\n$ref: '#/$defs/in'\n$defs: {in: {$id: in, $ref: '#/$defs/x', $defs: "
      "{x: "
      "{$dynamicRef: '#n'}, y: {$dynamicAnchor: n}}}}",
      "1",
      "1:1-2 value-limit: holding this against the schema takes too long ? the schema's anyOf, "
      "oneOf and $ref lead to the same parts again and again; make it flatter\n");
}

static void tells_when_a_pattern_gives_up(void **state) {
  (void)state;
  struct arena a = {0};
  char *text = arena_alloc(&a, 501);
  memset(text, 'a', 500);
  const char *slow = "pattern: '^.*.*.*.*[01]$'";
  const char *finding =
      "1:1-501 pattern-limit: matching this text takes the schema's pattern too long\n";
  expect_soon(slow, text, finding);
  /* in a branch that is tried in silence, it must not count for a no */
  expect_soon("not: {pattern: '^.*.*.*.*[01]$'}", text, finding);
  expect_soon("anyOf: [{pattern: '^.*.*.*.*[01]$'}, true]", text, finding);
  arena_free(&a);
}

static void stays_linear_in_long_lists(void **state) {
  (void)state;
  struct arena a = {0};
  expect_soon("{uniqueItems: false, items: {type: string}}", list_of(&a, "ab", 12000), "");
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *schema = json_schema_compile(
      &bench.a, &bench.scratch, &bench.bag, bench_value(&bench, "uniqueItems: true"), NULL, 0);
  const struct value *value = bench_value(&bench, list_of(&a, "ab", 12000));
  double start = seconds();
  assert_false(json_schema_check(schema, &bench.scratch, &bench.bag, value, value->span));
  assert_true(seconds() - start < 3);
  assert_int_equal(bench.bag.count, 11999);
  bench_close(&bench);
  arena_free(&a);
}

static void stays_quick_with_many_unknown_keys(void **state) {
  (void)state;
  struct buf out = {0};
  for (size_t i = 0; i < 6000; i++)
    buf_printf(&out, "k%zu: 1\n", i);
  buf_add_char(&out, '\0');
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *schema = json_schema_compile(
      &bench.a, &bench.scratch, &bench.bag,
      bench_value(&bench,
                  "required: [service, error]\nadditionalProperties: false\nproperties: "
                  "{service: {}, error: {}, owner: {}, version: {}, severity: {}}"),
      NULL, 0);
  const struct value *value = bench_value(&bench, out.p);
  double start = seconds();
  assert_false(json_schema_check(schema, &bench.scratch, &bench.bag, value, value->span));
  assert_true(seconds() - start < 3);
  assert_int_equal(bench.bag.count, 6002);
  bench_close(&bench);
  buf_free(&out);
}

/* A long chain of references is no deep recursion when it is compiled, and one when it is run.
 */
static void bounds_the_length_of_chains(void **state) {
  (void)state;
  struct buf out = {0};
  buf_add_c(&out, "$ref: '#/$defs/a0'\n$defs:\n");
  for (size_t i = 0; i < 5000; i++)
    buf_printf(&out, "  a%zu: {$ref: '#/$defs/a%zu'}\n", i, i + 1);
  buf_add_c(&out, "  a5000: true\n");
  buf_add_char(&out, '\0');
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *schema = json_schema_compile(&bench.a, &bench.scratch, &bench.bag,
                                                         bench_value(&bench, out.p), NULL, 0);
  assert_findings(&bench, "");
  assert_non_null(schema);
  const struct value *value = bench_value(&bench, "1");
  assert_false(json_schema_accepts(schema, &bench.scratch, value));
  bench_close(&bench);
  buf_free(&out);
}

static void refuses_schemas_that_nest_too_deep(void **state) {
  (void)state;
  struct json_bench bench;
  bench_open(&bench);
  struct value *values = arena_array(&bench.a, struct value, 100);
  const struct value *leaf = bench_value(&bench, "true");
  values[99] = *leaf;
  for (size_t i = 99; i-- > 0;) {
    struct value_member *member = arena_new(&bench.a, struct value_member);
    *member = (struct value_member){STR("not"), leaf->span, values[i + 1]};
    values[i] =
        (struct value){.kind = VALUE_OBJECT, .span = leaf->span, .members = member, .count = 1};
  }
  assert_null(json_schema_compile(&bench.a, &bench.scratch, &bench.bag, &values[0], NULL, 0));
  assert_findings(&bench,
                  "1:1-5 json-schema-unsupported: schemas nest deeper here than 64 levels\n");
  bench_close(&bench);
}

/* Gigabytes, once: room for all parts for each part. */
static void large_schemas_take_little_memory(void **state) {
  (void)state;
  struct buf out = {0};
  buf_add_c(&out, "$defs:\n");
  for (size_t i = 0; i < 8000; i++)
    buf_printf(&out, "  a%zu: {$anchor: b%zu}\n", i, i);
  buf_add_c(&out, "properties:\n");
  for (size_t i = 0; i < 8000; i++)
    buf_printf(&out, "  a%zu: {$ref: '#b%zu'}\n", i, i);
  buf_add_char(&out, '\0');
  struct json_bench bench;
  bench_open(&bench);
  assert_non_null(json_schema_compile(&bench.a, &bench.scratch, &bench.bag,
                                      bench_value(&bench, out.p), NULL, 0));
  struct rusage usage;
  assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
  assert_true(usage.ru_maxrss < 1024 * 1024); /* KiB */
  bench_close(&bench);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ends_what_doubles_with_each_level),
      cmocka_unit_test(ends_loops_of_dynamic_references),
      cmocka_unit_test(tells_when_a_pattern_gives_up),
      cmocka_unit_test(stays_linear_in_long_lists),
      cmocka_unit_test(stays_quick_with_many_unknown_keys),
      cmocka_unit_test(bounds_the_length_of_chains),
      cmocka_unit_test(refuses_schemas_that_nest_too_deep),
      cmocka_unit_test(large_schemas_take_little_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
