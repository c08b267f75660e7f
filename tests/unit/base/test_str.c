/* Views of bytes: comparing, finding, cutting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"

static void test_compare(void **state) {
  (void)state;
  assert_true(str_equal(STR("a"), STR("a")));
  assert_false(str_equal(STR("a"), STR("b")));
  assert_false(str_equal(STR("a"), STR("ab")));
  assert_true(str_equal((struct str){NULL, 0}, STR("")));
  assert_true(str_compare(STR("a"), STR("ab")) < 0);
  assert_true(str_compare(STR("b"), STR("ab")) > 0);
  assert_true(str_compare(STR("\xff"), STR("a")) > 0);
  assert_int_equal(str_compare(STR("x"), STR("x")), 0);
}

static void test_find(void **state) {
  (void)state;
  assert_int_equal(str_find(STR("abcabc"), STR("bc"), 0), 1);
  assert_int_equal(str_find(STR("abcabc"), STR("bc"), 2), 4);
  assert_true(str_find(STR("abcabc"), STR("bd"), 0) == STR_NONE);
  assert_true(str_find(STR("ab"), STR("abc"), 0) == STR_NONE);
  assert_int_equal(str_find(STR("ab"), STR(""), 2), 2);
  assert_true(str_find(STR("ab"), STR(""), 3) == STR_NONE);
  assert_int_equal(str_find(STR("aab"), STR("ab"), 0), 1);
  assert_true(str_find_char(STR("abc"), 'c', 3) == STR_NONE);
}

static void test_cut(void **state) {
  (void)state;
  assert_true(str_equal_c(str_slice(STR("hello"), 1, 3), "el"));
  assert_true(str_equal_c(str_slice(STR("hello"), 3, 99), "lo"));
  assert_int_equal(str_slice(STR("hello"), 4, 2).n, 0);
  assert_true(str_equal_c(str_trim(STR(" \t\r\na b\r\n")), "a b"));
  assert_int_equal(str_trim(STR(" \n ")).n, 0);
  assert_true(str_starts_with(STR("abc"), STR("ab")));
  assert_false(str_starts_with(STR("a"), STR("ab")));
  assert_true(str_ends_with(STR("abc"), STR("bc")));
  assert_false(str_ends_with(STR("c"), STR("bc")));
}

static void test_lines(void **state) {
  (void)state;
  struct str rest = STR("a\r\n\nb\rc\nd"), line;
  static const char *const lines[] = {"a", "", "b\rc", "d"};
  for (size_t i = 0; i < 4; i++) {
    assert_true(str_next_line(&rest, &line));
    assert_true(str_equal_c(line, lines[i]));
  }
  assert_false(str_next_line(&rest, &line));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_compare),
      cmocka_unit_test(test_find),
      cmocka_unit_test(test_cut),
      cmocka_unit_test(test_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
