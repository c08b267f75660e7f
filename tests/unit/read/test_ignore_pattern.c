/* The lines of a .gitignore: which are patterns, and what they match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/ignore_glob.h"
#include "read/ignore_pattern.h"

static enum ignore_verdict ask(struct str text, const char *path) {
  struct arena a = {0};
  struct ignore_patterns patterns = ignore_patterns_read(&a, text);
  struct str name = str_from_c(path);
  bool is_folder = str_ends_with(name, STR("/"));
  enum ignore_verdict verdict =
      ignore_patterns_ask(&patterns, str_slice(name, 0, name.n - is_folder), is_folder);
  arena_free(&a);
  return verdict;
}

/* A path that ends in a slash is a folder. */
static void expect(const char *text, const char *path, enum ignore_verdict expected) {
  if (ask(str_from_c(text), path) != expected)
    fail_msg("%s: %s is not %d", text, path, (int)expected);
}

static void yes(const char *text, const char *path) {
  expect(text, path, IGNORE_YES);
}

static void unsaid(const char *text, const char *path) {
  expect(text, path, IGNORE_UNSAID);
}

static void test_lines(void **state) {
  (void)state;
  yes("\n\na.md\n", "a.md");
  yes("a.md", "a.md");
  yes("a.md\r\nb.md\r\n", "b.md");
  yes("\xEF\xBB\xBF"
      "a.md\n",
      "a.md");
  unsaid("#a.md\n", "#a.md");
  yes("\\#a.md\n", "#a.md");
  yes("a.md   \n", "a.md");
  unsaid("a.md\t\n", "a.md");
  yes("a.md\\ \n", "a.md ");
  yes("a.md\\   \n", "a.md ");
  yes("a\\\\ \n", "a\\");
  unsaid("a.md\\\n", "a.md");
  unsaid(" \n", " ");
  unsaid("\n!\n/\n!/\n//\n", "a");
  assert_int_equal(ask((struct str){"a.md\0b\nc.md", 11}, "a.md"), IGNORE_YES);
  assert_int_equal(ask((struct str){"a.md\0b\nc.md", 11}, "c.md"), IGNORE_YES);
}

static void test_the_last_one_counts(void **state) {
  (void)state;
  expect("*.md\n!a.md\n", "a.md", IGNORE_NO);
  expect("!a.md\n*.md\n", "a.md", IGNORE_YES);
  expect("*.md\n!b.md\n", "a.md", IGNORE_YES);
  expect("\\!a\n", "!a", IGNORE_YES);
  expect("!!a\n", "!a", IGNORE_NO);
}

static void test_where_a_pattern_looks(void **state) {
  (void)state;
  yes("b.md\n", "a/b.md");
  unsaid("/b.md\n", "a/b.md");
  yes("/b.md\n", "b.md");
  yes("a/b.md\n", "a/b.md");
  unsaid("a/b.md\n", "x/a/b.md");
  yes("/a/b.md\n", "a/b.md");
  yes("b/\n", "a/b/");
  unsaid("b/\n", "a/b");
  yes("a/b/\n", "a/b/");
  unsaid("b//\n", "b/");
  unsaid("//b\n", "b");
}

static void test_stars(void **state) {
  (void)state;
  yes("*\n", "a/b.md");
  yes("*.md\n", "a/.md");
  yes("a*d\n", "a.md");
  yes("a/*\n", "a/b");
  unsaid("a/*\n", "a/b/c");
  unsaid("a/*.md\n", "a/b/c.md");
  yes("/*/c.md\n", "a/c.md");
  unsaid("/*/c.md\n", "a/b/c.md");
  yes("**/c.md\n", "c.md");
  yes("**/b/c.md\n", "a/b/c.md");
  yes("a/**/c.md\n", "a/c.md");
  yes("a/**/c.md\n", "a/b/b/c.md");
  unsaid("a/**/c.md\n", "ab/c.md");
  yes("a/**\n", "a/b/c");
  unsaid("a/**\n", "a/");
  yes("a/**/b/**/c\n", "a/x/b/y/b/z/c");
  yes("a/b**/c\n", "a/bb/c");
  /* git cuts the literal beginning off, and the stars stand at the front of the rest. */
  yes("a/b**/c\n", "a/bx/y/c");
  yes("/a**/c\n", "ac");
  unsaid("/?a**/c\n", "xab/d/c");
  yes("a/**\\/c\n", "a/b/d/c");
  unsaid("a/**\\/c\n", "a/c");
  yes("a/**b/c\n", "a/xb/c");
  unsaid("a/**b/c\n", "a/x/b/c");
  yes("?\n", "x");
  unsaid("a?b\n", "ab");
  unsaid("/a?b\n", "a/b");
}

static void test_classes(void **state) {
  (void)state;
  yes("[ab]\n", "b");
  unsaid("[!ab]\n", "b");
  yes("[^ab]\n", "c");
  yes("[a-c]x\n", "bx");
  unsaid("[c-a]x\n", "bx");
  yes("[]]\n", "]");
  yes("[!]]\n", "x");
  unsaid("[!]]\n", "]");
  yes("[\\]]\n", "]");
  yes("[a-\\c]\n", "b");
  yes("[-a]\n", "-");
  yes("[a-]\n", "-");
  yes("[a-c-e]\n", "-");
  unsaid("[a-c-e]\n", "d");
  yes("[[:alpha:]]\n", "Q");
  unsaid("[![:alpha:]]\n", "Q");
  yes("[[:digit:]_]\n", "_");
  yes("[[:punct:]]\n", "~");
  yes("[[:cntrl:]]\n", "\x01");
  yes("[[:]\n", ":");
  yes("[[:a]\n", "[");
  yes("[\xC3]\xA9\n", "\xC3\xA9");
  unsaid("a/[!x]b\n", "a//b");
  unsaid("a[/]b\n", "a/b");
}

static void test_malformed_ones_match_nothing(void **state) {
  (void)state;
  static const char *const texts[] = {"[a",     "[",   "[!",    "[]",  "a\\", "[[:foo:]]",
                                      "[[::]]", "[a-", "[a-\\", "[\\", "*[a", "a[b"};
  static const char *const paths[] = {"[a", "a", "[", "]", "[]", "a\\", "f", ":", "-", "a[b"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    for (size_t j = 0; j < sizeof paths / sizeof *paths; j++)
      unsaid(texts[i], paths[j]);
  }
}

/* Takes a moment, not the age of the universe. */
static void test_many_stars(void **state) {
  (void)state;
  struct arena a = {0};
  struct buf pattern = {0}, name = {0};
  for (size_t i = 0; i < 2000; i++)
    buf_add_c(&pattern, i % 100 == 99 ? "/**/" : "*a");
  buf_add_repeat(&name, 'a', 4000);
  buf_add_c(&name, "/b");
  struct ignore_glob glob;
  assert_true(ignore_glob_read(&a, buf_str(&pattern), true, &glob));
  assert_false(ignore_glob_matches(&glob, buf_str(&name)));
  buf_clear(&pattern);
  buf_add_c(&pattern, "**/");
  for (size_t i = 0; i < 1000; i++)
    buf_add_c(&pattern, "*a");
  buf_add_c(&pattern, "c");
  assert_true(ignore_glob_read(&a, buf_str(&pattern), true, &glob));
  assert_false(ignore_glob_matches(&glob, buf_str(&name)));
  buf_free(&pattern);
  buf_free(&name);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_the_last_one_counts),
      cmocka_unit_test(test_where_a_pattern_looks),
      cmocka_unit_test(test_stars),
      cmocka_unit_test(test_classes),
      cmocka_unit_test(test_malformed_ones_match_nothing),
      cmocka_unit_test(test_many_stars),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
