/* What is said of characters that are taken for others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/odd.h"

static void expect(const char *text, const char *words) {
  struct arena a = {0};
  struct str got = odd_words(&a, str_from_c(text));
  struct str copy = arena_printf(&a, "%.*s", STR_ARG(got));
  assert_string_equal(copy.n > 0 ? copy.p : "", words);
  arena_free(&a);
}

static void names_letters_of_other_alphabets(void **state) {
  (void)state;
  expect("Root C\xD0\xB0use", "\"\xD0\xB0\" is U+0430 CYRILLIC SMALL LETTER A, not \"a\"");
  expect("\xCE\x9FK", "\"\xCE\x9F\" is U+039F GREEK CAPITAL LETTER OMICRON, not \"O\"");
  expect("\xD0\x9F\xD1\x80\xD0\xB8", "");
  expect("Root Cause", "");
  expect("\xEA\xB7\xBC\xEB\xB3\xB8", "");
  expect("", "");
}

static void names_blanks_and_what_nobody_sees(void **state) {
  (void)state;
  expect("a\xC2\xA0z", "U+00A0 NO-BREAK SPACE stands there, which is no plain space");
  expect("\xE3\x80\x80", "U+3000 IDEOGRAPHIC SPACE stands there, which is no plain space");
  expect("a\tb", "U+0009 CHARACTER TABULATION stands there, which is no plain space");
  expect("a\xE2\x80\x8Bz", "U+200B ZERO WIDTH SPACE stands in it, which nobody sees");
  /* In any text, for they are no letters of its alphabet. */
  expect("\xD0\x9F\xC2\xA0\xD1\x80",
         "U+00A0 NO-BREAK SPACE stands there, which is no plain space");
}

static void names_signs_and_forms(void **state) {
  (void)state;
  expect("\xE2\x80\x9C", "\"\xE2\x80\x9C\" is U+201C LEFT DOUBLE QUOTATION MARK, not '\"'");
  expect("a\xE2\x80\x93z", "\"\xE2\x80\x93\" is U+2013 EN DASH, not \"-\"");
  expect("\xEF\xBC\x9A", "\"\xEF\xBC\x9A\" is U+FF1A, another form of \":\"");
  expect("\xF0\x9D\x90\x91oot", "\"\xF0\x9D\x90\x91\" is U+1D411, another form of \"r\"");
}

static void stops_at_what_is_no_character(void **state) {
  (void)state;
  expect("a\xFF\xC2\xA0", "");
  expect("\xC2", "");
}

static void measures_blanks(void **state) {
  (void)state;
  assert_int_equal(odd_blank(STR("\xC2\xA0x"), 0), 2);
  assert_int_equal(odd_blank(STR("x\xE3\x80\x80"), 1), 3);
  assert_int_equal(odd_blank(STR(" x"), 0), 0);
  assert_int_equal(odd_blank(STR("\tx"), 0), 0);
  assert_int_equal(odd_blank(STR("\xE2\x80\x8B"), 0), 0);
  assert_int_equal(odd_blank(STR("x"), 1), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_letters_of_other_alphabets),
      cmocka_unit_test(names_blanks_and_what_nobody_sees),
      cmocka_unit_test(names_signs_and_forms),
      cmocka_unit_test(stops_at_what_is_no_character),
      cmocka_unit_test(measures_blanks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
