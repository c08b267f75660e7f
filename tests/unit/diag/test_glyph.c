/* Tests of diag/glyph: what is spelled out, and that no runner finds a command in a text. */
#include "diag/glyph.h"

#include "base/buf.h"

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

static void breaks_commands_in_the_middle(void **state) {
  (void)state;
  assert_shown(glyph_add, STR("##[error]a"), "##\\x5berror]a");
  assert_shown(glyph_add, STR("x ###[group]"), "x ###\\x5bgroup]");
  assert_shown(glyph_add, STR("a ##vso[task]b ##VSO[x]"), "a ##vso\\x5btask]b ##VSO\\x5bx]");
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
}

static void breaks_commands_at_the_start_of_a_line(void **state) {
  (void)state;
  assert_shown(glyph_add_line, STR("::error::a"), "\\x3a:error::a");
  assert_shown(glyph_add_line, STR("  \t::error::a"), "  \\t\\x3a:error::a");
  assert_shown(glyph_add_line, STR("\xE3\x80\x80::error::a"), "\xE3\x80\x80\\x3a:error::a");
  assert_shown(glyph_add_line, STR("a ::error::a"), "a ::error::a");
  assert_shown(glyph_add_line, STR(""), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spells_out_what_does_something),
      cmocka_unit_test(breaks_commands_in_the_middle),
      cmocka_unit_test(puts_paths_behind_a_dot),
      cmocka_unit_test(breaks_commands_at_the_start_of_a_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
