/* IP addresses: what is one, and which of them belong to somebody on the internet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/ip.h"

static bool is_ip(const char *text) {
  struct ip ip;
  return ip_parse(str_from_c(text), &ip);
}

static void test_what_is_one(void **state) {
  (void)state;
  static const char *const right[] = {"0.0.0.0",
                                      "255.255.255.255",
                                      "1.2.3.4",
                                      "::",
                                      "::1",
                                      "1::",
                                      "2001:db8::1",
                                      "1:2:3:4:5:6:7:8",
                                      "::ffff:1.2.3.4",
                                      "64:ff9b::1.2.3.4",
                                      "1:2:3:4:5:6:1.2.3.4",
                                      "ABCD::ef",
                                      "1:2:3:4:5:6:7::"};
  static const char *const wrong[] = {"",
                                      "1",
                                      "1.2.3",
                                      "1.2.3.4.5",
                                      "256.1.1.1",
                                      "01.2.3.4",
                                      "1.2.3.",
                                      ".1.2.3",
                                      "1..2.3",
                                      "1.2.3.4 ",
                                      ":",
                                      ":::",
                                      "1:2:3:4:5:6:7",
                                      "1:2:3:4:5:6:7:8:9",
                                      "1::2::3",
                                      "12345::",
                                      "g::",
                                      "1:2:3:4:5:6:7:",
                                      ":1:2:3:4:5:6:7",
                                      "1:2:3:4:5:6:7::8",
                                      "::1.2.3",
                                      "1.2.3.4::",
                                      "1:2:3:4:5:6:7:1.2.3.4"};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++)
    assert_true(is_ip(right[i]));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(is_ip(wrong[i]));
}

static void test_where_zeros_go(void **state) {
  (void)state;
  struct ip a, b;
  assert_true(ip_parse(STR("2001:db8::a:0:1"), &a));
  assert_true(ip_parse(STR("2001:0db8:0:0:0:a:0:1"), &b));
  assert_memory_equal(a.bytes, b.bytes, 16);
  assert_true(ip_parse(STR("::ffff:1.2.3.4"), &a));
  assert_true(ip_parse(STR("1.2.3.4"), &b));
  assert_memory_equal(a.bytes, b.bytes, 16);
}

static void test_which_are_public(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool is_public;
  } rows[] = {
      {"9.255.255.255", true},
      {"10.0.0.0", false},
      {"10.255.255.255", false},
      {"11.0.0.0", true},
      {"100.63.255.255", true},
      {"100.64.0.0", false},
      {"100.127.255.255", false},
      {"100.128.0.0", true},
      {"127.0.0.1", false},
      {"169.254.169.254", false},
      {"172.15.255.255", true},
      {"172.16.0.0", false},
      {"172.31.255.255", false},
      {"172.32.0.0", true},
      {"192.0.2.1", false},
      {"192.168.1.1", false},
      {"192.169.0.0", true},
      {"198.17.255.255", true},
      {"198.19.255.255", false},
      {"198.51.100.7", false},
      {"203.0.113.7", false},
      {"203.0.114.0", true},
      {"223.255.255.255", true},
      {"224.0.0.1", false},
      {"240.0.0.1", false},
      {"255.255.255.0", false},
      {"0.0.0.0", false},
      {"0.1.2.3", false},
      {"::1", false},
      {"fe80::1", false},
      {"fd00::1", false},
      {"ff02::1", false},
      {"2001:db8::1", false},
      {"2001:db9::1", true},
      {"3fff:fff::1", false},
      {"3fff:1000::1", true},
      {"2001:0:1::", false},
      {"2001:1ff::", false},
      {"2001:200::", true},
      {"2002:a00:1::", false},
      {"2002:5102:458e::", true},
      {"2a00:1450::1", true},
      {"4000::1", false},
      {"1fff::1", false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct ip ip;
    assert_true(ip_parse(str_from_c(rows[i].text), &ip));
    if (ip_is_public(&ip) != rows[i].is_public)
      fail_msg("%s", rows[i].text);
  }
}

static bool is_in(const char *text, const char *range_text) {
  struct ip ip;
  struct ip_range range;
  assert_true(ip_parse(str_from_c(text), &ip));
  assert_true(ip_parse_range(str_from_c(range_text), &range));
  return ip_is_in(&ip, &range);
}

static void test_ranges(void **state) {
  (void)state;
  assert_true(is_in("52.94.3.4", "52.94.0.0/16"));
  assert_false(is_in("52.95.3.4", "52.94.0.0/16"));
  assert_true(is_in("52.94.3.4", "0.0.0.0/0"));
  assert_true(is_in("52.94.3.4", "52.94.3.4"));
  assert_false(is_in("52.94.3.5", "52.94.3.4"));
  assert_true(is_in("52.94.3.5", "52.94.3.4/31"));
  assert_true(is_in("2600:1f18::5", "2600:1f00::/24"));
  assert_false(is_in("2600:2f18::5", "2600:1f00::/24"));
  assert_false(is_in("52.94.3.4", "::/0"));
  struct ip_range range;
  assert_false(ip_parse_range(STR("1.2.3.4/33"), &range));
  assert_false(ip_parse_range(STR("1.2.3.4/"), &range));
  assert_false(ip_parse_range(STR("1.2.3.4/8x"), &range));
  assert_false(ip_parse_range(STR("host/8"), &range));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_is_one),
      cmocka_unit_test(test_where_zeros_go),
      cmocka_unit_test(test_which_are_public),
      cmocka_unit_test(test_ranges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
