/* Tests of check/json_format: for each format, texts that have it and texts that do not. */
#include "check/json_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TEXTS = 24 };

/* NULL ends a list. */
static const struct {
  const char *format;
  const char *right[TEXTS], *wrong[TEXTS];
} rows[] = {
    {"date",
     {"2024-02-29", "2026-01-31", "0000-01-01", "2000-02-29", NULL},
     {"2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-32", "2026-04-31",
      "2026-1-1", "26-01-01", "2026/01/01", "2026-01-01 ", "", NULL}},
    {"time",
     {"09:30:00Z", "23:59:60Z", "08:30:06.283185z", "15:59:60-08:00", "01:29:60+01:30", NULL},
     {"09:30:00", "24:00:00Z", "09:60:00Z", "09:30:61Z", "22:59:60Z", "09:30:00.Z", "9:30:00Z",
      "09:30:00+24:00", "09:30:00+01:60", "09:30:00+0100", "09:30Z", "", NULL}},
    {"date-time",
     {"2026-01-31T09:30:00Z", "2026-01-31t09:30:00.5+09:00", "1998-12-31T23:59:60Z", NULL},
     {"2026-01-31 09:30:00Z", "2026-02-30T09:30:00Z", "2026-01-31T09:30:00", "2026-01-31", "",
      NULL}},
    {"duration",
     {"P4DT12H30M5S", "P1Y2M3D", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", NULL},
     {"P", "PT", "P1Y3D", "PT1H5S", "P1", "1D", "P2D1Y", "P1W2D", "P1D2H", "P1YT", "P-1D", "",
      NULL}},
    {"email",
     {"kim@example.org", "a.b+c@d-e.org", "\"a b\"@example.org", "x@[192.0.2.1]",
      "x@[IPv6:::1]", "te~st@example.com", NULL},
     {"example.org", ".a@example.org", "a.@example.org", "a..b@example.org", "a@", "@b",
      "a b@c.org", "a@-b.org", "x@[192.0.2.256]", "한@example.org", "", NULL}},
    {"idn-email", {"한국@예시.org", "a@b.org", NULL}, {"한국", "", NULL}},
    {"hostname",
     {"example.org", "a", "a-b.c1", "xn--4gbwdl.xn--wgbh1c", NULL},
     {"-a.org", "a-.org", "a..b", ".a", "a.", "a_b", "a b", "예시.org", "",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org", NULL}},
    {"idn-hostname", {"예시.org", "a.org", NULL}, {"-예시.org", "", NULL}},
    {"ipv4",
     {"192.0.2.1", "0.0.0.0", "255.255.255.255", NULL},
     {"256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", "a.b.c.d", "1.2.3.4/24", "",
      NULL}},
    {"ipv6",
     {"2001:db8::1", "::", "::1", "1:2:3:4:5:6:7:8", "1::", "::ffff:192.0.2.1",
      "1:2:3:4:5:6:192.0.2.1", "fe80::a", NULL},
     {"1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", ":1", "1:", ":::", "::g",
      "1:2:3:4:5:6:7:192.0.2.1", "::192.0.2", "192.0.2.1::", "fe80::a%eth1", "::1/64", "",
      NULL}},
    {"uri",
     {"https://example.org/a?b=c#d", "urn:isbn:1", "mailto:a@b.org", "http://[::1]:80/",
      "a:", "ftp://u:p@h/%20", "http://a.b/~x;p", NULL},
     {"//a/b", "/a", "a", "http:// a", "http://a b/", "http://[::1", "http://[zz]/",
      "http://a:8x/", "http://a/%2", "http://a/\\b", "http://a/한", "http://a/#b#c", "1a:b", "",
      NULL}},
    {"uri-reference",
     {"/a/b", "a", "#b", "?c", "//h/p", "", "a/b:c", "http://h", NULL},
     {"a b", "\\\\x", "#b#c", ":a", "%zz", NULL}},
    {"iri", {"http://예시.org/한?글#x", NULL}, {"/한", "http://a b", "", NULL}},
    {"iri-reference", {"/한", "한#글", NULL}, {"한 글", NULL}},
    {"uri-template",
     {"/cases/{id}", "{+a,b:3}{?c*}", "", "a%20{x.y}", NULL},
     {"/{id", "/id}", "{}", "{a b}", "{a:}", "a b", "%2", "{.}", NULL}},
    {"uuid",
     {"2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380", NULL},
     {"2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa98-11ea-b4aa73b441d16380",
      "2eb8aa08-aa98-11ea-b4ga-73b441d16380", "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380", "",
      NULL}},
    {"json-pointer",
     {"", "/", "/a~0b/c~1d/0", "/한", NULL},
     {"a", "#/a", "/~", "/~2", "/a~", NULL}},
    {"relative-json-pointer",
     {"0", "1/a", "0#", "12", NULL},
     {"", "/a", "01/a", "-1/a", "0##", "1a", NULL}},
    {"regex", {"^[a-z]+$", "", "(a|b)*", NULL}, {"(a", "[", "a**", "\\Ab", NULL}},
};

static void knows_each_format(void **state) {
  (void)state;
  size_t count = sizeof rows / sizeof rows[0];
  assert_int_equal(json_format_count(), count);
  for (size_t i = 0; i < count; i++) {
    const struct json_format *format = json_format_find(str_from_c(rows[i].format));
    assert_non_null(format);
    for (size_t k = 0; rows[i].right[k]; k++) {
      bool fits = json_format_fits(format, str_from_c(rows[i].right[k]));
      if (!fits)
        print_error("%s: \"%s\" is refused\n", rows[i].format, rows[i].right[k]);
      assert_true(fits);
    }
    for (size_t k = 0; rows[i].wrong[k]; k++) {
      bool fits = json_format_fits(format, str_from_c(rows[i].wrong[k]));
      if (fits)
        print_error("%s: \"%s\" is let pass\n", rows[i].format, rows[i].wrong[k]);
      assert_false(fits);
    }
  }
}

static void takes_any_byte(void **state) {
  (void)state;
  for (size_t i = 0; i < json_format_count(); i++) {
    for (int c = 0; c < 256; c++) {
      char text[4] = {(char)c, '%', (char)c, '~'};
      for (size_t n = 0; n <= 4; n++)
        json_format_fits(json_format_at(i), (struct str){text, n});
    }
  }
  assert_null(json_format_find(STR("dates")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_each_format),
      cmocka_unit_test(takes_any_byte),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
