/* Quantities in texts: what they are in base units, and which numbers are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/quantity.h"

static const struct str texts[] = {
    STR_INIT("s"),          STR_INIT("ms=0.001s"),      STR_INIT("min=60 s"),
    STR_INIT("h=60min"),    STR_INIT("m=1min"),         STR_INIT("B"),
    STR_INIT("KB=1024B"),   STR_INIT("GB = 1048576KB"), STR_INIT("k=1000"),
    STR_INIT("%"),          STR_INIT("\uCD08=1s"),      STR_INIT("\uD68C=1"),
    STR_INIT("a=2b"),       STR_INIT("b=3a"),           STR_INIT("kg=1000g"),
    STR_INIT("t=1000000g"), STR_INIT("odd=x"),          STR_INIT("\uBD84\uC758"),
};

static struct arena arena;

static struct unit_table table_new(void) {
  return unit_table_new(&arena, texts, sizeof texts / sizeof *texts);
}

/* "value unit? rate? @to" of the quantity at the first byte, or nothing. */
static void assert_quantity(const char *text, const char *expected) {
  struct unit_table table = table_new();
  struct quantity q;
  char found[128] = "";
  if (quantity_at(&table, str_from_c(text), 0, &q))
    snprintf(found, sizeof found, "%.6g%s%s@%zu", q.value, q.has_unit ? "u" : "",
             q.per == STR_NONE ? "" : "/", q.to);
  if (strcmp(found, expected) != 0)
    fail_msg("\"%s\": %s, not %s", text, found, expected);
  arena_free(&arena);
}

static void test_numbers(void **state) {
  (void)state;
  assert_quantity("3", "3@1");
  assert_quantity("-3 of", "-3@2");
  assert_quantity("1,234,567.5", "1.23457e+06@11");
  assert_quantity("1,23", "");
  assert_quantity("1.5.2", "");
  assert_quantity("10:30", "");
  assert_quantity("3/6", "");
  assert_quantity("1-2", "");
  assert_quantity("1~2", "");
  assert_quantity("1\u20132", "");
  assert_quantity("1..2", "");
  assert_quantity("3x", "");
  assert_quantity("50+", "");
  assert_quantity("3\uBC88", ""); /* an unknown unit right behind it */
  assert_quantity("12345678901234567890", "");
  assert_quantity("3 -> 4", "3@1");
  assert_quantity("", "");
  assert_quantity("-", "");
  assert_quantity("\xFF", "");
}

static void test_units(void **state) {
  (void)state;
  assert_quantity("3000ms", "3u@6");
  assert_quantity("3 s.", "3u@3");
  assert_quantity("1.5h", "5400u@4");
  assert_quantity("2GB", "2.14748e+09u@3");
  assert_quantity("12k", "12000u@3");
  assert_quantity("12km", "");
  assert_quantity("95%", "95u@3");
  assert_quantity("3\uCD08\uAC00", "3u@4"); /* a particle behind the unit */
  assert_quantity("3\uD68C", "3u@4");
  assert_quantity("3\uBD84\uC758 1", "3u@7");
  assert_quantity("3 apples", "3@1");
  assert_quantity("2a", "2u@2"); /* units in a circle */
}

static void test_rates(void **state) {
  (void)state;
  assert_quantity("150/s", "150u/@5");
  assert_quantity("300/min", "5u/@7");
  assert_quantity("20k/10s", "2000u/@7");
  assert_quantity("3/apple", "");
}

static bool is_near(const char *left, const char *right) {
  struct unit_table table = table_new();
  struct quantity a, b;
  assert_true(quantity_whole(&table, str_from_c(left), &a));
  assert_true(quantity_whole(&table, str_from_c(right), &b));
  bool near = quantity_is_like(&a, &b) && quantity_is_near(&a, &b);
  arena_free(&arena);
  return near;
}

static void test_comparing(void **state) {
  (void)state;
  assert_true(is_near("3000ms", "3s"));
  assert_true(is_near("3\uCD08", "3000ms"));
  assert_true(is_near("2.7s", "2710ms"));
  assert_true(is_near("1500kg", "1.5t"));
  assert_true(is_near("3", "3\uD68C"));
  assert_false(is_near("3000ms", "5s"));
  assert_false(is_near("3s", "3"));
  assert_false(is_near("3s", "3B"));
  assert_false(is_near("50/s", "50"));
  assert_false(is_near("50/s", "50/min"));
  assert_false(is_near("200", "201"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_units),
      cmocka_unit_test(test_rates),
      cmocka_unit_test(test_comparing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
