/* Diffs: what has changed, in as few lines as can be, in the form that patch reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "diag/hidden.h"
#include "driver/fix/line_diff.h"
#include "driver/fix/unified.h"

#include <stdlib.h>
#include <string.h>

static void assert_diff_of(const char *path, bool is_shown, const char *before,
                           const char *after, const char *expected) {
  struct buf out = {0};
  struct source old = {.path = STR("a"), .bytes = str_from_c(before)};
  struct source fresh = {.path = STR("b"), .bytes = str_from_c(after)};
  size_t secrets = unified_add(&out, str_from_c(path), &old, &fresh, NULL, is_shown);
  assert_int_equal(secrets, 0);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

static void assert_diff(const char *before, const char *after, const char *expected) {
  assert_diff_of("a.md", false, before, after, expected);
}

#define HEAD "--- a/a.md\n+++ b/a.md\n"

static void test_hunks(void **state) {
  (void)state;
  assert_diff("", "", "");
  assert_diff("a\nb\n", "a\nb\n", "");
  assert_diff("a\nb\nc\n", "a\nB\nc\n", HEAD "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  assert_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
              HEAD "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
  assert_diff("a\n", "a\nb\n", HEAD "@@ -1 +1,2 @@\n a\n+b\n");
  assert_diff("a\nb\n", "b\n", HEAD "@@ -1,2 +1 @@\n-a\n b\n");
  assert_diff("", "a\n", HEAD "@@ -0,0 +1 @@\n+a\n");
  assert_diff("a\n", "", HEAD "@@ -1 +0,0 @@\n-a\n");
}

/* Six lines between two changes are context of both, seven are not. */
static void test_apart(void **state) {
  (void)state;
  assert_diff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
              HEAD "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
  assert_diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
              HEAD
              "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

static void test_last_line(void **state) {
  (void)state;
  assert_diff("a", "a\n", HEAD "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  assert_diff("a\n", "a", HEAD "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n");
  assert_diff("a\nb", "A\nb",
              HEAD "@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n");
  assert_diff("a\r\n", "a\n", HEAD "@@ -1 +1 @@\n-a\r\n+a\n");
}

static void test_names(void **state) {
  (void)state;
  assert_diff_of("my file.md", false, "", "a\n",
                 "--- a/my file.md\t\n+++ b/my file.md\t\n@@ -0,0 +1 @@\n+a\n");
  assert_diff_of("a\"\n.md", false, "", "a\n",
                 "--- \"a/a\\\"\\012.md\"\n+++ \"b/a\\\"\\012.md\"\n@@ -0,0 +1 @@\n+a\n");
  assert_diff_of("장애.md", false, "", "a\n",
                 "--- a/장애.md\n+++ b/장애.md\n@@ -0,0 +1 @@\n+a\n");
}

static void test_terminal(void **state) {
  (void)state;
  assert_diff_of("a.md", true, "", "\ta\x1b[2J\r\n", HEAD "@@ -0,0 +1 @@\n+\ta\\x1b[2J\\r\n");
  assert_diff_of("a.md", false, "", "a\x1b[2J\n", HEAD "@@ -0,0 +1 @@\n+a\x1b[2J\n");
}

/* ---- The lines ----------------------------------------------------------------------------
 */

static struct str random_text(struct arena *a, unsigned *seed, size_t most, unsigned letters) {
  struct buf text = {0};
  *seed = *seed * 1103515245u + 12345u;
  for (size_t n = (*seed >> 16) % (most + 1); n > 0; n--) {
    *seed = *seed * 1103515245u + 12345u;
    buf_printf(&text, "%u\n", (*seed >> 16) % letters);
  }
  struct str copy = arena_copy(a, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* What is left of both is the same, whatever the texts are. */
static size_t count_changes(struct arena *a, struct str before, struct str after) {
  struct line_list old = line_list_of(a, before), fresh = line_list_of(a, after);
  line_diff(a, &old, &fresh);
  size_t i = 0, j = 0, changes = 0;
  for (;;) {
    while (i < old.count && old.is_changed[i])
      i++, changes++;
    while (j < fresh.count && fresh.is_changed[j])
      j++, changes++;
    if (i == old.count || j == fresh.count)
      break;
    assert_true(str_equal(old.items[i++], fresh.items[j++]));
  }
  assert_int_equal(i, old.count);
  assert_int_equal(j, fresh.count);
  return changes;
}

/* The longest common row of lines, by the table. */
static size_t fewest_changes(struct arena *a, struct str before, struct str after) {
  struct line_list old = line_list_of(a, before), fresh = line_list_of(a, after);
  size_t width = fresh.count + 1;
  size_t *table = arena_array(a, size_t, (old.count + 1) * width);
  for (size_t i = 1; i <= old.count; i++) {
    for (size_t j = 1; j <= fresh.count; j++) {
      size_t up = table[(i - 1) * width + j], left = table[i * width + j - 1];
      bool is_same = str_equal(old.items[i - 1], fresh.items[j - 1]);
      table[i * width + j] = is_same     ? table[(i - 1) * width + j - 1] + 1
                             : up > left ? up
                                         : left;
    }
  }
  return old.count + fresh.count - 2 * table[old.count * width + fresh.count];
}

static void test_fewest(void **state) {
  (void)state;
  unsigned seed = 7;
  for (size_t round = 0; round < 2000; round++) {
    struct arena a = {0};
    struct str before = random_text(&a, &seed, 30, 2 + (unsigned)round % 9);
    struct str after = random_text(&a, &seed, 30, 2 + (unsigned)round % 9);
    assert_int_equal(count_changes(&a, before, after), fewest_changes(&a, before, after));
    arena_free(&a);
  }
}

/* Too many to look for the fewest: still right. */
static void test_many(void **state) {
  (void)state;
  struct arena a = {0};
  struct buf before = {0}, after = {0};
  for (size_t i = 0; i < 3000; i++) {
    buf_printf(&before, "%zu\n", i);
    buf_printf(&after, "%zu \n", i);
  }
  assert_int_equal(count_changes(&a, buf_str(&before), buf_str(&after)), 6000);
  buf_free(&before);
  buf_free(&after);
  arena_free(&a);
}

/* Wherever one stands: in a line that goes, in one that comes, in one that stays. */
static void test_secrets(void **state) {
  (void)state;
  struct arena a = {0};
  struct buf out = {0};
  struct source old = {.path = STR("a"), .bytes = STR("x s3cr3t-1  y\nz\npin: 12 S3CR3T-1\n")};
  struct source fresh = {.path = STR("b"), .bytes = STR("x s3cr3t-1 y\nz\npin: 12 S3CR3T-1\n")};
  const struct hidden_span said[] = {{span_of(&old, 2, 10), false},
                                     {span_of(&old, 21, 23), false}};
  struct hidden hidden = hidden_of(&a, said, 2);
  assert_int_equal(unified_add(&out, STR("a.md"), &old, &fresh, &hidden, false), 3);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, HEAD "@@ -1,3 +1,3 @@\n-x ********  y\n+x ******** y\n z\n"
                                  " pin: ******** ********\n");
  buf_free(&out);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_hunks),     cmocka_unit_test(test_apart),
      cmocka_unit_test(test_last_line), cmocka_unit_test(test_names),
      cmocka_unit_test(test_terminal),  cmocka_unit_test(test_fewest),
      cmocka_unit_test(test_many),      cmocka_unit_test(test_secrets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
