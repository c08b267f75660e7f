/* Tests of base/suggest: which word is near, and which is not. */
#include "base/suggest.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct str words[] = {STR_INIT("service"),  STR_INIT("error_message"),
                                   STR_INIT("severity"), STR_INIT("id"),
                                   STR_INIT("Cause"),    STR_INIT("대응 방안")};

static size_t nearest(const char *word) {
  struct arena scratch = {0};
  size_t index = suggest(&scratch, str_from_c(word), words, sizeof words / sizeof words[0]);
  arena_free(&scratch);
  return index;
}

static void finds_each_kind_of_slip(void **state) {
  (void)state;
  assert_int_equal(nearest("servce"), 0);   /* a letter left out */
  assert_int_equal(nearest("serrvice"), 0); /* one too many */
  assert_int_equal(nearest("servise"), 0);  /* a wrong one */
  assert_int_equal(nearest("sevrice"), 0);  /* two swapped: one slip, not two */
  assert_int_equal(nearest("error-message"), 1);
  assert_int_equal(nearest("errormesage"), 1);
  assert_int_equal(nearest("대응 방인"), 5); /* letters, not bytes */
}

static void takes_case_for_nothing(void **state) {
  (void)state;
  assert_int_equal(nearest("CAUSE"), 4);
  assert_int_equal(nearest("Service"), 0);
  assert_int_equal(nearest("SERVCE"), 0);
}

static void keeps_its_distance(void **state) {
  (void)state;
  assert_int_equal(nearest("owner"), STR_NONE);
  assert_int_equal(nearest("servants"), STR_NONE); /* three slips in eight letters */
  assert_int_equal(nearest("ix"), 3);              /* one in two is allowed */
  assert_int_equal(nearest("xy"), STR_NONE);
  assert_int_equal(nearest("i"), STR_NONE);
  assert_int_equal(nearest(""), STR_NONE);
}

static void counts_a_swap_as_one(void **state) {
  (void)state;
  /* ca -> abc is 3 in the restricted distance (no letter touched twice), so out of reach of 2
   */
  struct arena scratch = {0};
  const struct str one[] = {STR_INIT("xabcxx")};
  assert_int_equal(suggest(&scratch, STR("xcaxx"), one, 1), STR_NONE);
  const struct str two[] = {STR_INIT("from"), STR_INIT("form")};
  assert_int_equal(suggest(&scratch, STR("fomr"), two, 2), 1);
  arena_free(&scratch);
}

static void prefers_the_nearer_then_the_earlier(void **state) {
  (void)state;
  struct arena scratch = {0};
  const struct str near[] = {STR_INIT("warnings"), STR_INIT("warning")};
  assert_int_equal(suggest(&scratch, STR("warnin"), near, 2), 1);
  const struct str equal[] = {STR_INIT("cat"), STR_INIT("car")};
  assert_int_equal(suggest(&scratch, STR("cab"), equal, 2), 0);
  assert_int_equal(suggest(&scratch, STR("cab"), NULL, 0), STR_NONE);
  arena_free(&scratch);
}

static void survives_long_and_broken_words(void **state) {
  (void)state;
  struct arena scratch = {0};
  char *text = arena_alloc(&scratch, 100000);
  memset(text, 'a', 100000);
  const struct str words_too[] = {{text, 100000}, {text, 99999}, STR_INIT("\xff\xfe")};
  assert_int_equal(suggest(&scratch, (struct str){text, 99998}, words_too, 3), STR_NONE);
  assert_int_equal(suggest(&scratch, (struct str){text, 99999}, words_too, 3), 1);
  assert_int_equal(suggest(&scratch, STR("\xff\xff\xff"), words_too, 3), STR_NONE);
  arena_free(&scratch);
}

static void a_slip_is_one_letter(void **state) {
  (void)state;
  struct arena scratch = {0};
  const struct str slips[] = {STR_INIT("rollback"), STR_INIT("step 2"), STR_INIT("logs")};
  assert_int_equal(suggest_slip(&scratch, STR("Rolback"), slips, 3), 0);
  assert_int_equal(suggest_slip(&scratch, STR("rollbakc"), slips, 3), 0);
  assert_int_equal(suggest_slip(&scratch, STR("rolbak"), slips, 3), STR_NONE);
  assert_int_equal(suggest_slip(&scratch, STR("rollback"), slips, 3), STR_NONE);
  assert_int_equal(suggest_slip(&scratch, STR("rollbacks"), slips, 3), STR_NONE);
  assert_int_equal(suggest_slip(&scratch, STR("step 3"), slips, 3), STR_NONE);
  assert_int_equal(suggest_slip(&scratch, STR("stepp 2"), slips, 3), 1);
  assert_int_equal(suggest_slip(&scratch, STR("lgs"), slips, 3), STR_NONE);
  arena_free(&scratch);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_each_kind_of_slip),
      cmocka_unit_test(takes_case_for_nothing),
      cmocka_unit_test(keeps_its_distance),
      cmocka_unit_test(counts_a_swap_as_one),
      cmocka_unit_test(prefers_the_nearer_then_the_earlier),
      cmocka_unit_test(survives_long_and_broken_words),
      cmocka_unit_test(a_slip_is_one_letter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
