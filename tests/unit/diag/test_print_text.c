/* Tests of diag/print_text: the form of a finding, where carets stand, and that hostile text
 * does nothing but stand there. */
#include "diag/printer.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rule rule = {
    .code = "KBC0210", .name = "yaml-plain-colon", .level = LEVEL_ERROR, .summary = "s"};

struct page {
  struct arena a;
  struct bag bag;
  struct buf out;
};

static int setup(void **state) {
  struct page *page = calloc(1, sizeof *page);
  page->bag.arena = &page->a;
  *state = page;
  return 0;
}

static int teardown(void **state) {
  struct page *page = *state;
  arena_free(&page->a);
  buf_free(&page->out);
  free(page);
  return 0;
}

static bool into_buf(void *to, struct str bytes) {
  buf_add(to, bytes);
  return true;
}

static const char *printed(struct page *page, bool has_color) {
  struct diag_report report = {.diags = page->bag.diags, .count = page->bag.count};
  struct print_target target = {.has_color = has_color, .write = into_buf, .to = &page->out};
  text_printer.print(&target, &report);
  assert_true(print_close(&target));
  buf_add_char(&page->out, '\0');
  return page->out.p;
}

/* Prints one finding "m" with the carets under text[from, from + n). */
static void assert_frame(struct page *page, struct str text, size_t from, size_t n,
                         const char *expected) {
  struct source *source = source_new(&page->a, STR("x.md"), text);
  page->bag.count = 0;
  buf_clear(&page->out);
  diag_add(&page->bag, &rule, (struct span){source, from, n}, "m");
  const char *all = printed(page, false);
  const char *frame = strchr(all, '\n') + 1;
  assert_string_equal(frame, expected);
}

static void prints_a_finding_whole(void **state) {
  struct page *page = *state;
  struct source *source =
      source_new(&page->a, STR("kb/db/pool.md"),
                 STR("---\nservice: a\nerror_message: x509: certificate has expired\n---\n"));
  struct diag *diag = diag_add(&page->bag, &rule, span_of(source, 30, 59),
                               "this value holds \": \", so YAML reads it as a nested mapping");
  diag_label(&page->bag, diag, "quote the value");
  diag_help(&page->bag, diag, "write  error_message: \"x509: certificate has expired\"");
  diag_relate(&page->bag, diag, span_of(source, 4, 11), "the mapping begins here");
  assert_string_equal(printed(page, false),
                      "kb/db/pool.md:3:16: error[KBC0210 yaml-plain-colon]: this value holds "
                      "\": \", so YAML reads "
                      "it as a nested mapping\n"
                      "  3 | error_message: x509: certificate has expired\n"
                      "    |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ quote the value\n"
                      "kb/db/pool.md:2:1: note: the mapping begins here\n"
                      "  2 | service: a\n"
                      "    | ^^^^^^^\n"
                      "  help: write  error_message: \"x509: certificate has expired\"\n");
}

static void paints_only_when_told(void **state) {
  struct page *page = *state;
  struct source *source = source_new(&page->a, STR("x.md"), STR("abc\n"));
  diag_add(&page->bag, &rule, span_of(source, 1, 2), "m")->level = LEVEL_WARNING;
  diag_help(&page->bag, &page->bag.diags[0], "h");
  assert_string_equal(
      printed(page, true),
      "\x1b[1mx.md:1:2:\x1b[0m \x1b[1;33mwarning[KBC0210 yaml-plain-colon]\x1b[0m"
      "\x1b[1m: m\x1b[0m\n"
      "  \x1b[36m1 |\x1b[0m abc\n"
      "  \x1b[36m  |\x1b[0m  \x1b[1;33m^\x1b[0m\n"
      "  \x1b[36mhelp:\x1b[0m h\n");
}

static void names_what_has_no_text(void **state) {
  struct page *page = *state;
  diag_add_path(&page->bag, &rule, STR("kb/a.md"), "this cannot be read: %s", "why");
  diag_add_path(&page->bag, &rule, STR(""), "about the run");
  assert_string_equal(printed(page, false),
                      "kb/a.md: error[KBC0210 yaml-plain-colon]: this cannot be read: why\n"
                      "error[KBC0210 yaml-plain-colon]: about the run\n");
}

static void stands_under_wide_characters(void **state) {
  assert_frame(*state, STR("연결 풀: x\n"), 7, 3, "  1 | 연결 풀: x\n    |      ^^\n");
  assert_frame(*state, STR("연결\n"), 0, 6, "  1 | 연결\n    | ^^^^\n");
  assert_frame(*state, STR("\xF0\x9F\x94\xA5!\n"), 4, 1,
               "  1 | \xF0\x9F\x94\xA5!\n    |   ^\n");
  /* A combining mark takes no cell; carets under it stand under its letter. */
  assert_frame(*state, STR("e\xCC\x81x\n"), 3, 1, "  1 | e\xCC\x81x\n    |  ^\n");
  assert_frame(*state, STR("ae\xCC\x81x\n"), 2, 2, "  1 | ae\xCC\x81x\n    |  ^\n");
}

static void stands_behind_tabs(void **state) {
  assert_frame(*state, STR("\tx\n"), 1, 1, "  1 |     x\n    |     ^\n");
  assert_frame(*state, STR("ab\tx\n"), 3, 1, "  1 | ab  x\n    |     ^\n");
  assert_frame(*state, STR("ab\tx\n"), 2, 1, "  1 | ab  x\n    |   ^^\n");
}

static void shows_a_caret_for_an_empty_span(void **state) {
  assert_frame(*state, STR("ab\n"), 1, 0, "  1 | ab\n    |  ^\n");
  assert_frame(*state, STR("ab\n"), 2, 0, "  1 | ab\n    |   ^\n");
  assert_frame(*state, STR("ab\n"), 3, 0, "  1 | ab\n    |   ^\n");
  assert_frame(*state, STR("ab"), 2, 0, "  1 | ab\n    |   ^\n");
  assert_frame(*state, STR("ab\r\ncd"), 2, 1, "  1 | ab\n    |   ^\n");
  assert_frame(*state, STR("ab\r\ncd"), 3, 1, "  1 | ab\n    |   ^\n");
  assert_frame(*state, STR("a\n\nb"), 2, 0, "  2 |\n    | ^\n");
  assert_frame(*state, STR(""), 0, 0, "  1 |\n    | ^\n");
}

static void shows_the_first_of_several_lines(void **state) {
  assert_frame(*state, STR("ab\ncdef\ng\n"), 5, 4, "  2 | cdef\n    |   ^^\n");
  assert_frame(*state, STR("ab\ncdef\ng\n"), 0, 10, "  1 | ab\n    | ^^\n");
}

static void widens_the_gutter(void **state) {
  struct page *page = *state;
  struct buf text = {0};
  buf_add_repeat(&text, '\n', 122);
  buf_add_c(&text, "x\n");
  assert_frame(page, buf_str(&text), 122, 1, "  123 | x\n      | ^\n");
  buf_free(&text);
}

static void spells_out_what_could_do_something(void **state) {
  assert_frame(*state, STR("a\x1b[31mb\n"), 6, 1, "  1 | a\\x1b[31mb\n    |          ^\n");
  assert_frame(*state, STR("\xE2\x80\xAE!\n"), 0, 3, "  1 | \\u{202E}!\n    | ^^^^^^^^\n");
  assert_frame(*state, STR("a\xFF!\n"), 2, 1, "  1 | a\\xff!\n    |      ^\n");
  assert_frame(*state, STR("a\rb\n"), 1, 1, "  1 | a\\rb\n    |  ^^\n");
  assert_frame(*state, STR("\0\x7f\xC2\x9B\n"), 2, 2,
               "  1 | \\x00\\x7f\\u{9B}\n    |         ^^^^^^\n");
  assert_frame(*state, STR("a\xE2\x80\x8B\xE2\x80\xA8\xEF\xBB\xBF\n"), 1, 3,
               "  1 | a\\u{200B}\\u{2028}\\u{FEFF}\n    |  ^^^^^^^^\n");
  assert_frame(*state, STR("\xF3\xA0\x81\xA1\n"), 0, 4, "  1 | \\u{E0061}\n    | ^^^^^^^^^\n");
}

static void spells_it_out_in_every_text(void **state) {
  struct page *page = *state;
  struct source *source = source_new(&page->a, STR("k\x1b]0;\x07/x.md"), STR("a\n"));
  struct diag *diag =
      diag_add(&page->bag, &rule, span_of(source, 0, 1), "no \"%s\"", "\n\x1b[2J");
  diag_label(&page->bag, diag, "\xE2\x81\xA6l");
  diag_help(&page->bag, diag, "first\r\nsecond\tthird\x08");
  diag_relate(&page->bag, diag, span_of(source, 1, 1), "r\x0b");
  assert_string_equal(printed(page, false),
                      "k\\x1b]0;\\x07/x.md:1:1: error[KBC0210 yaml-plain-colon]: no "
                      "\"\\n\\x1b[2J\"\n"
                      "  1 | a\n"
                      "    | ^ \\u{2066}l\n"
                      "k\\x1b]0;\\x07/x.md:1:2: note: r\\x0b\n"
                      "  1 | a\n"
                      "    |  ^\n"
                      "  help: first\n"
                      "        second\\tthird\\x08\n");
}

/* The two lines of a frame: how many cells they take, counted as bytes where all is ASCII but
 * "…". */
static void assert_window(struct page *page, struct str text, size_t from, size_t n,
                          const char *before, size_t shown, const char *behind,
                          size_t carets_at, size_t carets) {
  struct source *source = source_new(&page->a, STR("x.md"), text);
  page->bag.count = 0;
  buf_clear(&page->out);
  diag_add(&page->bag, &rule, (struct span){source, from, n}, "m");
  const char *line = strchr(printed(page, false), '\n') + 1 + strlen("  1 | ");
  const char *end = strchr(line, '\n');
  assert_int_equal(strncmp(line, before, strlen(before)), 0);
  assert_int_equal((size_t)(end - line), strlen(before) + shown + strlen(behind));
  assert_int_equal(strncmp(end - strlen(behind), behind, strlen(behind)), 0);
  const char *under = end + 1 + strlen("    | ");
  assert_int_equal(strspn(under, " "), carets_at);
  assert_int_equal(strspn(under + carets_at, "^"), carets);
  assert_string_equal(under + carets_at + carets, "\n");
}

static void shows_a_part_of_a_long_line(void **state) {
  struct page *page = *state;
  struct buf text = {0};
  buf_add_repeat(&text, 'a', 65536);
  struct str s = buf_str(&text);
  assert_window(page, s, 0, 1, "", 100, "…", 0, 1);
  assert_window(page, s, 50, 5, "…", 100, "…", 31, 5);
  assert_window(page, s, 30000, 5, "…", 100, "…", 31, 5);
  assert_window(page, s, 30000, 5000, "…", 100, "…", 31, 70);
  assert_window(page, s, 65530, 6, "…", 100, "", 95, 6);
  assert_window(page, s, 65536, 0, "…", 100, "", 101, 1);
  assert_window(page, str_slice(s, 0, 100), 99, 1, "", 100, "", 99, 1);
  assert_window(page, str_slice(s, 0, 101), 100, 1, "…", 100, "", 100, 1);
  buf_free(&text);
}

static void is_not_drowned_by_marks_without_width(void **state) {
  struct page *page = *state;
  struct buf text = {0};
  buf_add_char(&text, 'a');
  for (size_t i = 0; i < 20000; i++)
    buf_add_c(&text, "\xCC\x81");
  buf_add_c(&text, "!");
  struct source *source = source_new(&page->a, STR("x.md"), buf_str(&text));
  diag_add(&page->bag, &rule, span_of(source, text.n - 1, text.n), "m");
  const char *all = printed(page, false);
  assert_true(strlen(all) < 4000);
  assert_non_null(strstr(all, "x.md:1:20002: "));
  assert_non_null(strstr(all, "!\n"));
  buf_free(&text);
}

/* As many findings as there are characters on one long line: time is linear, columns are right.
 */
static void is_fast_on_a_long_line(void **state) {
  struct page *page = *state;
  struct buf text = {0};
  for (size_t i = 0; i < 20000; i++)
    buf_add_c(&text, "가");
  struct source *source = source_new(&page->a, STR("x.md"), buf_str(&text));
  for (size_t i = 0; i < 20000; i++)
    diag_add(&page->bag, &rule, (struct span){source, i * 3, 3}, "m");
  const char *all = printed(page, false);
  assert_non_null(strstr(all, "x.md:1:20000: "));
  assert_null(strstr(all, "x.md:1:20001: "));
  buf_free(&text);
}

/* Any bytes, any span: whatever is printed holds no byte that a terminal would obey. */
static void shows_nothing_raw(void **state) {
  struct page *page = *state;
  unsigned long long seed = 1;
  for (int round = 0; round < 3000; round++) {
    char bytes[400];
    size_t n = 0;
    while (n < 390) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      unsigned pick = (unsigned)(seed >> 33);
      static const char *const bits[] = {"a",    "\n",           "\t",           "\r\n",
                                         "가",   "\xE2\x80\xAE", "\xCC\x81",     "\x1b[",
                                         "\xF0", "\xE3\x80",     "\xF3\xA0\x81", "  "};
      const char *bit = bits[pick % 12];
      if (pick % 37 == 0)
        bytes[n++] = (char)(pick >> 8);
      else
        for (; *bit; bit++)
          bytes[n++] = *bit;
      if (pick % 301 == 0)
        break;
    }
    page->bag.count = 0;
    buf_clear(&page->out);
    arena_reset(&page->a);
    page->bag.diags = NULL;
    page->bag.room = 0;
    struct source *source = source_new(&page->a, STR("x.md"), (struct str){bytes, n});
    size_t from = (size_t)(seed >> 40) % (source->bytes.n + 1);
    size_t to = from + (size_t)(seed >> 20) % (source->bytes.n - from + 1);
    diag_add(&page->bag, &rule, span_of(source, from, to), "%.*s", (int)n, bytes);
    const char *all = printed(page, false);
    for (const char *p = all; *p; p++)
      assert_true((unsigned char)*p >= 0x20 || *p == '\n');
    assert_null(strstr(all, "\xE2\x80\xAE"));
    assert_non_null(strstr(all, "^"));
  }
}

static bool fails(void *to, struct str bytes) {
  (void)bytes;
  ++*(int *)to;
  return false;
}

static void stops_where_nothing_can_be_written(void **state) {
  struct page *page = *state;
  struct source *source = source_new(&page->a, STR("x.md"), STR("abc\n"));
  for (size_t i = 0; i < 5000; i++)
    diag_add(&page->bag, &rule, span_of(source, 1, 2), "m");
  struct diag_report report = {.diags = page->bag.diags, .count = page->bag.count};
  int calls = 0;
  struct print_target target = {.write = fails, .to = &calls};
  text_printer.print(&target, &report);
  assert_false(print_close(&target));
  assert_int_equal(calls, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(prints_a_finding_whole),
      TEST(paints_only_when_told),
      TEST(names_what_has_no_text),
      TEST(stands_under_wide_characters),
      TEST(stands_behind_tabs),
      TEST(shows_a_caret_for_an_empty_span),
      TEST(shows_the_first_of_several_lines),
      TEST(widens_the_gutter),
      TEST(spells_out_what_could_do_something),
      TEST(spells_it_out_in_every_text),
      TEST(shows_a_part_of_a_long_line),
      TEST(is_not_drowned_by_marks_without_width),
      TEST(is_fast_on_a_long_line),
      TEST(shows_nothing_raw),
      TEST(stops_where_nothing_can_be_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
