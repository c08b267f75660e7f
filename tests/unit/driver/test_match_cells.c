/* Columns and bars of the table of counts: as wide as they say, in any script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "driver/match/bar.h"
#include "driver/match/cell.h"
#include "driver/match/newlines.h"

static void assert_cell(const char *text, size_t cells, const char *expected) {
  struct buf out = {0};
  buf_add_c(&out, "|");
  cell_add(&out, str_from_c(text), cells);
  buf_add_char(&out, 0);
  assert_string_equal(out.p + 1, expected);
  buf_free(&out);
}

static void test_cells(void **state) {
  (void)state;
  assert_cell("abc", 5, "abc  ");
  assert_cell("abcde", 5, "abcde");
  assert_cell("abcdef", 5, "abcd…");
  assert_cell("", 3, "   ");
  assert_cell("", 0, "");
  assert_cell("ab", 0, "");
  assert_cell("ab", 1, "…");
  assert_cell("장애", 5, "장애 ");
  assert_cell("장애", 4, "장애");
  assert_cell("장애다", 4, "장… ");
  assert_cell("장애다", 5, "장애…");
  assert_cell("a장애다", 4, "a장…");
  assert_cell("\x1b[1m", 10, "\\x1b[1m   ");
  assert_cell("\x1b[1m", 4, "…   ");
  assert_cell("e\xCC\x81t", 3, "e\xCC\x81t ");
}

static void test_width(void **state) {
  (void)state;
  assert_int_equal(cell_width(STR("abc"), 10), 3);
  assert_int_equal(cell_width(STR("장애 a"), 10), 6);
  assert_int_equal(cell_width(STR("장애 a"), 5), 5);
  assert_int_equal(cell_width(STR("\t"), 10), 2);
}

static void assert_bar(unsigned long long n, unsigned long long most, const char *expected) {
  struct buf out = {0};
  bar_add(&out, n, most);
  assert_int_equal(cell_width(buf_str(&out), 100), BAR_CELLS);
  buf_add_char(&out, 0);
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

static void test_bars(void **state) {
  (void)state;
  assert_bar(80, 80, "██████████");
  assert_bar(40, 80, "█████     ");
  assert_bar(41, 80, "█████▏    ");
  assert_bar(1, 1000000, "▏         ");
  assert_bar(0, 80, "          ");
  assert_bar(0, 0, "          ");
  assert_bar(~0ull, ~0ull, "██████████");
}

/* All lengths around those that are counted at once, with line ends at every place. */
static void test_newlines(void **state) {
  (void)state;
  struct buf text = {0};
  for (size_t n = 0; n < 20000; n += n < 200 ? 1 : 997) {
    size_t expected = 0;
    buf_clear(&text);
    for (size_t i = 0; i < n; i++) {
      char c = (i * 7 + n) % 5 == 0 ? '\n' : (char)(i % 256);
      buf_add_char(&text, c);
      expected += c == '\n';
    }
    assert_int_equal(count_newlines(buf_str(&text)), expected);
  }
  buf_clear(&text);
  buf_add_repeat(&text, '\n', 32 * 255 * 2 + 5);
  assert_int_equal(count_newlines(buf_str(&text)), 32 * 255 * 2 + 5);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells), cmocka_unit_test(test_width),
                                     cmocka_unit_test(test_bars),
                                     cmocka_unit_test(test_newlines)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
