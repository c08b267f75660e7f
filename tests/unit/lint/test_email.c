/* E-mail addresses: where they stand, what only looks like one, and what a list leaves out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/email.h"

/* The first address of the text, or "". */
static void expect(const char *text, const char *address) {
  struct email email;
  struct str s = str_from_c(text);
  bool is_found = email_next(s, 0, &email);
  if (is_found != (*address != '\0') ||
      (is_found && !str_equal_c(str_slice(s, email.from, email.to), address)))
    fail_msg("%s", text);
}

static void test_addresses(void **state) {
  (void)state;
  expect("mail a.b+c@mail.corp.io.", "a.b+c@mail.corp.io");
  expect("<kim@corp.co.kr>", "kim@corp.co.kr");
  expect("mailto:kim@corp.io?subject=x", "kim@corp.io");
  expect("\"kim@corp.io\"", "kim@corp.io");
  expect("x=kim@corp.io,", "kim@corp.io");
  expect("\xEB\xA9\x94\xEC\x9D\xBCkim@corp.io\xEC\x9C\xBC\xEB\xA1\x9C", "kim@corp.io");
  expect("a@b and kim@corp.io", "kim@corp.io");
}

static void test_what_is_none(void **state) {
  (void)state;
  static const char *const rows[] = {
      "",
      "@",
      "kim@",
      "@corp.io",
      "kim@localhost",
      "lodash@4.17.21",
      "actions/checkout@v4.1",
      "https://medium.com/@kim.corp",
      "git@github.com:org/repo.git",
      "kim@corp.io:/var/log",
      "https://kim@corp.io/path",
      "postgres://app:S3cret@db.corp.io/x",
      "amqp://app:p:w@mq.corp.io",
      "k***@corp.io",
      "xxxxx@corp.io",
      "ki..@corp.io",
      "image@sha256:0123.abc",
      "kim@corp.",
      "kim@.corp",
      "kim@corp..io",
      "a@b@corp.io",
      "path/kim@corp.io",
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    expect(rows[i], "");
}

static void test_lists(void **state) {
  (void)state;
  struct str text = STR("noreply@Mail.Example.com");
  struct email email;
  assert_true(email_next(text, 0, &email));
  assert_true(email_is_meant(text, &email, STR("example.com")));
  assert_true(email_is_meant(text, &email, STR("mail.example.com")));
  assert_true(email_is_meant(text, &email, STR("com")));
  assert_true(email_is_meant(text, &email, STR("NoReply@")));
  assert_true(email_is_meant(text, &email, STR("noreply@mail.example.com")));
  assert_false(email_is_meant(text, &email, STR("ample.com")));
  assert_false(email_is_meant(text, &email, STR("reply@")));
  assert_false(email_is_meant(text, &email, STR("a.mail.example.com")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_what_is_none),
      cmocka_unit_test(test_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
