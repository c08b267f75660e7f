/* Shapes of keys. The literals are cut in two, so that nobody who looks for keys finds them
 * here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/secret.h"

/* "name from-to+shown" of each key of the text. */
static void expect(const char *text, const char *expected) {
  struct arena a = {0};
  struct byte_set bytes = key_bytes();
  struct str s = str_from_c(text), all = STR("");
  struct secret found;
  for (struct run run = {0, 0}; run_next(&bytes, s, run.to, SHORTEST_KEY, &run);) {
    if (secret_is_key(s, run, &found) || secret_is_token(&a, s, run, &found))
      all = arena_printf(&a, "%.*s%s %zu-%zu+%zu;", STR_ARG(all), found.name, found.from,
                         found.to, found.shown);
  }
  assert_string_equal(all.n > 0 ? all.p : "", expected);
  arena_free(&a);
}

static void test_shapes(void **state) {
  (void)state;
  expect("id AKIA"
         "Q3EGRIPX4ZV7T2MC.",
         "an access key of AWS 3-23+4;");
  expect("AKIA"
         "Q3EGRIPX4ZV7T2M",
         "");
  expect("AKIA"
         "Q3EGRIPX4ZV7T2MCA",
         "");
  expect("AKIA"
         "Q3EGRIPX1ZV7T2MC",
         ""); /* no 1 in base 32 */
  expect("XAKIA"
         "Q3EGRIPX4ZV7T2MC",
         "");
  expect("AKIA"
         "XXXXXXXXXXXXXXXX",
         "");
  expect("AKIA"
         "ABCDEFGHIJKLMNOP",
         "");
  expect("glpat-"
         "x7Qm2Vt9Lp4Zs8Kd3Rw1",
         "a token of GitLab 0-26+6;");
  expect("AIza"
         "SyB7x2Qm9Vt4Lp8Zs1Kd6Rw3Nc5Hf0Ja-_e",
         "a key of Google 0-39+4;");
  expect("AIza"
         "SyB7x2Qm9Vt4Lp8Zs1Kd6Rw3Nc5Hf0Ja-",
         "");
  expect("SG."
         "x7Qm2Vt9Lp4Zs8Kd3Rw1aB.y8Rn3Wu0Mq5At9Le4Sx2Od7Ig1Kb6Fc-_Hj2Pv9Tz",
         "a key of SendGrid 0-25+3;");
  expect("https://hooks.slack.com/services/"
         "T0A1B2C3D/B9Z8Y7X6W/q9W8e7R6t5Y4u3I2o1P0a9S8",
         "a web hook of Slack 8-77+25;");
}

/* Between what joins names, where nothing else looks like it. */
static void test_joined(void **state) {
  (void)state;
  expect("k-AKIA"
         "Q3EGRIPX4ZV7T2MC: 1",
         "an access key of AWS 2-22+4;");
  expect("aws_AKIA"
         "Q3EGRIPX4ZV7T2MC_old-one",
         "an access key of AWS 4-24+4;");
  expect("AKIA"
         "Q3EGRIPX4ZV7T2MC-old",
         "an access key of AWS 0-20+4;");
  expect("-----AKIA"
         "Q3EGRIPX4ZV7T2MC",
         "an access key of AWS 5-25+4;");
  expect("k-AKIA"
         "Q3EGRIPX4ZV7T2MCA",
         "");
  expect("k-AKIA"
         "Q3EGRIPX4ZV7T2M-C",
         "");
  expect("kAKIA"
         "Q3EGRIPX4ZV7T2MC",
         "");
  expect("my-glpat-"
         "x7Qm2Vt9Lp4Zs8Kd3Rw1",
         ""); /* how long it is may vary */
  expect("the-dapi-of-the-old-one-and-more", "");
}

static void test_sums(void **state) {
  (void)state;
  expect("ghp_"
         "FJ6kPU9541PZwIpm3EXYNHnBq6GDyx21l8sz",
         "a token of GitHub 0-40+4;");
  expect("npm_"
         "1rfpGpHCAJIetkzssuN5scLgOWFBFU0qyY4w",
         "a token of npm 0-40+4;");
  expect("ghp_"
         "FJ6kPa9541PZwIpm3EXYNHnBq6GDyx21l8sz",
         "");
}

#define HEAD "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define BODY "eyJzdWIiOiJ1LTE3IiwiZXhwIjoxNzY3MjI1NjAwfQ"
static void test_tokens(void **state) {
  (void)state;
  expect(HEAD "." BODY "."
              "c2lnbmF0dXJlIG9mIGl0",
         "a JSON Web Token 0-100+3;");
  expect(HEAD "." BODY "."
              "c2ln",
         "");
  expect(HEAD "." BODY, "");
  expect(HEAD, "");
  expect(HEAD ".x."
              "c2lnbmF0dXJlIG9mIGl0",
         "");
  expect("eyJraWQiOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
         "." BODY "."
         "c2lnbmF0dXJlIG9mIGl0",
         "");
}

static void test_private_keys(void **state) {
  (void)state;
  struct secret found;
  struct str text = STR("a\n-----BEGIN "
                        "RSA PRIVATE KEY-----\n"
                        "MIIEowIBAAKCAQEAx7Qm2Vt9Lp4Zs8Kd3Rw1aBy8Rn3Wu0Mq5At9Le4Sx2Od7Ig\n"
                        "-----END RSA PRIVATE KEY-----\nb");
  assert_true(secret_next_private_key(text, 0, &found));
  assert_int_equal(found.from, 2);
  assert_int_equal(found.shown, 32);
  assert_string_equal(text.p + found.to, "-----END RSA PRIVATE KEY-----\nb");
  assert_false(secret_next_private_key(text, found.to, &found));
  assert_false(
      secret_next_private_key(STR("-----BEGIN "
                                  "PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"),
                              0, &found));
  assert_false(secret_next_private_key(
      STR("-----BEGIN "
          "CERTIFICATE-----\nMIIEowIBAAKCAQEAx7Qm2Vt9Lp4Zs8Kd3Rw1aBy8Rn3\n"),
      0, &found));
  assert_true(secret_next_private_key(
      STR("-----BEGIN "
          "PRIVATE KEY-----\\nMIIEowIBAAKCAQEAx7Qm2Vt9Lp4Zs8Kd3Rw1aBy8Rn3"),
      0, &found));
}

static void test_random(void **state) {
  (void)state;
  assert_true(secret_is_random(STR("x7Qm2Vt9Lp4Zs8Kd3Rw1")));
  assert_false(secret_is_random(STR("aaaaaaaaaaaaaaaaaaaa")));
  assert_false(secret_is_random(STR("abcdefghijklmnopqrst")));
  assert_false(secret_is_random(STR("98765432109876543210")));
  assert_true(secret_is_mixed(STR("x7Qm2Vt9Lp4Zs8Kd3Rw1")));
  assert_true(secret_is_mixed(STR("9f8a7b60c4d1e25f8a93b7c6d0e1f248")));
  assert_false(secret_is_mixed(STR("kv/data/payment-api-prod-1")));
  assert_false(secret_is_mixed(STR("paymentgatewaysecretname01")));
}

static void test_base64(void **state) {
  (void)state;
  struct arena a = {0};
  assert_true(str_equal_c(secret_base64(&a, STR("aGk6eW91")), "hi:you"));
  assert_true(str_equal_c(secret_base64(&a, STR("aGk=")), "hi"));
  assert_int_equal(secret_base64(&a, STR("a b")).n, 0);
  assert_int_equal(secret_base64(&a, STR("")).n, 0);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shapes),       cmocka_unit_test(test_joined),
      cmocka_unit_test(test_sums),         cmocka_unit_test(test_tokens),
      cmocka_unit_test(test_private_keys), cmocka_unit_test(test_random),
      cmocka_unit_test(test_base64),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
