/* Which headings are the same. */
#include "model/heading.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static void assert_keys(const char *text, const char *whole, const char *before,
                        const char *inside) {
  struct str keys[HEADING_KEYS] = {{NULL, 0}};
  const char *expected[] = {whole, before, inside};
  size_t count = heading_keys(&arena, str_from_c(text), keys);
  assert_int_equal(count, inside ? 3 : whole ? 1 : 0);
  for (size_t i = 0; i < count; i++) {
    if (!str_equal_c(keys[i], expected[i]))
      print_error("\"%s\": key %zu is \"%.*s\"\n", text, i, STR_ARG(keys[i]));
    assert_true(str_equal_c(keys[i], expected[i]));
  }
}

static void test_decoration(void **state) {
  (void)state;
  assert_keys("Incident Summary", "incident summary", NULL, NULL);
  assert_keys("  INCIDENT \t summary : ", "incident summary", NULL, NULL);
  assert_keys("\U0001f6a8 Incident Summary", "incident summary", NULL, NULL);
  assert_keys("\u26a0\ufe0f \uc99d\uc0c1\uff1a", "\uc99d\uc0c1", NULL, NULL);
  assert_keys("\u25a0 \uc99d\uc0c1 {#symptoms}", "\uc99d\uc0c1", NULL, NULL);
  assert_keys("Root Cause: {#cause .note}", "root cause", NULL, NULL);
  assert_keys("Root Cause {#cause}:", "root cause", NULL, NULL);
  assert_keys("\u1112\u1161\u11ab", "\ud55c", NULL, NULL);
  assert_keys("\uff32oot Cause", "root cause", NULL, NULL);
  assert_keys("Use {braces}", "use {braces}", NULL, NULL);
  assert_keys("Ratio 1:2", "ratio 1:2", NULL, NULL);
}

static void test_halves(void **state) {
  (void)state;
  assert_keys("\uc99d\uc0c1 (Symptoms)", "\uc99d\uc0c1 (symptoms)", "\uc99d\uc0c1", "symptoms");
  assert_keys("\uc99d\uc0c1\uff08Symptoms\uff09", "\uc99d\uc0c1(symptoms)", "\uc99d\uc0c1",
              "symptoms");
  assert_keys("A: (B: ):", "a: (b: )", "a", "b");
  assert_keys("f(x) (g (y))", "f(x) (g (y))", "f(x)", "g (y)");
  assert_keys("A (B) C", "a (b) c", NULL, NULL);
  assert_keys("(A)", "(a)", NULL, NULL);
  assert_keys("A ()", "a ()", NULL, NULL);
  assert_keys("A) B)", "a) b)", NULL, NULL);
}

static void test_nothing_left(void **state) {
  (void)state;
  assert_keys("", NULL, NULL, NULL);
  assert_keys(" \U0001f6a8 : {#x}", NULL, NULL, NULL);
  assert_keys("{#x}", NULL, NULL, NULL);
  assert_keys("}", "}", NULL, NULL);
  assert_keys("{", "{", NULL, NULL);
  assert_keys("\xff", "\xff", NULL, NULL);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_decoration),
      cmocka_unit_test(test_halves),
      cmocka_unit_test(test_nothing_left),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
