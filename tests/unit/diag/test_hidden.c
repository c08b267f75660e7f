/* Secrets stay hidden: in frames, in those of other findings, and in texts that quote them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/hidden.h"

static const struct rule rule = {"KBC9999", "a-rule", LEVEL_WARNING, "", "", "", "", NULL};

static struct span span_at(const struct source *source, size_t from, size_t to) {
  return span_of(source, from, to);
}

/* Every byte of two sources, against the spans as they were said. */
static void test_covers(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *b = source_new(&a, STR("b.md"), STR("0123456789abcdef"));
  const struct source *c = source_new(&a, STR("a.md"), STR("0123456789abcdef"));
  static const size_t said[][2] = {{9, 12}, {2, 5}, {4, 7}, {2, 3}, {15, 16}};
  bool is_hidden[16] = {false};
  for (size_t i = 0; i < 5; i++) {
    struct diag *diag = diag_add(&bag, &rule, span_at(b, 0, 1), "x");
    diag_hide(diag, span_at(b, said[i][0], said[i][1]));
    memset(is_hidden + said[i][0], 1, said[i][1] - said[i][0]);
  }
  diag_hide(diag_add(&bag, &rule, span_at(c, 0, 1), "x"), span_at(c, 0, 1));
  diag_add(&bag, &rule, span_at(b, 8, 9), "hides nothing");
  struct hidden hidden = hidden_of(&a, bag.diags, bag.count);
  for (size_t i = 0; i < 16; i++) {
    assert_int_equal(hidden_covers(&hidden, b, i), is_hidden[i]);
    assert_int_equal(hidden_covers(&hidden, c, i), i == 0);
  }
  struct hidden none = hidden_of(&a, bag.diags, 0);
  assert_false(hidden_covers(&none, b, 2));
  arena_free(&a);
}

static void test_texts(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *s = source_new(&a, STR("a.md"), STR("key: s3cr3t-1 and s3cr3t-1, ab\n"));
  diag_hide(diag_add(&bag, &rule, span_at(s, 5, 13), "a secret"), span_at(s, 5, 13));
  diag_hide(diag_add(&bag, &rule, span_at(s, 28, 30), "a short one"), span_at(s, 28, 30));
  struct diag *diag = diag_add(&bag, &rule, span_at(s, 0, 3), "\"s3cr3t-1, s3cr3t-1\" about");
  diag_label(&bag, diag, "s3cr3t-1");
  diag_help(&bag, diag, "write  \"s3cr3t-1\"");
  diag_edit(&bag, diag, span_at(s, 0, 3), STR("s3cr3t-1"));
  hide_in_texts(&a, bag.diags, bag.count);
  assert_true(str_equal_c(bag.diags[2].message, "\"********, ********\" about"));
  assert_true(str_equal_c(bag.diags[2].label, "********"));
  assert_true(str_equal_c(bag.diags[2].help, "write  \"********\""));
  assert_true(str_equal_c(bag.diags[2].edits[0].text, "s3cr3t-1"));
  assert_true(str_equal_c(bag.diags[0].message, "a secret"));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_covers),
      cmocka_unit_test(test_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
