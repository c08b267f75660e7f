/* The sums of a survey: shares, tallies, shapes of values, tokens of log lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "driver/init/survey_lines.h"
#include "driver/init/survey_shape.h"
#include "driver/init/tally.h"

static void test_shares(void **state) {
  (void)state;
  assert_true(share_is_rule(95, 100));
  assert_false(share_is_rule(94, 100));
  assert_true(share_is_rule(285, 300));
  assert_false(share_is_rule(284, 300));
  /* Few cases allow no exception. */
  assert_false(share_is_rule(18, 19));
  assert_true(share_is_rule(19, 20));
  assert_true(share_is_rule(1, 1));
  assert_false(share_is_rule(0, 0));
  assert_true(share_is_habit(8, 10));
  assert_false(share_is_habit(7, 10));
  assert_false(share_is_habit(0, 0));
  assert_true(share_is_common(15, 300));
  assert_false(share_is_common(14, 300));
  assert_false(share_is_common(1, 10));
  assert_true(share_is_common(2, 10));
  assert_true(share_is_common(1, 3));
  assert_false(share_is_common(0, 0));
}

static void test_tally(void **state) {
  (void)state;
  struct arena a = {0};
  struct tally tally = {0};
  assert_null(tally_top(&tally));
  tally_add(&a, &tally, STR("b"));
  tally_add(&a, &tally, STR("a"));
  assert_true(str_equal_c(tally_top(&tally)->text, "b"));
  tally_add(&a, &tally, STR("a"));
  assert_true(str_equal_c(tally_top(&tally)->text, "a"));
  assert_int_equal(tally_of(&tally, STR("a")), 2);
  assert_int_equal(tally_of(&tally, STR("c")), 0);
  assert_int_equal(tally.total, 3);
  struct tally once = {0};
  for (size_t unit = 0; unit < 3; unit++) {
    tally_add_once(&a, &once, STR("x"), unit);
    tally_add_once(&a, &once, STR("y"), unit);
    tally_add_once(&a, &once, STR("x"), unit);
  }
  assert_int_equal(tally_of(&once, STR("x")), 3);
  assert_int_equal(once.total, 6);
  arena_free(&a);
}

/* The pattern for values that stand between blanks. */
static void expect_shape(const char *values, const char *pattern) {
  struct arena a = {0};
  struct tally tally = {0};
  struct str rest = str_from_c(values);
  while (rest.n > 0) {
    size_t blank = str_find_char(rest, ' ', 0);
    tally_add(&a, &tally, str_slice(rest, 0, blank));
    rest = blank == STR_NONE ? STR("") : str_slice(rest, blank + 1, rest.n);
  }
  const struct shape *shape = shape_find(&a, &tally);
  if (pattern)
    assert_string_equal(shape ? shape->pattern : "none", pattern);
  else
    assert_null(shape);
  arena_free(&a);
}

static void test_shapes(void **state) {
  (void)state;
  expect_shape("2026-01-31 2026-02-01", "\\d{4}-\\d{2}-\\d{2}");
  expect_shape("12 7 400", "\\d+");
  expect_shape("pay order", "[a-z][a-z0-9]*");
  expect_shape("pay-api order", "[a-z][a-z0-9-]*");
  expect_shape("INC-12 OPS-7", "[A-Z][A-Z0-9]*-\\d+");
  expect_shape("v1.2.3 v1.4", "v?\\d+(\\.\\d+){1,3}");
  expect_shape("https://a.example/x https://b.example", "https?://\\S+");
  expect_shape("ünï code", NULL);
  /* One in twenty may be otherwise. */
  expect_shape("a b c d e f g h i j k l m n o p q r s T", "[a-z][a-z0-9]*");
  expect_shape("a b c d e f g h i j k l m n o p q r S T", "[A-Za-z0-9_.-]+");
}

static void expect_token(const char *line, size_t at, enum token_kind kind, const char *text) {
  struct token token = token_at(str_from_c(line), at);
  assert_int_equal(token.kind, kind);
  assert_true(str_equal_c(token.text, text));
}

static void test_tokens(void **state) {
  (void)state;
  expect_token("2026-01-02T03:04:05.678Z x", 0, TOKEN_TIME, "2026-01-02T03:04:05.678Z");
  expect_token("2026-01-02 03:04:05,678 x", 0, TOKEN_TIME, "2026-01-02 03:04:05,678");
  expect_token("03:04:05 x", 0, TOKEN_TIME, "03:04:05");
  expect_token("[ERROR] x", 1, TOKEN_LEVEL, "ERROR");
  expect_token("error x", 0, TOKEN_LEVEL, "error");
  expect_token("Error x", 0, TOKEN_WORD, "Error");
  expect_token("pay-api/v1", 0, TOKEN_WORD, "pay-api");
  expect_token("- x", 0, TOKEN_OTHER, "-");
  expect_token(": x", 0, TOKEN_OTHER, ":");
}

static void test_log_like(void **state) {
  (void)state;
  assert_true(is_log_like(STR("[ERROR] 2026-01-02T03:04:05Z pay: failed")));
  assert_true(is_log_like(STR("2026-01-02 03:04:05 pay failed")));
  assert_true(is_log_like(STR("WARN pool is empty")));
  assert_false(is_log_like(STR("Error messages pile up in the log.")));
  assert_false(is_log_like(STR("error messages pile up")));
  assert_false(is_log_like(STR("Look for ERROR in the log.")));
  assert_false(is_log_like(STR("The night job that should have been done long before it was "
                               "03:04:05 hung")));
  assert_false(is_log_like(STR("")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shares),   cmocka_unit_test(test_tally),
      cmocka_unit_test(test_shapes),   cmocka_unit_test(test_tokens),
      cmocka_unit_test(test_log_like),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
