/* Which fragments lead to a heading, by the rules of the renderers that people use. */
#include "model/anchors.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena a;

static int free_arena(void **state) {
  (void)state;
  arena_free(&a);
  return 0;
}

static bool leads(const char *heading, const char *fragment) {
  struct anchors anchors = {.is_known = true};
  anchors_add_heading(&a, &anchors, str_from_c(heading));
  return anchors_have(&a, &anchors, str_from_c(fragment));
}

static void test_rules_of_renderers(void **state) {
  (void)state;
  static const struct {
    const char *heading, *fragment;
    bool leads;
  } rows[] = {
      {"Root Cause", "root-cause", true},
      {"Root Cause", "Root-Cause", true},
      {"Root Cause", "rootcause", false},
      {"Root Cause", "root", false},
      {"Auth - JWT Failure", "auth---jwt-failure", true}, /* GitHub */
      {"Auth - JWT Failure", "auth-jwt-failure", true},   /* GitLab */
      {"What's new?", "whats-new", true},                 /* GitHub */
      {"What's new?", "what-s-new", true},                /* others */
      {"a/b", "ab", true},
      {"a/b", "a-b", true},
      {"snake_case", "snake_case", true},
      {"원인 분석", "원인-분석", true},
      {"원인 분석", "_1", true}, /* MkDocs */
      {"Cause", "_1", false},
      {"Résumé", "resume", true},
      {"Résumé", "résumé", true},
      {"2. Steps", "2-steps", true},
      {"2. Steps", "steps", true}, /* Pandoc */
      {"\xF0\x9F\x9A\x80 Rocket", "-rocket", true},
      {"Title {#own}", "title", true},
      {"Title {#own}", "title-own", true},
      {"Title", "user-content-title", true},
      {"Title", "title-1", false},
      {"Title", "top", true},
      {"Title", "L12-L20", true},
      {"Title", "Lost", false},
      {"Title", "", true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (leads(rows[i].heading, rows[i].fragment) != rows[i].leads)
      print_error("\"%s\" and \"#%s\"\n", rows[i].heading, rows[i].fragment);
    assert_int_equal(leads(rows[i].heading, rows[i].fragment), rows[i].leads);
  }
}

static void test_twins(void **state) {
  (void)state;
  struct anchors anchors = {.is_known = true};
  anchors_add_heading(&a, &anchors, STR("Same"));
  anchors_add_heading(&a, &anchors, STR("same"));
  assert_true(anchors_have(&a, &anchors, STR("same-1")));
  assert_true(anchors_have(&a, &anchors, STR("same_1")));
  assert_false(anchors_have(&a, &anchors, STR("same-3")));
  assert_false(anchors_have(&a, &anchors, STR("same-99999999999999999999")));
  assert_false(anchors_lead_to(&a, &anchors, STR("same"), STR("Same")));
}

static void test_ids(void **state) {
  (void)state;
  struct anchors anchors = {.is_known = true};
  anchors_add_id(&a, &anchors, STR("My.Id"));
  assert_true(anchors_have(&a, &anchors, STR("my.id")));
  assert_false(anchors_have(&a, &anchors, STR("my-id")));
  assert_int_equal(anchors.slug_count, 1);
}

static void test_unknown(void **state) {
  (void)state;
  struct anchors anchors = {.is_known = false};
  assert_true(anchors_have(&a, &anchors, STR("anything")));
  assert_false(anchors_lead_to(&a, &anchors, STR("anything"), STR("Anything")));
}

static void test_lead_to(void **state) {
  (void)state;
  struct anchors anchors = {.is_known = true};
  anchors_add_heading(&a, &anchors, STR("Pay - Declined"));
  anchors_add_heading(&a, &anchors, STR("Steps"));
  assert_true(anchors_lead_to(&a, &anchors, STR("pay---declined"), STR("Pay - Declined")));
  assert_false(anchors_lead_to(&a, &anchors, STR("steps"), STR("Pay - Declined")));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rules_of_renderers),
      cmocka_unit_test(test_twins),
      cmocka_unit_test(test_ids),
      cmocka_unit_test(test_unknown),
      cmocka_unit_test(test_lead_to),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
