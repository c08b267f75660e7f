/* Texts as C source: every byte comes back, whatever compiler reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/c/c_source.h"
#include "emit/c/c_text.h"

static void assert_buf(struct buf *out, const char *expected) {
  buf_add_char(out, '\0');
  assert_string_equal(out->p, expected);
  buf_free(out);
}

static void assert_literal(struct str text, const char *expected) {
  struct buf out = {0};
  c_text_literal(&out, text, 2);
  assert_buf(&out, expected);
}

static void test_plain(void **state) {
  (void)state;
  assert_literal(STR(""), "\"\"");
  assert_literal(STR("a */ b // %s $ ` ~"), "\"a */ b // %s $ ` ~\"");
  assert_literal(STR("say \"x\" \\ 'y'"), "\"say \\\"x\\\" \\\\ 'y'\"");
}

/* Three digits, so that the digit behind is not read as a fourth. */
static void test_octal(void **state) {
  (void)state;
  assert_literal(STR("\x01"
                     "23\0\x7F\xFF\xED\x92"),
                 "\"\\00123\\000\\177\\377\\355\\222\"");
  assert_literal(STR("a\tb\rc"), "\"a\\tb\\015c\"");
}

/* Letters stay; what no text may hold, what ends a line and what is no UTF-8 does not. */
static void test_letters(void **state) {
  (void)state;
  assert_literal(STR("\xED\x92\x80 \xC3\xA9"), "\"\xED\x92\x80 \xC3\xA9\"");
  assert_literal(STR("\xC2\x85\xE2\x80\xAE\xE2\x80\xA8"),
                 "\"\\302\\205\\342\\200\\256\\342\\200\\250\"");
  assert_literal(STR("\xE2\x80\xA7\xE2\x80\xA9"), "\"\xE2\x80\xA7\\342\\200\\251\"");
  assert_literal(STR("\xED\xA0\x80\xC3"), "\"\\355\\240\\200\\303\"");
}

static void test_trigraphs(void **state) {
  (void)state;
  assert_literal(STR("?"), "\"?\"");
  assert_literal(STR("a?\?/b?\?\?=?"), "\"a?\\?/b?\\?\\?=?\"");
  assert_literal(STR("?\n?"), "\"?\\n\"\n  \"?\"");
}

static void test_lines(void **state) {
  (void)state;
  assert_literal(STR("one\ntwo\n"), "\"one\\n\"\n  \"two\\n\"");
  assert_literal(STR("\n\n"), "\"\\n\"\n  \"\\n\"");
}

/* Cut at a space, else between code points, but nothing is lost. */
static void test_long_lines(void **state) {
  (void)state;
  char words[] =
      "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa b";
  assert_literal(str_from_c(words),
                 "\"aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa \"\n"
                 "  \"aaaaaaaaa b\"");
  struct buf out = {0}, text = {0};
  for (size_t i = 0; i < 30; i++)
    buf_add(&text, STR("\xED\x92\x80"));
  c_text_literal(&out, buf_str(&text), 0);
  assert_int_equal(out.n, 90 + 5);
  assert_int_equal(str_find(buf_str(&out), STR("\"\n\""), 0), 1 + 84);
  buf_free(&out);
  buf_free(&text);
  /* What is no letter is cut, too. */
  for (size_t i = 0; i < 22; i++)
    buf_add_char(&text, (char)0x80);
  c_text_literal(&out, buf_str(&text), 0);
  assert_int_equal(str_find(buf_str(&out), STR("\"\n\""), 0), 1 + 84);
  buf_free(&out);
  buf_free(&text);
}

static void test_octal_only(void **state) {
  (void)state;
  struct buf out = {0};
  c_text_octal(&out, STR("A\x81?"), 4);
  assert_buf(&out, "\"\\101\\201\\077\"");
  c_text_octal(&out, STR("1111111111222222222223"), 1);
  assert_int_equal(str_find(buf_str(&out), STR("\\062\"\n \"\\063\""), 0), 1 + 4 * 20);
  buf_free(&out);
}

static void test_array(void **state) {
  (void)state;
  struct buf out = {0};
  c_text_array(&out, STR("a'\\?\?\n\xFF\0"), 0);
  assert_buf(&out, "{'a','\\'','\\\\','?','?','\\n','\\377','\\000','\\000'}");
  /* "{" and 21 characters of four columns are the first line. */
  char many[50];
  memset(many, 'a', sizeof many);
  c_text_array(&out, (struct str){many, sizeof many}, 2);
  assert_int_equal(str_find_char(buf_str(&out), '\n', 0), 1 + 21 * 4);
  assert_true(str_ends_with(buf_str(&out), STR("'a','\\000'}")));
  assert_int_equal(out.n, 1 + 50 * 4 + 2 * 3 + 7);
  buf_free(&out);
}

/* Only where a name begins: "kb" in the middle of a word is no prefix. */
static void test_prefix(void **state) {
  (void)state;
  static const char *const texts[] = {"KB_H kb_str x_kb_y (kb.h) kb.c\n", "KBC kb okb_ 9kb_",
                                      NULL};
  struct arena a = {0};
  struct c_prefix prefix = c_prefix_of(&a, STR("pay"));
  struct buf out = {0};
  c_text_fixed(&out, &prefix, texts);
  assert_buf(&out, "PAY_H pay_str x_kb_y (pay.h) pay.c\nKBC kb okb_ 9kb_");
  assert_true(str_equal_c(c_prefix_of(&a, STR("my_kb2")).large, "MY_KB2"));
  assert_true(str_equal_c(c_prefix_of(&a, STR("az`{AZ")).large, "AZ`{AZ"));
  arena_free(&a);
}

/* The fixed texts are source for any compiler, too: ASCII, short strings, short lines. */
static void test_fixed_texts(void **state) {
  (void)state;
  const char *const *const all[] = {c_header_top,  c_header_rest, c_type_source,
                                    c_case_source, c_find_source, c_face_source};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    for (const char *const *text = all[i]; *text; text++) {
      struct str rest = str_from_c(*text), line;
      bool is_end = !text[1] && (all[i] == c_header_rest || all[i] == c_face_source);
      assert_true(str_ends_with(rest, STR("\n")));
      assert_true(str_ends_with(rest, STR("\n\n")) != is_end);
      while (str_next_line(&rest, &line)) {
        assert_true(line.n <= 84);
        for (size_t j = 0; j < line.n; j++)
          assert_in_range(line.p[j], ' ', '~');
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plain),      cmocka_unit_test(test_octal),
      cmocka_unit_test(test_letters),    cmocka_unit_test(test_trigraphs),
      cmocka_unit_test(test_lines),      cmocka_unit_test(test_long_lines),
      cmocka_unit_test(test_octal_only), cmocka_unit_test(test_array),
      cmocka_unit_test(test_prefix),     cmocka_unit_test(test_fixed_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
