/* Tests of check/decimal: numbers are read and compared exactly, whatever their length. */
#include "check/decimal.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static struct decimal read(const char *text) {
  struct decimal decimal;
  assert_true(decimal_read(&arena, str_from_c(text), &decimal));
  return decimal;
}

static void assert_reads(const char *text, bool is_negative, const char *digits,
                         long long point) {
  struct decimal decimal = read(text);
  assert_int_equal(decimal.is_negative, is_negative);
  assert_true(str_equal_c(decimal.digits, digits));
  assert_int_equal(decimal.point, point);
}

static int compare(const char *left, const char *right) {
  struct decimal a = read(left), b = read(right);
  int order = decimal_compare(&a, &b);
  assert_int_equal(-order > 0, decimal_compare(&b, &a) > 0);
  return (order > 0) - (order < 0);
}

static bool is_multiple(const char *number, const char *divisor) {
  struct decimal a = read(number), b = read(divisor);
  return decimal_is_multiple(&a, &b);
}

static void reads_all_forms(void **state) {
  (void)state;
  assert_reads("0", false, "", 0);
  assert_reads("-0.00e5", false, "", 0);
  assert_reads("12", false, "12", 2);
  assert_reads("+0120.50", false, "1205", 3);
  assert_reads("-.5", true, "5", 0);
  assert_reads("5.", false, "5", 1);
  assert_reads("0.0075", false, "75", -2);
  assert_reads("1.5E-3", false, "15", -2);
  assert_reads("1e308", false, "1", 309);
  assert_reads("0xfF", false, "255", 3);
  assert_reads("0o17", false, "15", 2);
  assert_reads("1e99999999999999999999999", false, "1", 1000000000000001);
  static const char *const wrong[] = {"",
                                      "-",
                                      ".",
                                      "e5",
                                      "1e",
                                      "1e+",
                                      "1.2.3",
                                      "0x",
                                      ".inf",
                                      "nan",
                                      "1_000",
                                      "0xg",
                                      "0o8",
                                      "1 ",
                                      "--1",
                                      "1e5x",
                                      "0x10000000000000000"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    struct decimal decimal;
    assert_false(decimal_read(&arena, str_from_c(wrong[i]), &decimal));
  }
}

static void compares_by_value(void **state) {
  (void)state;
  assert_int_equal(compare("1", "1.0"), 0);
  assert_int_equal(compare("100", "1e2"), 0);
  assert_int_equal(compare("-0", "0"), 0);
  assert_int_equal(compare("9", "10"), -1);
  assert_int_equal(compare("-9", "-10"), 1);
  assert_int_equal(compare("-1", "0"), -1);
  assert_int_equal(compare("0", "0.001"), -1);
  assert_int_equal(compare("1.1", "1.09"), 1);
  assert_int_equal(compare("9007199254740993", "9007199254740992"), 1);
  assert_int_equal(compare("1e400", "1e399"), 1);
}

static void knows_integers(void **state) {
  (void)state;
  struct decimal decimal = read("1.0");
  assert_true(decimal_is_integer(&decimal));
  decimal = read("1.5e1");
  assert_true(decimal_is_integer(&decimal));
  decimal = read("15e-1");
  assert_false(decimal_is_integer(&decimal));
  decimal = read("0.0");
  assert_true(decimal_is_integer(&decimal));
}

static void divides_exactly(void **state) {
  (void)state;
  assert_true(is_multiple("0.0075", "0.0001"));
  assert_false(is_multiple("0.00751", "0.0001"));
  assert_true(is_multiple("4.5", "1.5"));
  assert_true(is_multiple("-4.5", "1.5"));
  assert_false(is_multiple("35", "1.5"));
  assert_true(is_multiple("0", "7"));
  assert_false(is_multiple("1e308", "0.123456789"));
  assert_true(is_multiple("12391239123", "1e-8"));
  assert_true(is_multiple("1e1000000000", "1024"));
  assert_false(is_multiple("1e1000000000", "3"));
  assert_true(is_multiple("3e1000000000", "3"));
  assert_false(is_multiple("5", "10"));
  assert_true(is_multiple("98249283749234923498293171823948729348710298301928332", "4"));
  assert_false(is_multiple("98249283749234923498293171823948729348710298301928331", "2"));
  assert_true(is_multiple("1e30", "999999999999999999") == false);
}

static void becomes_a_size(void **state) {
  (void)state;
  size_t size;
  struct decimal decimal = read("2.0e2");
  assert_true(decimal_to_size(&decimal, 200, &size));
  assert_int_equal(size, 200);
  assert_false(decimal_to_size(&decimal, 199, &size));
  decimal = read("-1");
  assert_false(decimal_to_size(&decimal, 10, &size));
  decimal = read("0.5");
  assert_false(decimal_to_size(&decimal, 10, &size));
  decimal = read("0");
  assert_true(decimal_to_size(&decimal, 10, &size));
  assert_int_equal(size, 0);
  decimal = read("1e30");
  assert_false(decimal_to_size(&decimal, SIZE_MAX, &size));
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_all_forms), cmocka_unit_test(compares_by_value),
      cmocka_unit_test(knows_integers),  cmocka_unit_test(divides_exactly),
      cmocka_unit_test(becomes_a_size),
  };
  return cmocka_run_group_tests(tests, NULL, teardown);
}
