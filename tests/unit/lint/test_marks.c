/* What the one pass over a case must see, and what it may pass over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "lint/marks.h"

static void assert_marks(const char *text, unsigned expected) {
  assert_int_equal(marks_of(str_from_c(text)), expected);
}

static void passes_over_plain_text(void **state) {
  (void)state;
  assert_marks("", 0);
  assert_marks("Restart the service, then wait. `a` -> 1 > 2\n", 0);
  assert_marks("서비스를 재시작하고, 기다린다.\n", 0);
  assert_marks("서비스 é € かな日本語\n", 0);
  assert_marks("\xF0\x9F\x9A\x80 \xE2\x86\x92 \xE2\x80\xA6\n", 0); /* rocket, arrow, ellipsis */
}

static void sees_white_space(void **state) {
  (void)state;
  assert_marks("a  b", MARK_BLANKS);
  assert_marks("a\t b", MARK_BLANKS);
  assert_marks("a \nb", MARK_BLANK_AT_END);
  assert_marks("a \r\nb", MARK_BLANK_AT_END);
  assert_marks("a ", MARK_BLANK_AT_END);
  assert_marks("a , b", MARK_BLANK_BEFORE);
  assert_marks("a \xE3\x80\x82", MARK_BLANK_BEFORE);
}

static void sees_tags_and_signs(void **state) {
  (void)state;
  assert_marks("<b", MARK_TAG);
  assert_marks("</b", MARK_TAG);
  assert_marks("a < b <- <", 0);
  assert_marks("\xE2\x80\x9C", MARK_TYPOGRAPHIC);
  assert_marks("\xE2\x80\x93", MARK_TYPOGRAPHIC);
  assert_marks("\xE2\x88\x92", MARK_TYPOGRAPHIC);
  assert_marks("\xEF\xBC\x91", MARK_WIDE);
  assert_marks("\xC2\xA0", MARK_NO_BREAK_SPACE);
  assert_marks("\xE2\x80\xAF", MARK_NO_BREAK_SPACE);
}

static void sees_what_is_invisible(void **state) {
  (void)state;
  static const uint32_t points[] = {0xAD,   0x34F,  0x115F, 0x1160, 0x180E,
                                    0x200B, 0x200C, 0x200D, 0x2060, 0x2061,
                                    0x2062, 0x2063, 0x2064, 0x3164, 0xFFA0};
  for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
    char bytes[4];
    struct str text = {bytes, utf8_encode(points[i], bytes)};
    assert_true((marks_of(text) & MARK_INVISIBLE) != 0);
  }
}

static void sees_numbers(void **state) {
  (void)state;
  assert_marks("on 2024-03-15T11:45:00.123Z, v4.2.1, 12345678 or 5000, 5000, 500", 0);
  assert_marks("call 010-2345-678", MARK_NUMBER);
  assert_marks("call +1 (234) 567-89", MARK_NUMBER);
  assert_marks("010234567", MARK_NUMBER);
  assert_marks("at 10.0.0.", MARK_IP);
  assert_marks("at 1.0.0.", 0);
  assert_marks("at 2001:db8::1", MARK_IP);
  assert_marks("to DE89", MARK_IBAN);
  assert_marks("to D89, DE8, E89 or 8E89", 0);
}

/* Wherever it stands to the blocks that are looked at together. */
static void sees_it_at_each_place(void **state) {
  (void)state;
  static const struct {
    const char *text;
    unsigned marks;
  } parts[] = {{"a  b", MARK_BLANKS},
               {"a \n", MARK_BLANK_AT_END},
               {"a .b", MARK_BLANK_BEFORE},
               {"a \xE3\x80\x82", MARK_BLANK_BEFORE},
               {"a \xEF\xBC\x8C", MARK_BLANK_BEFORE | MARK_WIDE},
               {"<b", MARK_TAG},
               {"\xE2\x80\x9C", MARK_TYPOGRAPHIC},
               {"\xC2\xA0", MARK_NO_BREAK_SPACE},
               {"\xEA\x99\xAF", MARK_NOT_NFC},
               {"a\t b", MARK_BLANKS},
               {"010-2345-678", MARK_NUMBER},
               {"10.0.0.1", MARK_IP},
               {"2001:db8::1", MARK_IP},
               {"DE89", MARK_IBAN}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    size_t n = strlen(parts[i].text);
    for (size_t at = 0; at < 200; at++) {
      char text[300];
      for (size_t behind = 0; behind < 2; behind++) {
        memset(text, 'x', sizeof text);
        memcpy(text + at, parts[i].text, n);
        struct str whole = {text, behind == 0 ? at + n : sizeof text};
        assert_int_equal(marks_of(whole), parts[i].marks);
      }
    }
  }
}

/* Every character that is not in NFC, alone or behind any of some starters, is marked. */
static void misses_nothing_that_is_no_nfc(void **state) {
  (void)state;
  struct arena a = {0};
  static const uint32_t starters[] = {'a',   0x1100, 0xAC00, 0x3046,
                                      0x915, 0x9C7,  0x1025, 0x11099};
  for (uint32_t c = 0x80; c < 0x30000; c++) {
    if (c >= 0xD800 && c < 0xE000)
      continue;
    for (size_t i = 0; i < sizeof starters / sizeof *starters; i++) {
      char bytes[8];
      size_t n = utf8_encode(starters[i], bytes);
      struct str text = {bytes, n + utf8_encode(c, bytes + n)};
      if (!str_equal(unicode_nfc(&a, text), text))
        assert_true((marks_of(text) & MARK_NOT_NFC) != 0);
      arena_reset(&a);
    }
  }
  arena_free(&a);
}

/* A text that is cut off in the midst of a character is read to its end and no further. */
static void stops_at_the_end(void **state) {
  (void)state;
  static const char bytes[] = "\xE2\x80\x8B";
  assert_int_equal(marks_of((struct str){bytes, 1}), 0);
  assert_int_equal(marks_of((struct str){bytes, 2}), 0);
  assert_int_equal(marks_of((struct str){bytes, 3}), MARK_INVISIBLE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(passes_over_plain_text),
      cmocka_unit_test(sees_white_space),
      cmocka_unit_test(sees_tags_and_signs),
      cmocka_unit_test(sees_what_is_invisible),
      cmocka_unit_test(sees_numbers),
      cmocka_unit_test(sees_it_at_each_place),
      cmocka_unit_test(misses_nothing_that_is_no_nfc),
      cmocka_unit_test(stops_at_the_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
