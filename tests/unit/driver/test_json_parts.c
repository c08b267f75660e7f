/* Walking through JSON without a tree: the parts are those that a tree would have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/json.h"
#include "driver/match/json_parts.h"

/* "key=value;" for each part. */
static void assert_parts(const char *text, const char *expected) {
  struct buf out = {0};
  struct json_fault fault;
  assert_true(json_is_valid(str_from_c(text), &fault));
  struct json_parts parts = json_parts_of(str_from_c(text));
  struct str key, value;
  while (json_parts_next(&parts, &key, &value))
    buf_printf(&out, "%.*s=%.*s;", STR_ARG(key), STR_ARG(value));
  assert_false(json_parts_next(&parts, &key, &value));
  buf_add_char(&out, 0);
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

static void test_objects(void **state) {
  (void)state;
  assert_parts("{}", "");
  assert_parts(" { } ", "");
  assert_parts("{\"a\":1,\"b\" : -2.5e3 , \"c\":null}", "a=1;b=-2.5e3;c=null;");
  assert_parts("{\"a\":{\"b\":[1,{\"c\":2}]},\n\t\"d\":[]}", "a={\"b\":[1,{\"c\":2}]};d=[];");
  assert_parts("{\"a\":\"}\\\"]\\\\\",\"b\":\"\"}", "a=\"}\\\"]\\\\\";b=\"\";");
  assert_parts("{\"\\\"\":true,\"\":false}", "\\\"=true;=false;");
  assert_parts("{\"a\":[\"]\",\"[\"],\"b\":{\"}\":\"{\"}}", "a=[\"]\",\"[\"];b={\"}\":\"{\"};");
}

static void test_arrays(void **state) {
  (void)state;
  assert_parts("[]", "");
  assert_parts("[1 , \"a,b\", [ ] ,{\"x\":1}]", "=1;=\"a,b\";=[ ];={\"x\":1};");
  assert_parts("[\"a\", \"b\"]", "=\"a\";=\"b\";");
  assert_parts("[true,false,null]", "=true;=false;=null;");
}

static void test_other_values(void **state) {
  (void)state;
  assert_parts("7", "");
  assert_parts("\"{}\"", "");
  assert_parts("null", "");
}

static void test_member(void **state) {
  (void)state;
  struct str object = STR("{\"a\": [1, 2], \"b\": {\"a\": 3}, \"a\": 4}");
  assert_true(str_equal_c(json_part(object, STR("a")), "[1, 2]"));
  assert_true(str_equal_c(json_part(object, STR("b")), "{\"a\": 3}"));
  assert_int_equal(json_part(object, STR("c")).n, 0);
  assert_int_equal(json_part(STR("[1]"), STR("a")).n, 0);
  assert_int_equal(json_part((struct str){NULL, 0}, STR("a")).n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_objects), cmocka_unit_test(test_arrays),
      cmocka_unit_test(test_other_values), cmocka_unit_test(test_member)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
