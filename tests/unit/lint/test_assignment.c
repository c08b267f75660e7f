/* Secrets known by their names: which values are one, and which are words, states and marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/assignment.h"

static const struct str words[] = {STR_INIT("password"), STR_INIT("pwd"),
                                   STR_INIT("\xEB\xB9\x84\xEB\xB0\x80")};
static const struct str keys[] = {STR_INIT("api key"), STR_INIT("token")};

/* "name=value" of the first, or "". */
static void expect(const char *text, const char *expected) {
  struct arena a = {0};
  struct assignment_words set = assignment_words_of(words, 3, keys, 2);
  struct secret_value v;
  struct str s = str_from_c(text), found = STR("");
  size_t at = 0, next = 0;
  if (assignment_next(&set, &a, s, &at, &v) || address_next_password(s, &next, &v))
    found = arena_printf(&a, "%.*s=%.*s", STR_ARG(v.name), STR_ARG(str_slice(s, v.from, v.to)));
  if (!str_equal_c(found, expected))
    fail_msg("%s: %.*s", text, STR_ARG(found));
  arena_free(&a);
}

static void test_passwords(void **state) {
  (void)state;
  expect("password=hunter22", "password=hunter22");
  expect("PASSWORD: hunter22, and", "PASSWORD=hunter22");
  expect("db.user_password = 'p w'; pwd='tr0ub4dor&3'", "pwd=tr0ub4dor&3");
  expect("{\"DB_PASSWORD\": \"Tr0ub4-dor\"}", "DB_PASSWORD=Tr0ub4-dor");
  expect("**\xEB\xB9\x84\xEB\xB0\x80**: hunter22\xEB\xA1\x9C", "");
  expect("**\xEB\xB9\x84\xEB\xB0\x80**: `hunter22`", "\xEB\xB9\x84\xEB\xB0\x80=hunter22");
  expect("?user=a&password=hunter22&x=1", "password=hunter22");
  expect("MyPass-Word=hunter22", "MyPass-Word=hunter22");
}

static void test_no_passwords(void **state) {
  (void)state;
  static const char *const rows[] = {
      "",
      "=",
      ":",
      "password",
      "password=",
      "password: expired",
      "password=\"\"",
      "password=${DB_PASSWORD_1}",
      "password=$DB_PASSWORD_1",
      "password=<password1>",
      "password={{ password_1 }}",
      "password=%s1234ab",
      "password=****1abc",
      "password=abc1...",
      "password=/run/secrets/db1",
      "password: the old one 1",
      "password: expired-90d",
      "password=not_set_2",
      "password=1234567",
      "password=a1b2",
      "password_policy=hunter22",
      "passwords=hunter22",
      "password: https://vault.corp.io/1",
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    expect(rows[i], "");
}

static void test_keys(void **state) {
  (void)state;
  expect("api_key=9f8A7b6C5d4E3f2A1b0c", "api_key=9f8A7b6C5d4E3f2A1b0c");
  expect("X-API-Key: 9f8A7b6C5d4E3f2A1b0c", "X-API-Key=9f8A7b6C5d4E3f2A1b0c");
  expect("token=expired", "");
  expect("token=payment-gateway-prod-1", "");
  expect("max_tokens: 9f8A7b6C5d4E3f2A1b0c", "");
  expect("token=short1A", "");
  expect("token=AKIA"
         "Q3EGRIPX4ZV7T2MC",
         ""); /* has a rule of its own */
}

static void test_headers(void **state) {
  (void)state;
  expect("Authorization: Basic YWxpY2U6UzNjcmV0IXg5", "Basic=YWxpY2U6UzNjcmV0IXg5");
  expect("Authorization: Basic dXNlcjpwYXNz", "");
  expect("Authorization: Basic bm8gY29sb24gaGVyZSAx", "");
  expect("Authorization=\"Bearer 9f8A7b6C5d4E3f2A1b0c\"", "Bearer=9f8A7b6C5d4E3f2A1b0c");
  expect("Authorization: Bearer <token>", "");
  expect("Authorization: Digest 9f8A7b6C5d4E3f2A1b0c", "");
}

static void test_addresses(void **state) {
  (void)state;
  expect("postgres://app:S3cr3t99@db.corp.io/x", "=S3cr3t99");
  expect("redis://:S3cr3t99@cache:6379", "=S3cr3t99");
  expect("amqp://guest:guest@mq", "");
  expect("https://abc:123@host", "");
  expect("https://abc:123456@host", "=123456");
  expect("postgres://user:pass@db", "");
  expect("postgres://$USER:$PW1@db", "");
  expect("https://user@host", "");
  expect("mail: a:b1c@corp.io", "");
  expect("x://a/b:c1d@e", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_passwords), cmocka_unit_test(test_no_passwords),
      cmocka_unit_test(test_keys),      cmocka_unit_test(test_headers),
      cmocka_unit_test(test_addresses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
