/* The places that are found 64 bytes at a time are those that a look at each byte finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lint/scan.h"

static bool is_of_kind(enum scan_kind kind, const char *p, size_t at) {
  unsigned char c = (unsigned char)p[at];
  switch (kind) {
  case SCAN_DIGITS:
    return is_digit_char(p[at]) && !(at > 0 && is_digit_char(p[at - 1]));
  case SCAN_LETTERS:
    return is_alpha_char(p[at]) && !(at > 0 && is_alpha_char(p[at - 1]));
  case SCAN_SIGNS:
    return c == '=' || c == ':';
  case SCAN_WIDE_LETTERS:
    return c >= 0xE4 && c <= 0xED && at > 0 && p[at - 1] == ' ';
  default:
    return false;
  }
}

/* The text lies at the end of a block of memory, so that sanitizers see a look behind it. */
static void assert_places(enum scan_kind kind, const char *from, size_t n) {
  char *text = malloc(n > 0 ? n : 1);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++)
    text[i] = from[i];
  size_t at = 0;
  struct scan scan;
  for (scan_begin(&scan, kind, (struct str){text, n}); scan_next(&scan);) {
    for (size_t i = 0; i < scan.count; i++, at++) {
      while (at < n && !is_of_kind(kind, text, at))
        at++;
      assert_int_equal(scan.base + scan.places[i], at);
    }
  }
  while (at < n && !is_of_kind(kind, text, at))
    at++;
  assert_int_equal(at, n);
  free(text);
}

static void finds_what_a_look_at_each_byte_finds(void **state) {
  (void)state;
  static const char bytes[] = "0959/:aAzZ@[`{=:  \xE3\xE4\xED\xEE\x80\n";
  uint32_t seed = 1;
  char text[200];
  for (size_t round = 0; round < 500; round++) {
    for (size_t i = 0; i < sizeof text; i++) {
      seed = seed * 1664525u + 1013904223u;
      text[i] = bytes[(seed >> 16) % (sizeof bytes - 1)];
    }
    for (int kind = SCAN_DIGITS; kind <= SCAN_WIDE_LETTERS; kind++)
      assert_places((enum scan_kind)kind, text, round % (sizeof text + 1));
  }
}

/* A run that goes on over the border of a block begins once; empty blocks are passed over. */
static void knows_the_borders(void **state) {
  (void)state;
  char text[256];
  for (size_t n = 0; n <= sizeof text; n++) {
    for (size_t i = 0; i < sizeof text; i++)
      text[i] = i < n ? '.' : '7';
    assert_places(SCAN_DIGITS, text, sizeof text);
    assert_places(SCAN_DIGITS, text, n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_a_look_at_each_byte_finds),
                                     cmocka_unit_test(knows_the_borders)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
