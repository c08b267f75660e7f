/* Tests of driver/filter/known: which entry of a baseline belongs to which finding. */
#include "driver/filter/known.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "driver/inputs.h"
#include "model/kb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rule length = {
    .code = "KBC0464", .name = "item-length", .level = LEVEL_ERROR};
static const struct rule words = {
    .code = "KBC0900", .name = "placeholder", .level = LEVEL_NOTE};
static const struct rule lost = {.code = "KBC0001", .name = "file-lost", .level = LEVEL_ERROR};

/* One file with two cases of three lines each, whose ids the tests choose. */
struct desk {
  struct arena a;
  struct bag bag;
  struct source *source;
  struct piece pieces[2];
  struct doc docs[2];
  struct kb_case cases[2];
  struct kb_case *list[2];
  struct kb kb;
  struct inputs inputs;
  struct fingerprint_scope scope;
  struct baseline baseline;
};

static void lay(struct desk *desk, const char *text, const char *path) {
  desk->source = source_new(&desk->a, str_from_c(path), str_from_c(text));
  for (size_t i = 0; i < 2; i++)
    desk->pieces[i] = (struct piece){
        .source = desk->source,
        .whole = span_of(desk->source, source_line_span(desk->source, 3 * i).offset,
                         source_line_span(desk->source, 3 * i + 2).offset +
                             source_line_span(desk->source, 3 * i + 2).n)};
  desk->bag = (struct bag){.arena = &desk->a};
}

static int setup(void **state) {
  struct desk *desk = calloc(1, sizeof *desk);
  for (size_t i = 0; i < 2; i++) {
    desk->docs[i].piece = &desk->pieces[i];
    desk->cases[i] = (struct kb_case){.doc = &desk->docs[i], .index = i};
    desk->cases[i].id = i == 0 ? STR("id-one") : STR("id-two");
    desk->list[i] = &desk->cases[i];
  }
  desk->kb = (struct kb){.cases = desk->list, .case_count = 2};
  desk->scope = (struct fingerprint_scope){STR("/nowhere/p"), STR("/nowhere/p/kb"), &desk->kb};
  lay(desk, "# One\n1. Call\n1. Call\n# Two\n1. Call\n- TODO\n", "a.md");
  *state = desk;
  return 0;
}

static int teardown(void **state) {
  struct desk *desk = *state;
  arena_free(&desk->a);
  free(desk);
  return 0;
}

static void find(struct desk *desk, const struct rule *rule, size_t line) {
  diag_add(&desk->bag, rule, source_line_span(desk->source, line), "line %zu", line);
}

/* Makes the baseline of what the bag has. */
static void keep(struct desk *desk) {
  struct baseline *baseline = &desk->baseline;
  *baseline = (struct baseline){
      .entries = arena_array(&desk->a, struct baseline_entry, desk->bag.count)};
  for (size_t i = 0; i < desk->bag.count; i++)
    baseline->entries[baseline->count++].print =
        fingerprint_of(&desk->a, &desk->scope, &desk->bag.diags[i]);
  struct buf out = {0};
  baseline_write(&out, baseline->entries, baseline->count);
  buf_free(&out);
}

static struct known_counts take(struct desk *desk, bool keeps_errors) {
  return known_take_out(&desk->a, &desk->baseline, &desk->scope, &desk->inputs, &desk->bag,
                        keeps_errors);
}

static size_t count_there(const struct desk *desk) {
  size_t count = 0;
  for (size_t i = 0; i < desk->baseline.count; i++)
    count += desk->baseline.entries[i].is_there;
  return count;
}

static void numbers_what_is_equal(void **state) {
  struct desk *desk = *state;
  find(desk, &length, 1);
  find(desk, &length, 2);
  find(desk, &length, 4);
  keep(desk);
  assert_true(str_equal_c(desk->baseline.entries[0].print.path, "kb/a.md"));
  assert_int_equal(desk->baseline.entries[0].ordinal, 1);
  assert_int_equal(desk->baseline.entries[1].ordinal, 2);
  assert_int_equal(desk->baseline.entries[2].ordinal, 1);
  assert_true(str_equal_c(desk->baseline.entries[2].print.id, "id-two"));
}

static void takes_one_finding_for_one_entry(void **state) {
  struct desk *desk = *state;
  find(desk, &length, 1);
  keep(desk);
  find(desk, &length, 2);
  find(desk, &words, 1);
  struct known_counts counts = take(desk, false);
  assert_int_equal(counts.taken, 1);
  assert_int_equal(desk->bag.count, 2);
  assert_int_equal(count_there(desk), 1);
}

static void follows_lines_and_white_space(void **state) {
  struct desk *desk = *state;
  find(desk, &words, 5);
  keep(desk);
  lay(desk, "# One\nNew text\n\n# Two\n  -   TODO \n1. Call\n", "a.md");
  find(desk, &words, 4);
  assert_int_equal(take(desk, false).taken, 1);
  assert_int_equal(desk->bag.count, 0);
}

/* An equal line in another case is another finding, unless that case is what the old one has
 * become. */
static void follows_a_renamed_case_only(void **state) {
  struct desk *desk = *state;
  find(desk, &length, 1);
  keep(desk);
  desk->bag.count = 0;
  find(desk, &length, 4);
  assert_int_equal(take(desk, false).taken, 0);
  desk->cases[0].id = STR("id-new");
  assert_int_equal(take(desk, false).taken, 1);
  assert_true(str_equal_c(desk->baseline.entries[0].now.id, "id-two"));
}

static void follows_a_moved_file(void **state) {
  struct desk *desk = *state;
  find(desk, &length, 4);
  keep(desk);
  lay(desk, "# One\n1. Call\n1. Call\n# Two\n1. Call\n- TODO\n", "moved.md");
  find(desk, &length, 4);
  assert_int_equal(take(desk, false).taken, 1);
  assert_true(str_equal_c(desk->baseline.entries[0].now.path, "kb/moved.md"));
}

static void tells_findings_by_what_they_quote(void **state) {
  struct desk *desk = *state;
  struct span span = source_line_span(desk->source, 0);
  diag_add(&desk->bag, &length, span, "%s", "3 of \"Cause\" are missing");
  keep(desk);
  desk->bag.count = 0;
  diag_add(&desk->bag, &length, span, "%s", "4 of \"Cause\" are not there");
  diag_add(&desk->bag, &length, span, "%s", "3 of \"Action\" are missing");
  assert_int_equal(take(desk, false).taken, 1);
  assert_true(str_equal_c(desk->bag.diags[0].message, "3 of \"Action\" are missing"));
}

static void keeps_errors_for_a_build(void **state) {
  struct desk *desk = *state;
  find(desk, &length, 1);
  find(desk, &words, 5);
  keep(desk);
  struct known_counts counts = take(desk, true);
  assert_int_equal(counts.errors, 1);
  assert_int_equal(counts.taken, 1);
  assert_int_equal(desk->bag.count, 1);
  assert_ptr_equal(desk->bag.diags[0].rule, &length);
  assert_int_equal(count_there(desk), 2);
}

static void has_nothing_that_kbc_failed_at(void **state) {
  struct desk *desk = *state;
  find(desk, &lost, 1);
  assert_false(known_may_be(&desk->bag.diags[0]));
  diag_add_path(&desk->bag, &words, STR(""), "about the run");
  assert_false(known_may_be(&desk->bag.diags[1]));
  diag_add_path(&desk->bag, &words, STR("<stdin>"), "about no file");
  assert_false(known_may_be(&desk->bag.diags[2]));
  diag_add_path(&desk->bag, &words, STR("a.md"), "about a file");
  assert_true(known_may_be(&desk->bag.diags[3]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(numbers_what_is_equal),         TEST(takes_one_finding_for_one_entry),
      TEST(follows_lines_and_white_space), TEST(follows_a_renamed_case_only),
      TEST(follows_a_moved_file),          TEST(tells_findings_by_what_they_quote),
      TEST(keeps_errors_for_a_build),      TEST(has_nothing_that_kbc_failed_at),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
