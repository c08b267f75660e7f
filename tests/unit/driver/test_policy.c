/* Tests of driver/policy: what a schema and the command line make of levels. */
#include "driver/policy.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "driver/options.h"
#include "driver/rules.h"
#include "model/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct desk {
  struct arena a;
  struct catalogue catalogue;
  struct policy policy;
  struct bag bag;
};

static int setup(void **state) {
  struct desk *desk = calloc(1, sizeof *desk);
  desk->catalogue = catalogue_new(&desk->a);
  desk->policy = policy_new(&desk->a, &desk->catalogue);
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

static const struct rule *rule_named(struct desk *desk, const char *name) {
  size_t index = catalogue_find(&desk->catalogue, str_from_c(name));
  assert_int_not_equal(index, STR_NONE);
  return desk->catalogue.rules[index];
}

/* One finding of each rule in a bag, then the policy: what is left, with its levels. */
static void assert_left(struct desk *desk, const char *const *names, size_t count,
                        const char *expected) {
  desk->bag.count = 0;
  for (size_t i = 0; i < count; i++)
    diag_add_path(&desk->bag, rule_named(desk, names[i]), STR("x.md"), "m");
  policy_apply(&desk->policy, &desk->bag);
  struct str left = {NULL, 0};
  for (size_t i = 0; i < desk->bag.count; i++)
    left = arena_printf(&desk->a, "%.*s%s%s %s", STR_ARG(left), i > 0 ? ", " : "",
                        level_name(desk->bag.diags[i].level), desk->bag.diags[i].rule->name);
  assert_string_equal(left.p ? left.p : "", expected);
}

static const char *const some[] = {"file-unreadable", "yaml-plain-colon", "title-duplicate",
                                   "trace-id-duplicate"};
enum { SOME = sizeof some / sizeof *some };

static void leaves_rules_at_their_own_level(void **state) {
  assert_left(*state, some, SOME,
              "error file-unreadable, error yaml-plain-colon, error title-duplicate, "
              "warning trace-id-duplicate");
}

static void read_levels(struct desk *desk, struct rule_level *levels, size_t count) {
  struct schema schema = {.rules = levels, .rule_count = count};
  desk->bag.count = 0;
  policy_read_schema(&desk->policy, &desk->a, &desk->bag, &schema);
}

static void takes_levels_from_the_schema(void **state) {
  struct desk *desk = *state;
  struct rule_level levels[] = {{.name = STR_INIT("title-duplicate"), .level = LEVEL_NOTE},
                                {.name = STR_INIT("trace-id-duplicate"), .level = LEVEL_ERROR},
                                {.name = STR_INIT("yaml-plain-colon"), .level = LEVEL_OFF}};
  read_levels(desk, levels, 3);
  assert_int_equal(desk->bag.count, 0);
  assert_left(desk, some, SOME,
              "error file-unreadable, note title-duplicate, error trace-id-duplicate");
}

static void reports_levels_of_nothing(void **state) {
  struct desk *desk = *state;
  struct source *source =
      source_new(&desk->a, STR("s.yaml"), STR("titel-duplicate xyzzyxyzzy"));
  struct rule_level levels[] = {
      {.name = STR_INIT("titel-duplicate"), .name_span = span_of(source, 0, 15)},
      {.name = STR_INIT("xyzzyxyzzy"), .name_span = span_of(source, 16, 26)}};
  read_levels(desk, levels, 2);
  assert_int_equal(desk->bag.count, 2);
  const struct diag *diag = &desk->bag.diags[0];
  assert_ptr_equal(diag->rule, &driver_rules[DRIVER_RULE_UNKNOWN]);
  assert_int_equal(diag->span.offset, 0);
  assert_int_equal(diag->span.n, 15);
  assert_true(str_equal_c(diag->message, "there is no rule \"titel-duplicate\""));
  assert_true(str_equal_c(diag->label, "did you mean title-duplicate?"));
  diag = &desk->bag.diags[1];
  assert_int_equal(diag->span.offset, 16);
  assert_int_equal(diag->label.n, 0);
  assert_true(str_equal_c(diag->help, "kbc explain lists the rules"));
}

static void keeps_errors_that_are_no_opinion(void **state) {
  struct desk *desk = *state;
  struct rule_level levels[] = {{.name = STR_INIT("file-unreadable"), .level = LEVEL_OFF},
                                {.name = STR_INIT("schema-type"), .level = LEVEL_ERROR}};
  read_levels(desk, levels, 2);
  assert_int_equal(desk->bag.count, 1);
  assert_ptr_equal(desk->bag.diags[0].rule, &driver_rules[DRIVER_RULE_FIXED]);
  assert_left(desk, some, 1, "error file-unreadable");
}

/* Findings of title-duplicate about each path, separated by blanks: their levels. */
static void assert_levels(struct desk *desk, const char *paths, const char *expected) {
  struct str rest = str_from_c(paths), left = STR("");
  while (rest.n > 0) {
    size_t space = str_find_char(rest, ' ', 0);
    struct str path = str_slice(rest, 0, space);
    rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, space + 1, rest.n);
    desk->bag.count = 0;
    diag_add_path(&desk->bag, rule_named(desk, "title-duplicate"),
                  str_equal_c(path, "-") ? STR("") : path, "m");
    policy_apply(&desk->policy, &desk->bag);
    const char *level = desk->bag.count > 0 ? level_name(desk->bag.diags[0].level) : "off";
    left = arena_printf(&desk->a, "%.*s%s%s", STR_ARG(left), left.n > 0 ? " " : "", level);
  }
  assert_string_equal(arena_copy(&desk->a, left).p, expected);
}

static struct rule_override override_of(struct str *files, size_t count,
                                        struct rule_level *level) {
  return (struct rule_override){files, count, level, 1};
}

static void overrides_levels_by_path(void **state) {
  struct desk *desk = *state;
  desk->policy.root = STR("/r");
  desk->policy.working_folder = STR("/r/kb");
  struct str old[] = {STR_INIT("kb/old/**"), STR_INIT("*.md")}, all[] = {STR_INIT("kb/**")};
  struct str one[] = {STR_INIT("kb/old/b.md")}, any[] = {STR_INIT("**")};
  struct rule_level off = {.name = STR_INIT("title-duplicate"), .level = LEVEL_OFF};
  struct rule_level note = {.name = STR_INIT("title-duplicate"), .level = LEVEL_NOTE};
  struct rule_level other = {.name = STR_INIT("timestamp-order"), .level = LEVEL_NOTE};
  struct rule_override overrides[] = {override_of(all, 1, &note), override_of(old, 2, &off),
                                      override_of(any, 1, &other)};
  policy_read_overrides(&desk->policy, &desk->a, &desk->bag, overrides, 3);
  assert_int_equal(desk->bag.count, 0);
  assert_levels(desk, "a.md old/a.md old/b.md ../x.md ../y/x.md ../../out.md - <stdin>",
                "note off off off error error error error");
  /* What is read later wins: the project after the schema. */
  struct rule_level warning = {.name = STR_INIT("KBC0601"), .level = LEVEL_WARNING};
  struct rule_override later = override_of(one, 1, &warning);
  policy_read_overrides(&desk->policy, &desk->a, &desk->bag, &later, 1);
  policy_read_levels(&desk->policy, &desk->a, &desk->bag, &note, 1);
  assert_levels(desk, "old/a.md old/b.md ../y/x.md", "off warning note");
  /* The default level once more is a level, too. */
  struct rule_level error = {.name = STR_INIT("title-duplicate"), .level = LEVEL_ERROR};
  struct rule_override again = override_of(one, 1, &error);
  policy_read_overrides(&desk->policy, &desk->a, &desk->bag, &again, 1);
  assert_levels(desk, "old/b.md", "error");
}

static void reports_overrides_of_nothing(void **state) {
  struct desk *desk = *state;
  struct str any[] = {STR_INIT("**")};
  struct rule_level levels[] = {{.name = STR_INIT("titel-duplicate")},
                                {.name = STR_INIT("file-refused"), .level = LEVEL_OFF}};
  struct rule_override overrides[] = {override_of(any, 1, &levels[0]),
                                      override_of(any, 1, &levels[1])};
  policy_read_overrides(&desk->policy, &desk->a, &desk->bag, overrides, 2);
  assert_int_equal(desk->bag.count, 2);
  assert_ptr_equal(desk->bag.diags[0].rule, &driver_rules[DRIVER_RULE_UNKNOWN]);
  assert_ptr_equal(desk->bag.diags[1].rule, &driver_rules[DRIVER_RULE_FIXED]);
}

static bool read_options(struct desk *desk, const char *select, const char *ignore,
                         struct str *error) {
  struct options options = {0};
  const char *words[4];
  size_t count = 0;
  if (*select) {
    words[count++] = "--select";
    words[count++] = select;
  }
  if (*ignore) {
    words[count++] = "--ignore";
    words[count++] = ignore;
  }
  assert_true(options_read(&desk->a, words, count, OF_CHECK, &options, error));
  desk->policy = policy_new(&desk->a, &desk->catalogue);
  return policy_read_options(&desk->policy, &desk->a, &options, error);
}

static void assert_options(struct desk *desk, const char *select, const char *ignore,
                           const char *expected) {
  struct str error = {NULL, 0};
  assert_true(read_options(desk, select, ignore, &error));
  assert_left(desk, some, SOME, expected);
}

static void selects_and_ignores(void **state) {
  struct desk *desk = *state;
  assert_options(desk, "yaml-plain-colon", "", "error file-unreadable, error yaml-plain-colon");
  assert_options(desk, "KBC02,KBC0601", "",
                 "error file-unreadable, error yaml-plain-colon, error title-duplicate");
  assert_options(desk, "identity", "", "error file-unreadable, error title-duplicate");
  assert_options(desk, "", "identity,KBC0210",
                 "error file-unreadable, warning trace-id-duplicate");
  assert_options(desk, "identity,logs", "KBC07",
                 "error file-unreadable, error title-duplicate");
  /* What tells that kbc could not work is shown, whatever else is not. */
  assert_options(desk, "", "KBC", "error file-unreadable");
}

static void hides_no_errors_from_a_build(void **state) {
  struct desk *desk = *state;
  struct str error = {NULL, 0};
  assert_true(read_options(desk, "", "KBC", &error));
  desk->policy.shows_errors = true;
  assert_left(desk, some, SOME,
              "error file-unreadable, error yaml-plain-colon, error title-duplicate");
}

static void assert_refused(struct desk *desk, const char *select, const char *ignore,
                           const char *expected) {
  struct str error = {NULL, 0};
  assert_false(read_options(desk, select, ignore, &error));
  assert_string_equal(error.p, expected);
}

static void refuses_words_that_name_nothing(void **state) {
  struct desk *desk = *state;
  assert_refused(
      desk, "titel-duplicate", "",
      "--select: no rule or family \"titel-duplicate\"; did you mean title-duplicate?");
  assert_refused(desk, "", "xyzzyxyzzyxyzzy",
                 "--ignore: no rule or family \"xyzzyxyzzyxyzzy\"; kbc explain lists them");
  assert_refused(desk, "", "file-unreadable", "--ignore: file-unreadable is always shown");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(leaves_rules_at_their_own_level),
      TEST(takes_levels_from_the_schema),
      TEST(reports_levels_of_nothing),
      TEST(keeps_errors_that_are_no_opinion),
      TEST(overrides_levels_by_path),
      TEST(reports_overrides_of_nothing),
      TEST(selects_and_ignores),
      TEST(hides_no_errors_from_a_build),
      TEST(refuses_words_that_name_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
