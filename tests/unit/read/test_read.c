/* Reading: what is no text, what no text may hold, and how much of it is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "read/read.h"

/* "read" or "refused", then "LINE:COLUMN RULE: MESSAGE;" for each finding. */
static void assert_read(struct str bytes, const char *expected) {
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  struct buf out = {0};
  const struct source *source = read_source_bytes(&a, &bag, STR("x.md"), bytes);
  buf_add_c(&out, source ? "read" : "refused");
  for (size_t i = 0; i < bag.count; i++) {
    const struct diag *diag = &bag.diags[i];
    struct position position = {0, 0};
    if (diag->span.source)
      position = source_position(diag->span.source, diag->span.offset);
    buf_printf(&out, " %zu:%zu %s: %.*s;", position.line, position.column, diag->rule->name,
               STR_ARG(diag->message));
  }
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  arena_free(&a);
}

static void test_text(void **state) {
  (void)state;
  assert_read((struct str){NULL, 0}, "read");
  assert_read(STR("\xEF\xBB\xBFtext\r\n\tmore\n"), "read");
  assert_read(STR("\xEA\xB0\x80 \xE2\x80\xA8 \xC2\xA0 \xE2\x80\x8D"), "read");
}

static void test_encoding(void **state) {
  (void)state;
  assert_read(STR("ab\n\xB0\xA1"),
              "refused 2:1 not-utf-8: the byte 0xB0 is not UTF-8 here: it goes on with a "
              "character that has not begun;");
  assert_read(STR("\xED\xA0\x80"),
              "refused 1:1 not-utf-8: the byte 0xED is not UTF-8 here: it begins half a "
              "character of UTF-16, a surrogate;");
  assert_read(
      STR("abc\xF0\x9F\x98"),
      "refused 1:4 not-utf-8: the byte 0xF0 is not UTF-8 here: the character that it begins "
      "is cut off;");
  assert_read(
      STR("\xFF\xFE#\0 \0"),
      "refused 1:1 not-utf-8: this file is UTF-16 (its first byte is 0xFF), not UTF-8;");
  assert_read(
      STR("\xFE\xFF\0#\0 "),
      "refused 1:1 not-utf-8: this file is UTF-16 (its first byte is 0xFE), not UTF-8;");
  assert_read(
      STR("#\0 \0T\0\n\0"),
      "refused 1:1 not-utf-8: this file is UTF-16LE without a byte order mark (its first byte "
      "is 0x23), not UTF-8;");
  assert_read(
      STR("\0#\0 \0T\0\n"),
      "refused 1:1 not-utf-8: this file is UTF-16BE without a byte order mark (its first byte "
      "is 0x00), not UTF-8;");
}

static void test_why_it_is_no_character(void **state) {
  (void)state;
#define REFUSED(column, byte, why)                                                             \
  "refused 1:" column " not-utf-8: the byte 0x" byte " is not UTF-8 here: " why ";"
#define LONGER "it begins a character that is written longer than it is"
#define BEYOND "it begins no character: the last one is U+10FFFF"
  assert_read(STR("\xC0\xAF"), REFUSED("1", "C0", LONGER));
  assert_read(STR("\xC1\xBF"), REFUSED("1", "C1", LONGER));
  assert_read(STR("\xE0\x9F\xBF"), REFUSED("1", "E0", LONGER));
  assert_read(STR("\xF0\x8F\xBF\xBF"), REFUSED("1", "F0", LONGER));
  assert_read(STR("\xF4\x90\x80\x80"), REFUSED("1", "F4", BEYOND));
  assert_read(STR("\xF5\x80\x80\x80"), REFUSED("1", "F5", BEYOND));
  assert_read(STR("a\xFF"), REFUSED("2", "FF", BEYOND));
  assert_read(STR("\xED"), REFUSED("1", "ED", "the character that it begins is cut off"));
  assert_read(STR("\xE0"), REFUSED("1", "E0", "the character that it begins is cut off"));
}

static void test_other_encodings(void **state) {
  (void)state;
  assert_read(
      (struct str){"\xFF\xFE\0\0#\0\0\0", 8},
      "refused 1:1 not-utf-8: this file is UTF-32 (its first byte is 0xFF), not UTF-8;");
  assert_read(
      (struct str){"\0\0\xFE\xFF\0\0\0#", 8},
      "refused 1:1 not-utf-8: this file is UTF-32 (its first byte is 0x00), not UTF-8;");
}

static void test_old_line_ends(void **state) {
  (void)state;
  const char *refused = "refused 1:2 forbidden-character: the lines of this file end with a "
                        "carriage return alone (U+000D), which ends no line;";
  assert_read(STR("a\rb\rc"), refused);
  assert_read(STR("a\rb\rc\n"), refused);
}

static void test_conflict(void **state) {
  (void)state;
  assert_read(
      STR("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n"),
      "refused 2:1 merge-conflict: a merge conflict begins here, and nobody has resolved "
      "it;");
  assert_read(STR("```\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n```\n"), "read");
  assert_read(STR("<<<<<<< HEAD\n=======\n"), "read");
  assert_read(STR("<<<<<<< HEAD\n>>>>>>> topic\n======="), "read");
}

static void test_tags_are_one_word(void **state) {
  (void)state;
  assert_read(
      STR("a\xF3\xA0\x81\x81\xF3\xA0\x81\x82z"),
      "read 1:2 forbidden-character: an invisible tag character (U+E0041) stands here;");
}

static void test_forbidden(void **state) {
  (void)state;
  assert_read(STR("abc\0defghijklmnop"),
              "read 1:4 forbidden-character: a NUL byte (U+0000) stands here;");
  assert_read(STR("a\n\x1B[0m"),
              "read 2:1 forbidden-character: an escape character (U+001B) stands here;");
  assert_read(STR("a\rb"),
              "read 1:2 forbidden-character: a carriage return without a line feed "
              "(U+000D) stands here;");
  assert_read(STR("\xEA\xB0\x80\xE2\x80\xAE"),
              "read 1:2 forbidden-character: an invisible character that turns text around "
              "(U+202E) stands here;");
  assert_read(STR("a\xEF\xBB\xBF"),
              "read 1:2 forbidden-character: a byte order mark inside the "
              "text (U+FEFF) stands here;");
  assert_read(STR("\xF3\xA0\x81\x81"),
              "read 1:1 forbidden-character: an invisible tag character "
              "(U+E0041) stands here;");
}

static void test_no_flood(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  struct buf text = {0};
  buf_add_repeat(&text, '\a', 500);
  assert_non_null(read_source_bytes(&a, &bag, STR("x.md"), buf_str(&text)));
  assert_int_equal(bag.count, 20);
  assert_true(
      str_equal_c(bag.diags[19].help, "take them out: there are 500 of them in this file"));
  buf_free(&text);
  arena_free(&a);
}

static void assert_marks(size_t count, size_t findings) {
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  struct buf text = {0};
  buf_add_c(&text, "e");
  for (size_t i = 0; i < count; i++)
    buf_add_c(&text, "\xCC\x81");
  buf_add_c(&text, " and more");
  /* So many that no letter was meant are a reason to read no further. */
  assert_true((read_source_bytes(&a, &bag, STR("x.md"), buf_str(&text)) != NULL) ==
              (count <= 1000));
  assert_int_equal(bag.count, findings);
  if (findings > 0)
    assert_string_equal(bag.diags[0].rule->name, "combining-run");
  buf_free(&text);
  arena_free(&a);
}

static void test_combining_marks(void **state) {
  (void)state;
  assert_marks(30, 0);
  assert_marks(31, 1);
  assert_marks(1000, 1);
  assert_marks(1001, 1);
  assert_marks(30000, 1);
}

static void assert_size(size_t line, const char *end, size_t more, const char *expected) {
  struct buf text = {0};
  buf_add_repeat(&text, 'x', line);
  buf_add_c(&text, end);
  for (; more > 0; more--)
    buf_add_c(&text, "\n");
  assert_read(buf_str(&text), expected);
  buf_free(&text);
}

static void test_limits(void **state) {
  (void)state;
  assert_size(LINE_LIMIT, "\r\n", 1, "read");
  assert_size(LINE_LIMIT + 1, "", 0,
              "read 1:1 line-too-long: this line has more than 65536 bytes;");
  assert_size(1, "\n", SOURCE_LIMIT - 2, "read");
  assert_size(1, "\n", SOURCE_LIMIT - 1,
              "refused 0:0 file-too-large: this file has more than 1 MiB;");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_text),
      cmocka_unit_test(test_encoding),
      cmocka_unit_test(test_why_it_is_no_character),
      cmocka_unit_test(test_other_encodings),
      cmocka_unit_test(test_old_line_ends),
      cmocka_unit_test(test_conflict),
      cmocka_unit_test(test_tags_are_one_word),
      cmocka_unit_test(test_forbidden),
      cmocka_unit_test(test_no_flood),
      cmocka_unit_test(test_combining_marks),
      cmocka_unit_test(test_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
