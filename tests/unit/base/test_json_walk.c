/* Tests base/json_walk.c: members as they stand, strings without their escapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/json_walk.h"

static void assert_member(struct json_walk *walk, const char *key, const char *value) {
  struct str got_key, got_value;
  assert_true(json_walk_next(walk, &got_key, &got_value));
  assert_true(str_equal_c(got_key, key));
  assert_true(str_equal_c(got_value, value));
}

static void assert_end(struct json_walk *walk) {
  struct str key, value;
  assert_false(json_walk_next(walk, &key, &value));
  assert_false(json_walk_next(walk, &key, &value));
}

static void objects(void **state) {
  (void)state;
  struct str text =
      STR(" { \"a\" : 1.50e+2 , \"b\\\"}\":\"x,\\\"]\\\\\",\"\":{\"c\":[{}, \"}\"]},"
          "\n\"d\":[ ] ,\"e\":true,\"f\" : null } ");
  struct json_fault fault;
  struct json_walk walk;
  assert_true(json_is_valid(text, &fault));
  assert_false(json_walk_start(&walk, text, '['));
  assert_true(json_walk_start(&walk, text, '{'));
  assert_member(&walk, "a", "1.50e+2");
  assert_member(&walk, "b\\\"}", "\"x,\\\"]\\\\\"");
  assert_member(&walk, "", "{\"c\":[{}, \"}\"]}");
  assert_member(&walk, "d", "[ ]");
  assert_member(&walk, "e", "true");
  assert_member(&walk, "f", "null");
  assert_end(&walk);
}

static void arrays(void **state) {
  (void)state;
  struct json_walk walk;
  assert_true(json_walk_start(&walk, STR("[1,-0.0 ,[2,3],\"[\"]"), '['));
  assert_member(&walk, "", "1");
  assert_member(&walk, "", "-0.0");
  assert_member(&walk, "", "[2,3]");
  assert_member(&walk, "", "\"[\"");
  assert_end(&walk);
  assert_true(json_walk_start(&walk, STR("[]"), '['));
  assert_end(&walk);
  assert_true(json_walk_start(&walk, STR("{ }"), '{'));
  assert_end(&walk);
  assert_false(json_walk_start(&walk, STR("\"{\""), '{'));
}

static void strings(void **state) {
  (void)state;
  struct arena a = {0};
  struct str text =
      json_string_text(&a, STR("\"\\u00e9\\uD55C\\ud83d\\uDC69 \\\"\\\\\\/\\b\\f\\n\\r\\t\""));
  assert_true(str_equal_c(text, "é한👩 \"\\/\b\f\n\r\t"));
  assert_true(str_equal_c(json_string_text(&a, STR("\"plain\"")), "plain"));
  struct str empty = json_string_text(&a, STR("\"\""));
  assert_non_null(empty.p);
  assert_int_equal(empty.n, 0);
  assert_null(json_string_text(&a, STR("12")).p);
  assert_null(json_string_text(&a, STR("\"")).p);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(objects),
      cmocka_unit_test(arrays),
      cmocka_unit_test(strings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
