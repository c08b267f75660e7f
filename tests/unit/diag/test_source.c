/* Sources: lines and columns as editors count them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "diag/diag.h"

static void assert_position(const struct source *source, size_t offset, size_t line,
                            size_t column) {
  struct position position = source_position(source, offset);
  assert_int_equal(position.line, line);
  assert_int_equal(position.column, column);
}

static void test_lines(void **state) {
  (void)state;
  struct arena a = {0};
  struct source *source = source_new(&a, STR("x.md"), STR("ab\r\n\n가나c\n"));
  assert_int_equal(source->line_count, 3);
  assert_true(str_equal_c(source_line(source, 0), "ab"));
  assert_true(str_equal_c(source_line(source, 1), ""));
  assert_true(str_equal_c(source_line(source, 2), "가나c"));
  assert_position(source, 0, 1, 1);
  assert_position(source, 3, 1, 4);
  assert_position(source, 4, 2, 1);
  assert_position(source, 5, 3, 1);
  assert_position(source, 11, 3, 3);
  assert_position(source, source->bytes.n, 3, 5);
  arena_free(&a);
}

static void test_separators_are_no_line_ends(void **state) {
  (void)state;
  struct arena a = {0};
  struct source *source =
      source_new(&a, STR("x.md"), STR("a\xE2\x80\xA8" "b\xC2\x85" "c\rd\ne"));
  assert_int_equal(source->line_count, 2);
  assert_position(source, source->bytes.n - 1, 2, 1);
  arena_free(&a);
}

static void test_borders(void **state) {
  (void)state;
  struct arena a = {0};
  struct source *empty = source_new(&a, STR("x.md"), (struct str){NULL, 0});
  assert_int_equal(empty->line_count, 1);
  assert_int_equal(source_line(empty, 0).n, 0);
  assert_position(empty, 0, 1, 1);
  struct source *open = source_new(&a, STR("x.md"), STR("a\nb"));
  assert_int_equal(open->line_count, 2);
  assert_true(str_equal_c(source_line(open, 1), "b"));
  arena_free(&a);
}

static void test_bom(void **state) {
  (void)state;
  struct arena a = {0};
  struct source *source = source_new(&a, STR("x.md"), STR("\xEF\xBB\xBF" "a\n"));
  assert_int_equal(source->bom, 3);
  assert_true(str_equal_c(source_line(source, 0), "a"));
  assert_position(source, 0, 1, 1);
  arena_free(&a);
}

static const struct rule first_rule = {.code = "KBC0001", .name = "first", .level = LEVEL_ERROR};
static const struct rule second_rule = {.code = "KBC0002", .name = "second", .level = LEVEL_NOTE};

static void test_bag_is_sorted_once_each(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  struct source *b = source_new(&a, STR("b.md"), STR("0123456789"));
  struct source *c = source_new(&a, STR("c.md"), STR("0123456789"));
  diag_add(&bag, &first_rule, span_of(c, 0, 1), "x");
  diag_add(&bag, &second_rule, span_of(b, 5, 6), "x");
  diag_add(&bag, &first_rule, span_of(b, 5, 6), "x");
  diag_add(&bag, &first_rule, span_of(b, 2, 3), "y");
  diag_add(&bag, &first_rule, span_of(b, 2, 3), "y");
  struct diag *diag = diag_add_path(&bag, &first_rule, STR("a.md"), "gone");
  diag_help(&bag, diag, "look for %s", "it");
  bag_sort(&bag);
  assert_int_equal(bag.count, 5);
  assert_true(str_equal_c(bag.diags[0].path, "a.md"));
  assert_true(str_equal_c(bag.diags[0].help, "look for it"));
  assert_int_equal(bag.diags[1].span.offset, 2);
  assert_ptr_equal(bag.diags[2].rule, &first_rule);
  assert_ptr_equal(bag.diags[3].rule, &second_rule);
  assert_true(str_equal_c(bag.diags[4].path, "c.md"));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines),   cmocka_unit_test(test_separators_are_no_line_ends),
      cmocka_unit_test(test_borders), cmocka_unit_test(test_bom),
      cmocka_unit_test(test_bag_is_sorted_once_each),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
