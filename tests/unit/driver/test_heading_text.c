/* Headings that are written say what they should, whatever characters are in the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "driver/layout/heading_text.h"
#include "model/doc.h"
#include "parse/markdown.h"

static void assert_escaped(const char *text) {
  struct arena a = {0};
  struct buf out = {0};
  buf_add_c(&out, "## ");
  heading_add_escaped(&out, str_from_c(text));
  struct str read = markdown_heading(&a, buf_str(&out));
  assert_non_null(read.p);
  assert_string_equal(arena_copy(&a, read).p, text);
  buf_free(&out);
  arena_free(&a);
}

static void test_escaped(void **state) {
  (void)state;
  static const char *const texts[] = {"plain",
                                      "*a* **b**",
                                      "_a_ b_c __d__",
                                      "`code` ``x``",
                                      "[a](b) ![c](d)",
                                      "<b> <!-- x -->",
                                      "&amp; & &#35;",
                                      "back\\slash \\* \\",
                                      "C#",
                                      "a #",
                                      "a ##",
                                      "# a",
                                      "#",
                                      "## ##",
                                      "<https://example.org>",
                                      "~a~ | b",
                                      "1. a",
                                      "- a",
                                      "한글 *강조*",
                                      "a_",
                                      "_",
                                      "e\xCC\x81_x"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_escaped(texts[i]);
}

static void test_names_stay_readable(void **state) {
  (void)state;
  struct buf out = {0};
  heading_add_escaped(&out, STR("pg_timeout in C#: x-y.z (5s)"));
  assert_true(str_equal_c(buf_str(&out), "pg_timeout in C#: x-y.z (5s)"));
  buf_free(&out);
}

/* `inner` stands in the text. */
static void assert_level(const char *text, const char *inner, int from, int to,
                         const char *expected) {
  struct arena a = {0};
  struct source *source = source_new(&a, STR("x.md"), str_from_c(text));
  size_t at = str_find(source->bytes, str_from_c(inner), 0);
  struct block block = {.kind = BLOCK_HEADING,
                        .level = from,
                        .span = {source, 0, source->bytes.n},
                        .inner = {source, at, str_from_c(inner).n}};
  struct buf out = {0};
  heading_add_at_level(&out, &block, to);
  assert_string_equal(arena_copy(&a, buf_str(&out)).p, expected);
  buf_free(&out);
  arena_free(&a);
}

static void test_level(void **state) {
  (void)state;
  assert_level("## T *x* ##", "T *x*", 2, 3, "### T *x* ##");
  assert_level("##\tT", "T", 2, 1, "#\tT");
  assert_level("#", "", 1, 2, "##");
  assert_level("T\n===", "T", 1, 2, "## T");
  assert_level("T\n---", "T", 2, 2, "T\n---");
  assert_level("one\n  two #\n---", "one\n  two #", 2, 3, "### one two \\#");
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_escaped),
      cmocka_unit_test(test_names_stay_readable),
      cmocka_unit_test(test_level),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
