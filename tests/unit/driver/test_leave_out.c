/* Tests of driver/leave_out: which cases an error takes out of a build, and what is named. */
#include "driver/leave_out.h"

#include "base/arena.h"
#include "driver/inputs.h"
#include "model/kb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rule rule = {.code = "KBC0210", .name = "r", .level = LEVEL_ERROR};

/* Two files: a.md with cases at 10..20 and 20..30, b.md with one at 0..50. Ten bytes are a
 * line. */
struct desk {
  struct arena a;
  struct bag bag;
  struct source *first, *second;
  struct piece pieces[3];
  struct doc docs[3];
  struct kb_case cases[3];
  struct kb_case *list[3];
  struct kb kb;
  struct inputs inputs;
};

static int setup(void **state) {
  struct desk *desk = calloc(1, sizeof *desk);
  static const char text[] = "123456789\n123456789\n123456789\n123456789\n123456789\n";
  desk->first = source_new(&desk->a, STR("a.md"), str_from_c(text));
  desk->second = source_new(&desk->a, STR("b.md"), str_from_c(text));
  desk->pieces[0] =
      (struct piece){.source = desk->first, .whole = span_of(desk->first, 10, 20)};
  desk->pieces[1] =
      (struct piece){.source = desk->first, .whole = span_of(desk->first, 20, 30)};
  desk->pieces[2] =
      (struct piece){.source = desk->second, .whole = span_of(desk->second, 0, 50)};
  static const char *const titles[] = {"one", "two", "three"};
  for (size_t i = 0; i < 3; i++) {
    desk->docs[i].piece = &desk->pieces[i];
    desk->cases[i] = (struct kb_case){
        .doc = &desk->docs[i], .full_title = str_from_c(titles[i]), .index = i};
    desk->list[i] = &desk->cases[i];
  }
  desk->kb = (struct kb){.cases = desk->list, .case_count = 3};
  desk->bag.arena = &desk->a;
  *state = desk;
  return 0;
}

static int teardown(void **state) {
  struct desk *desk = *state;
  arena_free(&desk->a);
  free(desk);
  return 0;
}

/* What is kept, then what is left out. */
static void assert_parts(struct desk *desk, const char *expected) {
  bag_sort(&desk->bag);
  desk->inputs.working_folder = STR("/srv");
  struct leave_out out =
      leave_out_errors(&desk->a, STR("/srv"), &desk->kb, &desk->inputs, &desk->bag);
  struct str text = {NULL, 0};
  for (size_t i = 0; i < out.kept_count; i++)
    text = arena_printf(&desk->a, "%.*s%.*s ", STR_ARG(text), STR_ARG(out.kept[i]->full_title));
  for (size_t i = 0; i < out.left_out_count; i++)
    text = arena_printf(&desk->a, "%.*s| %.*s:%zu %.*s", STR_ARG(text),
                        STR_ARG(out.left_out[i].path), out.left_out[i].line,
                        STR_ARG(out.left_out[i].title));
  assert_string_equal(text.p, expected);
}

static void keeps_all_without_errors(void **state) {
  struct desk *desk = *state;
  diag_add(&desk->bag, &rule, span_of(desk->first, 12, 13), "m")->level = LEVEL_WARNING;
  assert_parts(desk, "one two three ");
}

static void leaves_out_the_case_around_an_error(void **state) {
  struct desk *desk = *state;
  diag_add(&desk->bag, &rule, span_of(desk->first, 20, 22), "m");
  diag_add(&desk->bag, &rule, span_of(desk->first, 25, 40), "m");
  assert_parts(desk, "one three | a.md:3 two");
}

static void takes_the_end_of_the_last_case_for_its_own(void **state) {
  struct desk *desk = *state;
  diag_add(&desk->bag, &rule, span_of(desk->first, 30, 30), "m");
  diag_add(&desk->bag, &rule, span_of(desk->second, 50, 50), "m");
  assert_parts(desk, "one | a.md:3 two| b.md:1 three");
}

/* Where a heading nearly opened a case, there is none to leave out, but something is missing.
 */
static void names_what_became_no_case(void **state) {
  struct desk *desk = *state;
  diag_add(&desk->bag, &rule, span_of(desk->first, 0, 5), "m");
  diag_add(&desk->bag, &rule, span_of(desk->first, 30, 32), "m");
  diag_add(&desk->bag, &rule, span_of(desk->first, 33, 34), "m");
  diag_add_path(&desk->bag, &rule, STR("c.md"), "unreadable");
  assert_parts(desk, "one two three | a.md:1 | a.md:4 | c.md:1 ");
}

static void keeps_only_the_named_part(void **state) {
  struct desk *desk = *state;
  struct input items[] = {{.path = STR("a.md"), .is_named = false},
                          {.path = STR("b.md"), .is_named = true}};
  desk->inputs = (struct inputs){.items = items, .count = 2, .is_filtered = true};
  map_add(&desk->inputs.by_path, &desk->a, items[0].path, 0);
  map_add(&desk->inputs.by_path, &desk->a, items[1].path, 1);
  assert_parts(desk, "three ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(keeps_all_without_errors),
      TEST(leaves_out_the_case_around_an_error),
      TEST(takes_the_end_of_the_last_case_for_its_own),
      TEST(names_what_became_no_case),
      TEST(keeps_only_the_named_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
