/* Long runs of bytes: each is found whole, and none that is too short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/runs.h"

static void test_sets(void **state) {
  (void)state;
  struct byte_set set = byte_set_of("a-c_0-");
  for (unsigned c = 0; c < 256; c++)
    assert_int_equal(set.has[c],
                     c == 'a' || c == 'b' || c == 'c' || c == '_' || c == '0' || c == '-');
}

/* All texts of ten letters of two kinds, against a search that knows no tricks. */
static void test_against_simple_search(void **state) {
  (void)state;
  struct byte_set set = byte_set_of("x");
  char text[11] = "";
  for (unsigned bits = 0; bits < 1024; bits++) {
    for (size_t i = 0; i < 10; i++)
      text[i] = (bits >> i & 1) != 0 ? 'x' : '.';
    for (size_t least = 1; least <= 10; least++) {
      struct run run = {0, 0};
      size_t at = 0;
      while (at < 10) {
        size_t from = at;
        while (from < 10 && text[from] != 'x')
          from++;
        size_t to = from;
        while (to < 10 && text[to] == 'x')
          to++;
        at = to;
        if (to - from < least || from == 10)
          continue;
        assert_true(run_next(&set, (struct str){text, 10}, run.to, least, &run));
        assert_int_equal(run.from, from);
        assert_int_equal(run.to, to);
      }
      assert_false(run_next(&set, (struct str){text, 10}, run.to, least, &run));
    }
  }
}

static void test_nothing(void **state) {
  (void)state;
  struct byte_set set = byte_set_of("0-9");
  struct run run;
  assert_false(run_next(&set, (struct str){NULL, 0}, 0, 1, &run));
  assert_false(run_next(&set, STR("123"), 0, 4, &run));
  assert_false(run_next(&set, STR("123"), 3, 1, &run));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sets),
      cmocka_unit_test(test_against_simple_search),
      cmocka_unit_test(test_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
