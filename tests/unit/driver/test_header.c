/* A log line is read by its template, wherever in it that begins and whoever speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "driver/match/header.h"
#include "matcher/matcher.h"
#include "model/log_template.h"
#include "parse/log_template.h"

static struct arena arena;
static struct str levels[] = {STR_INIT("WARN"), STR_INIT("ERROR")};
static struct log_template forms[2];

static int read_templates(void **state) {
  (void)state;
  struct str texts[] = {
      STR("\\[{level}\\] {time} {service}[[ ({id})]]: {message}[[ | {context}]]"),
      STR("{service} says {message}")};
  for (size_t i = 0; i < 2; i++) {
    forms[i] = (struct log_template){.text = texts[i]};
    assert_int_equal(log_template_parse(&arena, texts[i], &forms[i]).message.n, 0);
  }
  forms[0].fields[0].type = FIELD_ENUM;
  forms[0].fields[0].values = levels;
  forms[0].fields[0].value_count = 2;
  forms[0].fields[1].type = FIELD_TIMESTAMP;
  forms[0].fields[1].format = STR("%H:%M:%S");
  forms[0].fields[2].equals = forms[1].fields[0].equals = STR("service");
  forms[0].fields[4].contains = STR("error");
  return 0;
}

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static void assert_str(struct str text, const char *expected) {
  assert_true(str_equal_c(text, expected));
}

static void test_fields(void **state) {
  (void)state;
  struct matched found;
  assert_true(header_read(forms, 1, STR("[WARN] 10:00:01 pay (x1): it broke: twice | a=b\r\n"),
                          &found));
  assert_int_equal(found.template, 0);
  assert_str(found.service, "pay");
  assert_str(found.message, "it broke: twice");
  assert_int_equal(found.field_count, 6);
  assert_str(found.fields[1], "10:00:01");
  assert_str(found.fields[3], "x1");
  assert_str(found.fields[5], "a=b");
  assert_str(found.line, "[WARN] 10:00:01 pay (x1): it broke: twice | a=b");
}

static void test_optional(void **state) {
  (void)state;
  struct matched found;
  assert_true(header_read(forms, 1, STR("[error] 10:00:01 pay: it broke"), &found));
  assert_null(found.fields[3].p);
  assert_null(found.fields[5].p);
  assert_str(found.message, "it broke");
}

static void test_prefix(void **state) {
  (void)state;
  struct matched found;
  assert_true(
      header_read(forms, 1, STR("[x] {\"log\":\"[ERROR] 10:00:01 pay: it broke\"}"), &found));
  assert_str(found.line, "[ERROR] 10:00:01 pay: it broke\"}");
  assert_true(header_read(forms, 2, STR("pay says no"), &found));
  assert_int_equal(found.template, 1);
  assert_str(found.service, "pay");
  assert_str(found.line, "pay says no");
}

static void test_misfits(void **state) {
  (void)state;
  struct matched found;
  static const char *const lines[] = {
      "",
      "[",
      "[INFO] 10:00:01 pay: it broke",
      "[WARN] 10:00 pay: it broke",
      "[WARN] 10:00:01 pay it broke",
      "[WARN] 10:00:01 pay: ",
      "[WARN] 10:00:01 : it broke",
      "at com.example.Pay",
  };
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    assert_false(header_read(forms, 1, str_from_c(lines[i]), &found));
}

/* A line of nothing but beginnings must not take long. */
static void test_many_starts(void **state) {
  (void)state;
  struct matched found;
  size_t n = 1 << 20;
  char *text = arena_alloc(&arena, n);
  memset(text, '[', n);
  for (size_t i = 0; i < 50; i++)
    assert_false(header_read(forms, 1, (struct str){text, n}, &found));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fields), cmocka_unit_test(test_optional),
      cmocka_unit_test(test_prefix), cmocka_unit_test(test_misfits),
      cmocka_unit_test(test_many_starts)};
  return cmocka_run_group_tests(tests, read_templates, free_arena);
}
