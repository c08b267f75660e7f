/* Tests of driver/catalogue: the rule book holds every row once, and finds it by every name. */
#include "driver/catalogue.h"

#include "base/arena.h"
#include "diag/io_rules.h"
#include "driver/rules.h"
#include "lint/lint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct book {
  struct arena a;
  struct catalogue catalogue;
  bool *has;
};

static int setup(void **state) {
  struct book *book = calloc(1, sizeof *book);
  book->catalogue = catalogue_new(&book->a);
  book->has = arena_array(&book->a, bool, book->catalogue.count);
  *state = book;
  return 0;
}

static int teardown(void **state) {
  struct book *book = *state;
  arena_free(&book->a);
  free(book);
  return 0;
}

static size_t marked(struct book *book, const char *spec) {
  memset(book->has, 0, book->catalogue.count * sizeof *book->has);
  size_t count = catalogue_mark(&book->catalogue, str_from_c(spec), book->has), total = 0;
  for (size_t i = 0; i < book->catalogue.count; i++)
    total += book->has[i];
  assert_int_equal(count, total);
  return count;
}

static void holds_the_rows_of_every_stage(void **state) {
  struct book *book = *state;
  static const char *const names[] = {
      "file-unreadable", "no-case",       "yaml-plain-colon",    "paragraph-too-long",
      "value-pattern",   "section-order", "log-line-missing",    "duplicate-identity",
      "timestamp-order", "log-service",   "schema-rule-unknown", "output-limit",
      "schema-type"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    assert_int_not_equal(catalogue_find(&book->catalogue, str_from_c(names[i])), STR_NONE);
}

static void is_in_the_order_of_codes(void **state) {
  struct book *book = *state;
  for (size_t i = 1; i < book->catalogue.count; i++)
    assert_true(strcmp(book->catalogue.rules[i - 1]->code, book->catalogue.rules[i]->code) < 0);
}

/* The form that all rows share; readers, rules.md and configuration lean on it. */
static void holds_rows_of_one_form(void **state) {
  struct book *book = *state;
  for (size_t i = 0; i < book->catalogue.count; i++) {
    const struct rule *rule = book->catalogue.rules[i];
    assert_int_equal(strlen(rule->code), 7);
    assert_memory_equal(rule->code, "KBC", 3);
    assert_int_equal(strspn(rule->code + 3, "0123456789"), 4);
    assert_int_equal(strspn(rule->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                     strlen(rule->name));
    assert_in_range(rule->level, LEVEL_OFF, LEVEL_ERROR);
    size_t n = strlen(rule->summary);
    assert_true(n > 10 && n <= 96);
    assert_true(rule->summary[n - 1] != '.' && !strchr(rule->summary, '\n'));
    assert_true(strlen(rule->why) > 40 && rule->why[strlen(rule->why) - 1] == '.');
  }
}

static void finds_by_name_and_code(void **state) {
  struct book *book = *state;
  for (size_t i = 0; i < book->catalogue.count; i++) {
    const struct rule *rule = book->catalogue.rules[i];
    assert_int_equal(catalogue_find(&book->catalogue, str_from_c(rule->name)), i);
    assert_int_equal(catalogue_find(&book->catalogue, str_from_c(rule->code)), i);
    assert_int_equal(catalogue_index(&book->catalogue, rule), i);
    assert_int_equal(marked(book, rule->name), 1);
    assert_int_equal(marked(book, rule->code), 1);
  }
  assert_int_equal(catalogue_find(&book->catalogue, STR("no-such-rule")), STR_NONE);
  assert_int_equal(catalogue_find(&book->catalogue, STR("KBC02")), STR_NONE);
}

static void marks_families(void **state) {
  struct book *book = *state;
  assert_int_equal(marked(book, "io"), IO_RULE_COUNT);
  assert_int_equal(marked(book, "KBC00"), IO_RULE_COUNT);
  assert_int_equal(marked(book, "KBC109"), DRIVER_RULE_COUNT);
  assert_int_equal(marked(book, "KBC"), book->catalogue.count);
  assert_int_equal(marked(book, "K"), 0);
  assert_int_equal(marked(book, ""), 0);
  assert_int_equal(marked(book, "KBC99"), 0);
  size_t total = 0;
  for (size_t i = 0; i < rule_family_count; i++) {
    size_t by_name = marked(book, rule_families[i].name);
    assert_true(by_name > 0);
    assert_int_equal(by_name, marked(book, rule_families[i].prefix));
    total += by_name;
  }
  assert_int_equal(total, book->catalogue.count);
}

/* A family of lint rules goes by one name wherever it is named. */
static void names_lint_families_as_lint_does(void **state) {
  struct book *book = *state;
  for (size_t i = 0; i < lint_family_count; i++) {
    /* A family may stand in several files. */
    size_t count = 0;
    for (size_t j = 0; j < lint_family_count; j++) {
      if (strcmp(lint_families[j]->name, lint_families[i]->name) == 0)
        count += lint_families[j]->count;
    }
    assert_int_equal(marked(book, lint_families[i]->name), count);
    for (size_t j = 0; j < lint_families[i]->count; j++)
      assert_string_equal(rule_family_of(&lint_families[i]->rules[j].row)->name,
                          lint_families[i]->name);
  }
}

static void names_no_family_like_a_rule(void **state) {
  struct book *book = *state;
  for (size_t i = 0; i < rule_family_count; i++)
    assert_int_equal(catalogue_find(&book->catalogue, str_from_c(rule_families[i].name)),
                     STR_NONE);
}

static void fixes_what_is_no_opinion(void **state) {
  struct book *book = *state;
  assert_true(rule_is_fixed(&io_rules[IO_FILE_UNREADABLE]));
  assert_false(rule_is_fixed(&io_rules[IO_OUTPUT_NOT_REPLACED]));
  assert_true(rule_is_fixed(&driver_rules[DRIVER_RULE_UNKNOWN]));
  size_t index = catalogue_find(&book->catalogue, STR("title-duplicate"));
  assert_false(rule_is_fixed(book->catalogue.rules[index]));
}

static void suggests_what_is_near(void **state) {
  struct book *book = *state;
  struct str near =
      catalogue_suggest(&book->a, &book->catalogue, STR("yaml-plain-collon"), false);
  assert_true(str_equal_c(near, "yaml-plain-colon"));
  near = catalogue_suggest(&book->a, &book->catalogue, STR("KBC0211x"), false);
  assert_true(str_equal_c(near, "KBC0211"));
  near = catalogue_suggest(&book->a, &book->catalogue, STR("font-matter"), true);
  assert_true(str_equal_c(near, "front-matter"));
  near = catalogue_suggest(&book->a, &book->catalogue, STR("zzzzzzzzzzzzzzzz"), true);
  assert_int_equal(near.n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(holds_the_rows_of_every_stage),
      TEST(is_in_the_order_of_codes),
      TEST(holds_rows_of_one_form),
      TEST(finds_by_name_and_code),
      TEST(marks_families),
      TEST(names_lint_families_as_lint_does),
      TEST(names_no_family_like_a_rule),
      TEST(fixes_what_is_no_opinion),
      TEST(suggests_what_is_near),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
