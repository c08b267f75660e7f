/* Tests of check/canonical: values are equal just where JSON Schema says that they are. */
#include "check/canonical.h"

#include "json_fixture.h"

static bool are_equal(const char *left, const char *right) {
  struct json_bench bench;
  bench_open(&bench);
  const struct value *a = bench_value(&bench, left), *b = bench_value(&bench, right);
  bool is_equal = values_are_equal(&bench.a, a, b);
  assert_int_equal(values_are_equal(&bench.a, b, a), is_equal);
  struct str first = value_canonical(&bench.a, a), second = value_canonical(&bench.a, b);
  assert_int_equal(str_equal(first, second), is_equal);
  bench_close(&bench);
  return is_equal;
}

static void compares_numbers_by_value(void **state) {
  (void)state;
  assert_true(are_equal("1", "1.0"));
  assert_true(are_equal("100", "1e2"));
  assert_true(are_equal("-0.0", "0"));
  assert_true(are_equal("0xff", "255"));
  assert_false(are_equal("9007199254740993", "9007199254740992"));
  assert_false(are_equal("1", "-1"));
  assert_false(are_equal("1", "10"));
  assert_true(are_equal(".inf", ".inf"));
  assert_false(are_equal(".inf", "-.inf"));
}

static void keeps_kinds_apart(void **state) {
  (void)state;
  assert_false(are_equal("1", "\"1\""));
  assert_false(are_equal("1", "true"));
  assert_false(are_equal("0", "false"));
  assert_false(are_equal("null", "\"null\""));
  assert_false(are_equal("[]", "{}"));
  assert_false(are_equal("false", "null"));
}

static void takes_objects_in_any_order(void **state) {
  (void)state;
  assert_true(are_equal("{a: 1, b: {c: 2, d: 3}}", "{b: {d: 3.0, c: 2}, a: 1}"));
  assert_false(are_equal("{a: 1}", "{a: 1, b: null}"));
  assert_false(are_equal("{a: b}", "{b: a}"));
  assert_false(are_equal("[1, 2]", "[2, 1]"));
  assert_false(are_equal("[[1], 2]", "[[1, 2]]"));
}

/* No text can pretend to be the end of itself. */
static void is_not_deceived_by_texts(void **state) {
  (void)state;
  assert_false(are_equal("[\"a\", \"b\"]", "[\"a\\\"1:b\"]"));
  assert_false(are_equal("[\"\", \"\"]", "[\"\\\"0:\"]"));
  assert_false(are_equal("{\"a\": \"b\"}", "{\"a\\\"1:b\": \"\"}"));
  assert_true(are_equal("\"한\"", "\"\\ud55c\""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(compares_numbers_by_value),
      cmocka_unit_test(keeps_kinds_apart),
      cmocka_unit_test(takes_objects_in_any_order),
      cmocka_unit_test(is_not_deceived_by_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
