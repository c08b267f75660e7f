/* Values in texts: what stands before them as a name, and which others they contradict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/named_value.h"

static const struct str before[] = {STR_INIT("the"), STR_INIT("-\uAC00")};
static const struct str between[] = {STR_INIT("of"), STR_INIT("is"), STR_INIT("\uC740")};
static const struct name_context context = {before, 2, between, 3};

/* Is the first digit of the text the value of that name? */
static bool names(const char *text, const char *name) {
  struct str all = str_from_c(text);
  size_t digit = 0;
  while (!is_digit_char(all.p[digit]))
    digit++;
  struct value_token token = value_token_around(all, 0, digit);
  size_t end = name_end_before(&context, all, token.from);
  return end != STR_NONE && name_ends_at(&context, all, end, str_from_c(name));
}

static void test_names(void **state) {
  (void)state;
  assert_true(names("timeout 3s", "timeout"));
  assert_true(names("The Timeout is 3s", "timeout"));
  assert_true(names("(timeout=3s)", "timeout"));
  assert_true(names("a: `timeout`: 3s", "timeout"));
  assert_true(names("TimeOut (3s)", "time out"));
  assert_true(names("time_out 3s", "time out"));
  assert_true(names("my time out of 3s", "time out"));
  assert_true(names("timeout\uC740 3s", "timeout"));
  assert_true(names("\uB2E4\uAC00 timeout 3s", "timeout"));
  assert_false(names("lock timeout 3s", "timeout"));
  assert_false(names("lock-timeout 3s", "timeout"));
  assert_false(names("locktimeout 3s", "timeout"));
  assert_false(names("timeout3s", "timeout"));
  assert_false(names("timeout and 3s", "timeout"));
  assert_false(names("\uB2E4 timeout 3s", "timeout"));
  assert_false(names("3s timeout", "timeout"));
  assert_false(names("out 3s", "time out"));
}

/* Does the value in the text contradict the other one? */
static bool contradicts(const char *text, const char *other) {
  struct arena arena = {0};
  static const struct str units[] = {STR_INIT("s"), STR_INIT("ms=0.001s"), STR_INIT("B")};
  struct unit_table table = unit_table_new(&arena, units, 3);
  struct str all = str_from_c(text);
  size_t digit = 0;
  while (!is_digit_char(all.p[digit]))
    digit++;
  struct value_token token = value_token_around(all, 0, digit);
  value_token_measure(&table, all, &token);
  bool answer = value_contradicts(&table, all, &token, str_from_c(other));
  arena_free(&arena);
  return answer;
}

static void test_contradictions(void **state) {
  (void)state;
  assert_true(contradicts("3000ms", "5s"));
  assert_true(contradicts("300", "200"));
  assert_true(contradicts("ORD-17,", "ORD-256"));
  assert_true(contradicts("10.0.0.1.", "10.0.0.2"));
  assert_true(contradicts("x7f", "x8f"));
  assert_false(contradicts("3000ms", "3s"));
  assert_false(contradicts("3000ms", "3B"));
  assert_false(contradicts("3", "3s"));
  assert_false(contradicts("ORD-17", "ORD-17"));
  assert_false(contradicts("ORD-17", "INV-18"));
  assert_false(contradicts("10.0.0.1", "10.0.0.0/8"));
  assert_false(contradicts("v1.2", "v1.2.3"));
  assert_false(contradicts("7", "much"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_contradictions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
