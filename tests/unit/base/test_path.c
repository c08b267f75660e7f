/* Paths and globs as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/path.h"

static void assert_str(struct str s, const char *expected) {
  char text[256];
  assert_true(s.n < sizeof text);
  for (size_t i = 0; i < s.n; i++)
    text[i] = s.p[i];
  text[s.n] = 0;
  assert_string_equal(text, expected);
}

static void test_parts(void **state) {
  (void)state;
  assert_str(path_folder(STR("a/b.c.md")), "a");
  assert_str(path_folder(STR("b")), ".");
  assert_str(path_folder(STR("/b")), "/");
  assert_str(path_name(STR("a/b.c.md")), "b.c.md");
  assert_str(path_name(STR("b")), "b");
  assert_str(path_stem(STR("a/b.c.md")), "b.c");
  assert_str(path_stem(STR(".hidden")), ".hidden");
  assert_str(path_stem(STR("a.b/c")), "c");
}

static void test_join_and_clean(void **state) {
  (void)state;
  struct arena a = {0};
  assert_str(path_join(&a, STR("a"), STR("b")), "a/b");
  assert_str(path_join(&a, STR("."), STR("b")), "b");
  assert_str(path_join(&a, STR("/"), STR("b")), "/b");
  assert_str(path_join(&a, STR("a"), STR("/b")), "/b");
  assert_str(path_clean(&a, STR("")), ".");
  assert_str(path_clean(&a, STR("./a//b/../c/.")), "a/c");
  assert_str(path_clean(&a, STR("a/..")), ".");
  assert_true(path_is_clean(STR("a/b.md")) && path_is_clean(STR("a")));
  static const char *const unclean[] = {"", "/a", "a/", "a//b", "./a", "a/.", "../a", "a/../b"};
  for (size_t i = 0; i < sizeof unclean / sizeof *unclean; i++)
    assert_false(path_is_clean(str_from_c(unclean[i])));
  assert_str(path_clean(&a, STR("../../a/../b")), "../../b");
  assert_str(path_clean(&a, STR("/../a/")), "/a");
  assert_str(path_clean(&a, STR("/")), "/");
  arena_free(&a);
}

static void test_relative(void **state) {
  (void)state;
  struct arena a = {0};
  assert_str(path_relative(&a, STR("/a/b/c"), STR("/a/b")), "c");
  assert_str(path_relative(&a, STR("/a/b"), STR("/a/b")), ".");
  assert_str(path_relative(&a, STR("/a/bc"), STR("/a/b")), "../bc");
  assert_str(path_relative(&a, STR("/x"), STR("/a/b")), "../../x");
  assert_str(path_relative(&a, STR("/"), STR("/a/b")), "../..");
  assert_str(path_relative(&a, STR("/a"), STR("/")), "a");
  arena_free(&a);
}

static void test_below(void **state) {
  (void)state;
  assert_true(path_is_below(STR("a/b"), STR("a")));
  assert_true(path_is_below(STR("a"), STR("a")));
  assert_false(path_is_below(STR("ab"), STR("a")));
  assert_true(path_is_below(STR("a"), STR(".")));
  assert_false(path_is_below(STR("../a"), STR(".")));
  assert_false(path_is_below(STR("/a"), STR(".")));
  assert_true(path_is_below(STR("/a"), STR("/")));
}

static bool matches(const char *glob, const char *path) {
  return glob_matches(str_from_c(glob), str_from_c(path));
}

static void test_globs(void **state) {
  (void)state;
  assert_true(matches("kb/**/*.md", "kb/a.md"));
  assert_true(matches("kb/**/*.md", "kb/x/y/a.md"));
  assert_false(matches("kb/**/*.md", "kb/a.txt"));
  assert_false(matches("kb/**/*.md", "kbx/a.md"));
  assert_false(matches("kb/*.md", "kb/x/a.md"));
  assert_true(matches("**/README.md", "README.md"));
  assert_true(matches("**/README.md", "a/b/README.md"));
  assert_false(matches("**/README.md", "a/MYREADME.md"));
  assert_true(matches("kb/**", "kb/x/y"));
  assert_false(matches("kb/**", "kb"));
  assert_true(matches("**/x/**/y", "a/x/b/x/c/y"));
  assert_true(matches("a?c", "abc"));
  assert_false(matches("a?c", "a/c"));
  assert_false(matches("a*c", "a/c"));
  assert_true(matches("[a-c]x", "bx"));
  assert_false(matches("[!a-c]x", "bx"));
  assert_true(matches("[]]x", "]x"));
  assert_true(matches("\\*", "*"));
  assert_false(matches("\\*", "a"));
  assert_false(matches("", "a"));
  /* A star before a plain end, with others before it. */
  assert_true(matches("a*b*.md", "a.b.c.md"));
  assert_false(matches("a*b*.md", "a.b/c.md"));
  assert_true(matches("**/a*b*.md", "x/a/ab.md"));
  assert_false(matches("**/a*b*.md", "x/ab/b.md"));
  assert_true(matches("*.md", ".md"));
  assert_false(matches("*.md", "md"));
  assert_false(matches("a*a.md", "a.md"));
  assert_false(
      matches("*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void assert_mistake(const char *glob, const char *expected) {
  const char *mistake = glob_mistake(str_from_c(glob));
  assert_string_equal(mistake ? mistake : "", expected);
}

static void test_glob_mistakes(void **state) {
  (void)state;
  static const char *const good[] = {"*",      "**/*.md", "a/b.md", "a/**",
                                     ".x/...", "[]]",     "[!]x]",  "\\[a",
                                     "a\\\\",  "a[b/c]d", "]",      "..a/b"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_mistake(good[i], "");
  assert_mistake("", "it is empty");
  assert_mistake("/a", "it begins with \"/\", but is relative");
  assert_mistake("a/", "it ends with \"/\"; what is in a folder is  folder/**");
  assert_mistake("a\\", "it ends with a backslash");
  assert_mistake("a\\\\\\", "it ends with a backslash");
  assert_mistake("a[b", "its \"[\" is not closed");
  assert_mistake("[]", "its \"[\" is not closed");
  assert_mistake("[a][!]", "its \"[\" is not closed");
  assert_mistake("a//b", "it has two \"/\" in a row");
  assert_mistake("./a", "it has a part \".\" or \"..\", which no path has");
  assert_mistake("a/..", "it has a part \".\" or \"..\", which no path has");
}

static bool reaches(const char *glob, const char *folder) {
  return glob_reaches(str_from_c(glob), str_from_c(folder));
}

static void test_glob_reaches(void **state) {
  (void)state;
  assert_true(reaches("kb/**/*.md", "."));
  assert_true(reaches("kb/**/*.md", "kb"));
  assert_true(reaches("kb/**/*.md", "kb/x/y"));
  assert_false(reaches("kb/**/*.md", "build"));
  assert_true(reaches("**/*.md", "build/x"));
  assert_true(reaches("a/*/c.md", "a/b"));
  assert_false(reaches("a/*/c.md", "a/b/c"));
  assert_false(reaches("a/*.md", "a/b.md"));
  assert_false(reaches("*.md", "kb"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parts),        cmocka_unit_test(test_join_and_clean),
      cmocka_unit_test(test_relative),     cmocka_unit_test(test_below),
      cmocka_unit_test(test_globs),        cmocka_unit_test(test_glob_mistakes),
      cmocka_unit_test(test_glob_reaches),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
