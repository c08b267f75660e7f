/* Changes of a text: which go together, and what comes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "driver/fix/change.h"

#include <string.h>

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

enum { MOST = 8 };

struct changes {
  struct text_change items[MOST];
  size_t count;
};

/* A change of its own. */
static void add(struct changes *changes, size_t from, size_t to, const char *text) {
  change_add(&arena, &changes->items[changes->count++], from, to, str_from_c(text));
}

/* One more edit of the last change. */
static void also(struct changes *changes, size_t from, size_t to, const char *text) {
  change_add(&arena, &changes->items[changes->count - 1], from, to, str_from_c(text));
}

static void assert_text(struct changes *changes, const char *before, size_t taken,
                        const char *after) {
  struct str text = str_from_c(before);
  assert_int_equal(changes_pick(&arena, text, changes->items, changes->count), taken);
  struct str got = changes_apply(&arena, &arena, text, changes->items, changes->count);
  assert_int_equal(got.n, strlen(after));
  assert_memory_equal(got.p, after, got.n);
}

static void test_one(void **state) {
  (void)state;
  struct changes in = {0}, out = {0}, put = {0}, end = {0};
  add(&in, 2, 4, "XYZ");
  assert_text(&in, "abcdef", 1, "abXYZef");
  add(&out, 0, 6, "");
  assert_text(&out, "abcdef", 1, "");
  add(&put, 0, 0, "> ");
  assert_text(&put, "abcdef", 1, "> abcdef");
  add(&end, 6, 6, "\n");
  assert_text(&end, "abcdef", 1, "abcdef\n");
}

static void test_several(void **state) {
  (void)state;
  struct changes changes = {0};
  add(&changes, 5, 6, "F");
  add(&changes, 0, 1, "A");
  add(&changes, 3, 3, "-");
  assert_text(&changes, "abcdef", 3, "Abc-deF");
}

/* The later one waits for the next round. */
static void test_overlap(void **state) {
  (void)state;
  struct changes over = {0}, beside = {0}, at_one_place = {0}, inside = {0};
  add(&over, 0, 3, "X");
  add(&over, 2, 4, "Y");
  assert_text(&over, "abcdef", 1, "Xdef");
  assert_false(over.items[1].is_taken);
  add(&beside, 0, 3, "X");
  add(&beside, 3, 4, "Y");
  assert_text(&beside, "abcdef", 1, "Xdef");
  add(&at_one_place, 3, 3, "X");
  add(&at_one_place, 3, 3, "Y");
  assert_text(&at_one_place, "abcdef", 1, "abcXdef");
  add(&inside, 0, 6, "X");
  add(&inside, 3, 3, "Y");
  assert_text(&inside, "abcdef", 1, "X");
}

/* All of its edits, or none. */
static void test_whole(void **state) {
  (void)state;
  struct changes changes = {0};
  add(&changes, 0, 1, "A");
  add(&changes, 5, 6, "F");
  also(&changes, 0, 1, "B");
  assert_text(&changes, "abcdef", 1, "Abcdef");
  struct changes unsorted = {0};
  add(&unsorted, 5, 6, "F");
  also(&unsorted, 0, 1, "A");
  also(&unsorted, 1, 3, "");
  assert_text(&unsorted, "abcdef", 1, "AdeF");
}

static void test_unsound(void **state) {
  (void)state;
  struct changes changes = {0};
  add(&changes, 2, 1, "X");
  add(&changes, 6, 7, "X");
  add(&changes, 0, 3, "abc"); /* changes nothing, so no round would be the last one */
  add(&changes, 0, 0, "");
  add(&changes, 0, 3, "X");
  also(&changes, 2, 4, "Y");
  add(&changes, 1, 1, "X");
  also(&changes, 1, 1, "Y");
  assert_text(&changes, "abcdef", 0, "abcdef");
  struct changes empty = {0};
  assert_text(&empty, "", 0, "");
  struct changes first = {0};
  add(&first, 0, 0, "x");
  assert_text(&first, "", 1, "x");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one),     cmocka_unit_test(test_several),
      cmocka_unit_test(test_overlap), cmocka_unit_test(test_whole),
      cmocka_unit_test(test_unsound),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
