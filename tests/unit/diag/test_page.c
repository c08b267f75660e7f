/* Tests of diag/page: what no format may get wrong about a file, a place and a text. */
#include "page_fixture.h"

#include "diag/page.h"

static void assert_path(struct page *page, const char *path, const char *expected) {
  struct str shown = page_path(page, str_from_c(path));
  if (!str_equal_c(shown, expected))
    print_error("%s: %.*s\n", path, STR_ARG(shown));
  assert_true(str_equal_c(shown, expected));
}

/* Only what stands between brackets names no file. */
static void tells_names_that_are_no_files(void **state) {
  struct printed *printed = *state;
  struct page page = {.report = &printed->report};
  assert_path(&page, "<stdin>", "<stdin>");
  assert_path(&page, "<", "kb/<");
  assert_path(&page, "<a.md", "kb/<a.md");
  assert_path(&page, "a>", "kb/a>");
  assert_path(&page, "", "");
  assert_path(&page, "<>", "<>");
  assert_false(path_is_bracketed(STR("")));
  assert_false(path_is_bracketed((struct str){"<>", 1}));
  page_end(&page);
}

static void paths_start_at_the_base(void **state) {
  struct printed *printed = *state;
  struct page page = {.report = &printed->report};
  assert_path(&page, "a.md", "kb/a.md");
  assert_path(&page, "a.md", "kb/a.md");
  assert_path(&page, "../b/./c.md", "b/c.md");
  assert_path(&page, "/repo/d.md", "d.md");
  assert_true(str_equal_c(page_file(&page, STR("")), "."));
  assert_true(str_equal_c(page_file(&page, STR("a.md")), "kb/a.md"));
  page_end(&page);
}

/* A line end belongs to the line before it. */
static void ends_in_the_line_before(void **state) {
  struct printed *printed = *state;
  struct page page = {.report = &printed->report};
  const struct source *source = source_in(printed, "a.md", STR("ab\ncd\n\n"));
  static const size_t rows[][3] = {{0, 1, 1}, {0, 3, 1}, {0, 4, 2},
                                   {3, 3, 2}, {3, 6, 2}, {6, 7, 3}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct place place = page_place(&page, span_of(source, rows[i][0], rows[i][1]));
    assert_int_equal(place_last_line(place), rows[i][2]);
  }
  page_end(&page);
}

static void assert_added(struct buf *out, const char *expected) {
  buf_add_char(out, '\0');
  assert_string_equal(out->p, expected);
  buf_free(out);
}

static void says_what_is_related(void **state) {
  struct printed *printed = *state;
  struct page page = {.report = &printed->report};
  const struct source *source = source_in(printed, "::a.md", STR("ab\ncd\n"));
  struct diag *diag = diag_add(&printed->bag, &colon_rule, span_of(source, 0, 1), "a\x1b");
  struct buf out = {0};
  page_add_message(&out, diag);
  page_add_details(&page, &out, diag);
  assert_added(&out, "a\\x1b");
  diag_label(&printed->bag, diag, "b\n");
  diag_help(&printed->bag, diag, "one\ntwo\x1b");
  diag_relate(&printed->bag, diag, span_of(source, 4, 5), "here\x1b");
  diag_relate(&printed->bag, diag, (struct span){0}, "nowhere");
  page_add_message(&out, diag);
  page_add_details(&page, &out, diag);
  assert_added(&out,
               "a\\x1b (b\\n)\nhelp: one\n      two\\x1b\n./kb/::a.md:2:2: note: here\\x1b\n"
               "note: nowhere");
  page_end(&page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(tells_names_that_are_no_files),
      TEST(paths_start_at_the_base),
      TEST(ends_in_the_line_before),
      TEST(says_what_is_related),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
