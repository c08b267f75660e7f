/* When one pattern is inside another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/pattern_words.h"

static bool is_inside(const char *inner, const char *outer) {
  return words_are_anywhere(str_from_c(inner), str_from_c(outer));
}

static void test_words(void **state) {
  (void)state;
  assert_true(is_inside("a b", "a b"));
  assert_true(is_inside("a b", "x a b y"));
  assert_true(is_inside("a", "b a"));
  assert_false(is_inside("a b", "a x b"));
  assert_false(is_inside("a b", "a"));
  assert_false(is_inside("a b", "b a"));
  assert_false(is_inside("ab", "a b"));
  assert_true(is_inside("a b", "a a b"));
}

/* Values of the outer pattern may be passed over; those of the inner one must be there, in
 * their gap and order. */
static void test_values(void **state) {
  (void)state;
  assert_true(is_inside("a b", "a =1 b"));
  assert_false(is_inside("a =1 b", "a b"));
  assert_true(is_inside("a =1 b", "a =1 =2 b"));
  assert_true(is_inside("a =2 b", "a =1 =2 b"));
  assert_false(is_inside("a =2 =1 b", "a =1 =2 b"));
  assert_false(is_inside("a =1 b", "=1 a b"));
  assert_true(is_inside("=1 a", "x =1 a b"));
  assert_true(is_inside("a =1", "a =1 b"));
  assert_false(is_inside("a =1", "a b =1"));
  assert_true(is_inside("=1", "a =1 b"));
  assert_true(is_inside("=1 =3", "a =1 =2 =3"));
  assert_false(is_inside("=1 =3", "=1 a =3"));
}

/* A variable word stands for none or one; where the outer pattern has one, only another one can
 * be sure to fit. */
static void test_variable(void **state) {
  (void)state;
  assert_true(is_inside("a * b", "a b"));
  assert_true(is_inside("a * b", "a x b"));
  assert_true(is_inside("a * b", "y a x b z"));
  assert_false(is_inside("a * b", "a x y b"));
  assert_true(is_inside("a * b", "a * b"));
  assert_true(is_inside("a * b", "c a * b"));
  assert_false(is_inside("a b", "a * b"));
  assert_false(is_inside("a x b", "a * b"));
  assert_true(is_inside("a", "a * b"));
  assert_true(is_inside("a * b b", "a b b"));
  assert_true(is_inside("a * b c", "a b b c"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_variable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
