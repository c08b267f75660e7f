/* Tests of diag/print_github: escapes, columns, and what comes first where there are many. */
#include "page_fixture.h"

static void prints_a_command_for_each_finding(void **state) {
  add_full(*state);
  assert_string_equal(
      print_with(*state, &github_printer),
      "::warning file=kb/db/pool.md,line=2,endLine=2,col=6,endColumn=10,"
      "title=KBC0210 yaml-plain-colon::a \"colon\" <\\x1b> %250A (here)"
      "%0Ahelp: quote it%0A      or not%0Akb/db/pool.md:1:1: note: the front\n");
}

static void prints_nothing_where_nothing_is_found(void **state) {
  assert_string_equal(print_with(*state, &github_printer), "");
}

static void has_no_columns_over_several_lines(void **state) {
  struct printed *printed = *state;
  struct source *source = source_in(printed, "a,b:c%.md", STR("one\ntwo\nthree\n"));
  diag_add(&printed->bag, &colon_rule, span_of(source, 1, 5), "m");
  diag_add(&printed->bag, &colon_rule, span_of(source, 4, 8), "a whole line")->level =
      LEVEL_NOTE;
  diag_add_path(&printed->bag, &colon_rule, STR("gone.md"), "m");
  diag_add(&printed->bag, &colon_rule, (struct span){NULL, 0, 0}, "of the run");
  assert_string_equal(
      print_with(printed, &github_printer),
      "::error file=kb/a%2Cb%3Ac%25.md,line=1,endLine=2,title=KBC0210 yaml-plain-colon::m\n"
      "::error file=kb/gone.md,title=KBC0210 yaml-plain-colon::m\n"
      "::error title=KBC0210 yaml-plain-colon::of the run\n"
      "::notice file=kb/a%2Cb%3Ac%25.md,line=2,endLine=2,title=KBC0210 yaml-plain-colon::"
      "a whole line\n");
}

/* Line `n` (0-based) of the output. */
static struct str line_of(struct printed *printed, size_t n) {
  struct str rest = {printed->out.p, printed->out.n - 1}, line = {NULL, 0};
  for (size_t i = 0; i <= n; i++)
    assert_true(str_next_line(&rest, &line));
  return line;
}

static void says_how_many_where_there_are_more_than_ten(void **state) {
  struct printed *printed = *state;
  const char *const names[] = {"a.md", "b.md", "c.md"};
  for (size_t i = 0; i < 3; i++) {
    struct source *source = source_in(printed, names[i], STR("0123456789"));
    for (size_t j = 0; j < (i == 0 ? 8 : 2); j++)
      diag_add(&printed->bag, &colon_rule, span_of(source, j, j + 1), "%zu", j);
  }
  print_with(printed, &github_printer);
  /* Each file's first, each file's second, then what the first one has left. */
  const char *const first[] = {"a.md", "b.md", "c.md", "a.md", "b.md",
                               "c.md", "a.md", "a.md", "a.md"};
  for (size_t i = 0; i < 9; i++)
    assert_true(str_find(line_of(printed, i), str_from_c(first[i]), 0) != STR_NONE);
  assert_true(
      str_starts_with(line_of(printed, 9), STR("::error title=kbc::12 errors in all: ")));
  assert_true(str_ends_with(line_of(printed, 10), STR("::5")));
  assert_true(str_ends_with(line_of(printed, 12), STR("::7")));
  struct str rest = {printed->out.p, printed->out.n - 1}, line;
  size_t lines = 0;
  while (str_next_line(&rest, &line))
    lines++;
  assert_int_equal(lines, 13);
}

static void prints_ten_as_they_are(void **state) {
  struct printed *printed = *state;
  struct source *source = source_in(printed, "a.md", STR("0123456789"));
  for (size_t j = 0; j < 10; j++)
    diag_add(&printed->bag, &colon_rule, span_of(source, j, j + 1), "%zu", j);
  assert_null(strstr(print_with(printed, &github_printer), "title=kbc::"));
  assert_true(str_ends_with(line_of(printed, 9), STR("::9")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(prints_a_command_for_each_finding),
      TEST(prints_nothing_where_nothing_is_found),
      TEST(has_no_columns_over_several_lines),
      TEST(says_how_many_where_there_are_more_than_ten),
      TEST(prints_ten_as_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
