/* Tests emit/front_json.c: what a plain scalar becomes in JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "emit/front_json.h"
#include "model/value_form.h"

static struct value text(const char *s) {
  return (struct value){.kind = VALUE_STRING, .style = STYLE_QUOTED, .text = str_from_c(s)};
}

static struct value plain(enum value_kind kind, const char *s) {
  return (struct value){
      .kind = kind, .text = str_from_c(s), .boolean = str_equal_c(str_from_c(s), "true")};
}

static struct value object(struct value_member *members, size_t count) {
  return (struct value){.kind = VALUE_OBJECT, .members = members, .count = count};
}

static struct value array(struct value *items, size_t count) {
  return (struct value){.kind = VALUE_ARRAY, .items = items, .count = count};
}

static void assert_json(const struct value *value, const struct value_form *wanted,
                        const char *expected) {
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  front_write(&w, value, wanted);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

static void scalars_by_themselves(void **state) {
  (void)state;
  static const struct {
    enum value_kind kind;
    const char *text, *json;
  } rows[] = {
      {VALUE_NUMBER, "404", "404"},       {VALUE_NUMBER, "-1.50", "-1.50"},
      {VALUE_NUMBER, "1e3", "1e3"},       {VALUE_NUMBER, "1E+3", "1E+3"},
      {VALUE_NUMBER, "0x1F", "\"0x1F\""}, {VALUE_NUMBER, "007", "\"007\""},
      {VALUE_NUMBER, ".5", "\".5\""},     {VALUE_NUMBER, "1.", "\"1.\""},
      {VALUE_NUMBER, "+1", "\"+1\""},     {VALUE_NUMBER, ".inf", "\".inf\""},
      {VALUE_NUMBER, "1e", "\"1e\""},     {VALUE_NUMBER, "0", "0"},
      {VALUE_BOOL, "true", "true"},       {VALUE_BOOL, "false", "false"},
      {VALUE_NULL, "~", "null"},          {VALUE_STRING, "2024-03-15", "\"2024-03-15\""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct value value = plain(rows[i].kind, rows[i].text);
    assert_json(&value, NULL, rows[i].json);
  }
}

static void a_schema_may_want_text(void **state) {
  (void)state;
  struct value number = plain(VALUE_NUMBER, "1.10"), yes = plain(VALUE_BOOL, "true");
  struct value type = text("string");
  struct value_form wanted = {.type = &type};
  assert_json(&number, &wanted, "\"1.10\"");
  assert_json(&yes, &wanted, "\"true\"");
  type = text("number");
  assert_json(&number, &wanted, "1.10");
  struct value types[] = {text("string"), text("null"), text("integer")};
  type = array(types, 2);
  assert_json(&number, &wanted, "\"1.10\"");
  type = array(types, 3);
  assert_json(&number, &wanted, "1.10");
  struct value words[] = {text("1.1"), text("1.10")}, list = array(words, 2);
  wanted = (struct value_form){.words = &list};
  assert_json(&number, &wanted, "\"1.10\"");
  struct value word = text("true");
  wanted = (struct value_form){.constant = &word};
  assert_json(&yes, &wanted, "\"true\"");
  assert_json(&number, &wanted, "1.10");
}

static void nested_values(void **state) {
  (void)state;
  struct value items[] = {plain(VALUE_NUMBER, "1"), plain(VALUE_NUMBER, "2")};
  struct value_member members[] = {{.key = STR("a b"), .value = array(items, 2)},
                                   {.key = STR("c"), .value = plain(VALUE_NULL, "")}};
  struct value value = object(members, 2);
  assert_json(&value, NULL, "{\"a b\":[1,2],\"c\":null}");
  struct arena a = {0};
  struct value string = text("string");
  const struct value_form item = {.type = &string}, list = {.items = &item};
  struct form_key key = {STR("a b"), &list};
  struct value_form wanted = {.keys = &key, .key_count = 1};
  map_add(&wanted.names, &a, key.name, 0);
  assert_json(&value, &wanted, "{\"a b\":[\"1\",\"2\"],\"c\":null}");
  arena_free(&a);
}

static void one_line_of_text(void **state) {
  (void)state;
  struct arena a = {0};
  struct value items[] = {text("x"), plain(VALUE_NULL, ""), plain(VALUE_NUMBER, "2")};
  struct value list = array(items, 3), null = plain(VALUE_NULL, "~");
  assert_true(str_equal_c(front_text(&a, &list), "x, 2"));
  assert_int_equal(front_text(&a, &null).n, 0);
  assert_int_equal(front_text(&a, NULL).n, 0);
  struct value_member member = {.key = STR("k"), .value = list};
  struct value map = object(&member, 1);
  assert_true(str_equal_c(front_text(&a, &map), "{\"k\":[\"x\",null,2]}"));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scalars_by_themselves),
      cmocka_unit_test(a_schema_may_want_text),
      cmocka_unit_test(nested_values),
      cmocka_unit_test(one_line_of_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
