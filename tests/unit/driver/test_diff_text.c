/* Tests of driver/filter/diff_text: hunks of a patch, names in quotes, lines that look like
 * headers. */
#include "driver/filter/diff_text.h"

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "path first,count; " of each hunk. */
static void assert_hunks(const char *text, const char *expected) {
  struct arena a = {0};
  struct diff_hunks hunks = diff_read(&a, str_from_c(text));
  struct buf out = {0};
  for (size_t i = 0; i < hunks.count; i++)
    buf_printf(&out, "%.*s %zu,%zu; ", STR_ARG(hunks.items[i].path), hunks.items[i].first,
               hunks.items[i].count);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  arena_free(&a);
}

#define HEAD(name)                                                                             \
  "diff --git a/" name " b/" name "\nindex 1..2 100644\n--- a/" name "\n+++ b/" name "\n"

static void reads_hunks(void **state) {
  (void)state;
  assert_hunks("", "");
  assert_hunks(HEAD("kb/a.md") "@@ -1 +1 @@\n-old\n+new\n@@ -9,0 +10,2 @@ ## Cause\n+x\n+y\n",
               "kb/a.md 1,1; kb/a.md 10,2; ");
  assert_hunks(HEAD("a") "@@ -4,2 +3,0 @@\n-x\n-y\n" HEAD("b") "@@ -0,0 +1 @@\n+x\n",
               "a 3,0; b 1,1; ");
}

static void passes_over_what_has_no_lines(void **state) {
  (void)state;
  assert_hunks("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "");
  assert_hunks("diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n", "");
  assert_hunks("diff --git a/x b/x\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n", "");
  assert_hunks("@@ -1 +1 @@\n-x\n+y\n", "");
}

/* Names with anything odd in them stand in C's quotes, those with blanks have a tab behind. */
static void reads_names(void **state) {
  (void)state;
  assert_hunks("+++ b/with blanks.md\t\n@@ -0,0 +1 @@\n+x\n", "with blanks.md 1,1; ");
  assert_hunks("+++ \"b/\\303\\274 \\\"q\\\" \\\\ \\t\\n.md\"\n@@ -0,0 +1 @@\n+x\n",
               "\303\274 \"q\" \\ \t\n.md 1,1; ");
  assert_hunks("+++ \"b/\\30\"\n@@ -0,0 +1 @@\n+x\n", "30 1,1; ");
  assert_hunks("+++ \"b/open\n@@ -0,0 +1 @@\n+x\n", "open 1,1; ");
  assert_hunks("+++ \"b/\\\n@@ -0,0 +1 @@\n+x\n", "\\ 1,1; ");
}

static void takes_no_line_for_a_header(void **state) {
  (void)state;
  assert_hunks(HEAD("a") "@@ -1,2 +1,2 @@\n--- a/z\n-- x\n+++ b/z\n+@@ -1 +1,99 @@\n"
                         "@@ -9 +9 @@\n-x\n+y\n",
               "a 1,2; a 9,1; ");
  assert_hunks(HEAD("a") "@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+++ b/z\n"
                         "\\ No newline at end of file\n" HEAD("b") "@@ -1 +1 @@\n-x\n+y\n",
               "a 1,1; b 1,1; ");
}

static void survives_what_is_no_patch(void **state) {
  (void)state;
  assert_hunks("+++ b/a\n@@ -", "");
  assert_hunks("+++ b/a\n@@ -1", "");
  assert_hunks("+++ b/a\n@@ -1 +", "a 0,1; ");
  assert_hunks("+++ b/a\n@@ -1 +1,99999999999999999999999999\n+x\n", "a 1,9999999999999; ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_hunks),
      cmocka_unit_test(passes_over_what_has_no_lines),
      cmocka_unit_test(reads_names),
      cmocka_unit_test(takes_no_line_for_a_header),
      cmocka_unit_test(survives_what_is_no_patch),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
