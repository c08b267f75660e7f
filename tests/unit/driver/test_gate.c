/* Figures of kbc eval and the gates over them: shares are never rounded up. */
#include "driver/eval/gate.h"

#include "base/arena.h"
#include "driver/eval/evaluation.h"
#include "driver/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool is_gate(const char *text, struct gate *gate) {
  struct arena a = {0};
  struct str word = str_from_c(text), error = {NULL, 0};
  struct gate *gates = NULL;
  bool is_good = gates_read(&a, &(struct str_list){&word, 1}, &gates, &error);
  assert_true(is_good == (error.n == 0));
  *gate = gates[0];
  arena_free(&a);
  return is_good;
}

static void test_read(void **state) {
  (void)state;
  struct gate gate;
  assert_true(is_gate("own-line@1=0.95", &gate));
  assert_true(str_equal_c(gate.kind, "own-line"));
  assert_int_equal(gate.k, 1);
  assert_int_equal(gate.least, 950000);
  assert_true(is_gate("user@100=1", &gate));
  assert_int_equal(gate.least, 1000000);
  assert_true(is_gate("user@5=0.000001", &gate));
  assert_int_equal(gate.least, 1);
  static const char *const wrong[] = {
      "",         "user",    "user@5",      "@5=1",      "user@0=1",   "user@101=1",
      "user@x=1", "user@5=", "user@5=.9",   "user@5=2",  "user@5=1.1", "user@5=0.",
      "user=1",   "user@=1", "user@5=0.9 ", "user@5=-1", "user@5=1e0", "user@5=0.0000001"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(is_gate(wrong[i], &gate));
}

/* 25 asked, of which 23 are in the first place and one in the sixth. */
static struct evaluation evaluation_new(struct figures *figures, struct question_kind *kind) {
  *figures = (struct figures){.asked = 25};
  figures->at[0] = 1;
  figures->at[1] = 23;
  figures->at[6] = 1;
  *kind = (struct question_kind){.name = STR("user")};
  return (struct evaluation){.questions = {.kinds = kind, .kind_count = 1}, .figures = figures};
}

static size_t missing(const char *text) {
  struct figures figures;
  struct question_kind kind;
  struct evaluation e = evaluation_new(&figures, &kind);
  struct gate gate;
  assert_true(is_gate(text, &gate));
  return gate_missing(&e, &gate);
}

static void test_missing(void **state) {
  (void)state;
  assert_int_equal(missing("user@1=0.92"), 0);
  assert_int_equal(missing("user@1=0.920001"), 1);
  assert_int_equal(missing("user@1=1"), 2);
  assert_int_equal(missing("user@5=0.96"), 1);
  assert_int_equal(missing("user@6=0.96"), 0);
  assert_int_equal(missing("user@100=1"), 1);
  assert_int_equal(missing("user@1=0"), 0);
  assert_int_equal(missing("title@1=0"), STR_NONE);
}

static void test_shares(void **state) {
  (void)state;
  assert_int_equal(share_of(99999, 100000), 9999);
  assert_int_equal(share_of(1, 1), 10000);
  assert_int_equal(share_of(0, 0), 0);
  struct figures thirds = {.asked = 3, .reciprocals = 1.0 / 3 + 1.0 / 3 + 1.0 / 3};
  assert_int_equal(figures_mrr(&thirds), 3333);
  struct figures ones = {.asked = 7, .reciprocals = 7};
  assert_int_equal(figures_mrr(&ones), 10000);
}

static void test_places(void **state) {
  (void)state;
  struct ranking ranking = {.count = 0};
  ranking_add(&ranking, 5);
  ranking_add(&ranking, 5);
  ranking_add(&ranking, STR_NONE);
  ranking_add(&ranking, 8);
  assert_int_equal(ranking_place(&ranking, 5), 1);
  assert_int_equal(ranking_place(&ranking, 8), 3);
  assert_int_equal(ranking.first_cases, 1);
  for (size_t i = 10; i < 300; i++)
    ranking_add(&ranking, i);
  assert_int_equal(ranking.count, RANKED);
  const size_t right[] = {400, 8, 11};
  struct question question = {.cases = right, .case_count = 3};
  assert_int_equal(answer_of(&question, &ranking).place, 3);
  assert_int_equal(answer_of(&question, &ranking).first, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_read),
      cmocka_unit_test(test_missing),
      cmocka_unit_test(test_shares),
      cmocka_unit_test(test_places),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
