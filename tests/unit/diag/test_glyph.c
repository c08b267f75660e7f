/* Tests of diag/glyph: what is spelled out, and that no runner finds a command in a text. */
#include "diag/glyph.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_shown(void (*add)(struct buf *, struct str), struct str text,
                         const char *expected) {
  struct buf out = {0};
  add(&out, text);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

static void spells_out_what_does_something(void **state) {
  (void)state;
  assert_shown(glyph_add, STR("a\tb\r\n\x1b[1m \xFF"), "a\\tb\\r\\n\\x1b[1m \\xff");
  assert_shown(glyph_add, STR("\xE2\x80\xAE \xE2\x80\xA8 \xEF\xBF\xBE"),
               "\\u{202E} \\u{2028} \\u{FFFE}");
  assert_shown(glyph_add, STR("\xEA\xB0\x80 \xEF\xBF\xBD"), "\xEA\xB0\x80 \xEF\xBF\xBD");
}

/* What is spelled out is told by this list alone, for every character there is. */
static void spells_these_and_no_others(void **state) {
  (void)state;
  static const uint32_t ranges[][2] = {
      {0, 0x1F},        {0x7F, 0x9F},     {0xAD, 0xAD},      {0x061C, 0x061C}, {0x180E, 0x180E},
      {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E},  {0x2060, 0x206F}, {0xFEFF, 0xFEFF},
      {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F}};
  size_t k = 0, count = sizeof ranges / sizeof *ranges;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    if (c >= 0xD800 && c <= 0xDFFF)
      continue;
    while (k < count && c > ranges[k][1])
      k++;
    char bytes[4];
    struct str text = {bytes, utf8_encode(c, bytes)};
    struct glyph glyph = glyph_at(text, 0);
    bool is_listed = (k < count && c >= ranges[k][0]) || (c & 0xFFFE) == 0xFFFE;
    bool is_kept = str_equal((struct str){glyph.text, glyph.text_n}, text);
    if (is_kept == is_listed || glyph.n != text.n || (is_listed && glyph.cells != glyph.text_n))
      fail_msg("U+%04X", (unsigned)c);
  }
}

static void finds_the_character_before(void **state) {
  (void)state;
  struct str s = STR("a\xC3\xA9\xEA\xB0\x80\xF0\x9F\x98\x80\xFF");
  assert_int_equal(glyph_before(s, 0, 1), 0);
  assert_int_equal(glyph_before(s, 0, 3), 1);
  assert_int_equal(glyph_before(s, 0, 6), 3);
  assert_int_equal(glyph_before(s, 0, 10), 6);
  assert_int_equal(glyph_before(s, 0, 11), 10);
  /* What stands before `from` is not looked at. */
  assert_int_equal(glyph_before(s, 7, 10), 9);
  assert_int_equal(glyph_before(s, 2, 3), 2);
}

static void breaks_commands_in_the_middle(void **state) {
  (void)state;
  assert_shown(glyph_add, STR("##[error]a"), "##\\x5berror]a");
  assert_shown(glyph_add, STR("x ###[group]"), "x ###\\x5bgroup]");
  assert_shown(glyph_add, STR("a ##vso[task]b ##VSO[x]"), "a ##vso\\x5btask]b ##VSO\\x5bx]");
  assert_shown(glyph_add, STR("##vsx[a] ##vzo[b] ##xso[c] #vso[d] ##a[e]"),
               "##vsx[a] ##vzo[b] ##xso[c] #vso[d] ##a[e]");
  assert_shown(glyph_add, STR("##vso[a]"), "##vso\\x5ba]");
  assert_shown(glyph_add, STR("vso[a]"), "vso[a]");
  assert_shown(glyph_add, STR("[a](b) #[c] ##v[d] vso[e] ## [f]"),
               "[a](b) #[c] ##v[d] vso[e] ## [f]");
}

static void puts_paths_behind_a_dot(void **state) {
  (void)state;
  assert_shown(glyph_add_path, STR("::error::a.md"), "./::error::a.md");
  assert_shown(glyph_add_path, STR(" ::error::a.md"), "./ ::error::a.md");
  assert_shown(glyph_add_path, STR("/a::b.md"), "/a::b.md");
  assert_shown(glyph_add_path, STR("../a::b.md"), "../a::b.md");
  assert_shown(glyph_add_path, STR("a:b.md"), "a:b.md");
  assert_shown(glyph_add_path, STR("a::b.md"), "./a::b.md");
  assert_shown(glyph_add_path, (struct str){"/", 0}, "");
}

static void breaks_commands_at_the_start_of_a_line(void **state) {
  (void)state;
  assert_shown(glyph_add_line, STR("::error::a"), "\\x3a:error::a");
  assert_shown(glyph_add_line, STR("  \t::error::a"), "  \\t\\x3a:error::a");
  assert_shown(glyph_add_line, STR("\xE3\x80\x80::error::a"), "\xE3\x80\x80\\x3a:error::a");
  assert_shown(glyph_add_line, STR("a ::error::a"), "a ::error::a");
  assert_shown(glyph_add_line, STR(""), "");
  assert_shown(glyph_add_line, STR("\x7F::error::a"), "\\x7f\\x3a:error::a");
  assert_shown(glyph_add_line, STR("!::a"), "!::a");
  assert_shown(glyph_add_line, STR("~::a"), "~::a");
  assert_shown(glyph_add_line, STR(":a"), ":a");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spells_out_what_does_something),
      cmocka_unit_test(spells_these_and_no_others),
      cmocka_unit_test(finds_the_character_before),
      cmocka_unit_test(breaks_commands_in_the_middle),
      cmocka_unit_test(puts_paths_behind_a_dot),
      cmocka_unit_test(breaks_commands_at_the_start_of_a_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
