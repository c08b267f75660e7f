/* Tests emit/chunks/tokens.c: the charges, and what the splitter relies on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "emit/chunks/tokens.h"

#include <string.h>

static size_t o200k(const char *text) {
  return token_estimate(str_from_c(text), STR("o200k"));
}

static size_t bound(const char *text, const char *vocabulary) {
  return token_bound(str_from_c(text), str_from_c(vocabulary));
}

static void small_texts(void **state) {
  (void)state;
  assert_int_equal(o200k(""), 0);
  assert_int_equal(bound("", "o200k"), 0);
  assert_int_equal(o200k("a"), 1);
  assert_int_equal(o200k("the bank is slow"), 4);
  assert_int_equal(o200k("12 345 6789"), 6);
  assert_int_equal(o200k("a\n\n\nb"), 3);
  assert_int_equal(o200k("\xFF"), 1);
}

/* A byte is a token at most, whatever it is. */
static void the_bound_is_never_above_the_bytes(void **state) {
  (void)state;
  assert_int_equal(bound("a", "o200k"), 1);
  assert_int_equal(bound("a b", "cl100k"), 3);
  assert_int_equal(bound("한", "o200k"), 3);
}

static void assert_near(struct str text, const char *vocabulary, size_t truth) {
  struct token_count count = token_count(text, str_from_c(vocabulary));
  assert_in_range(count.estimate, truth * 9 / 10, truth * 11 / 10);
  assert_in_range(count.bound, truth, truth * 13 / 10);
  assert_true(count.estimate <= count.bound);
}

/* What the tokenizers themselves count. */
static void texts_whose_count_is_known(void **state) {
  (void)state;
  struct str korean =
      STR("은행 응답이 늦어 결제가 취소되었다. 잠시 뒤에 다시 시도하고 담당자에게 알린다.");
  struct str log =
      STR("[ERROR] 2024-03-15T10:20:30.123Z payment-gateway/v2.1 [pay12345]: down");
  assert_near(korean, "o200k", 29);
  assert_near(korean, "cl100k", 47);
  assert_near(log, "o200k", 32);
  assert_near(log, "cl100k", 32);
}

static struct str random_text(char *out, size_t n, uint32_t *seed) {
  static const char *const words[] = {
      "bank",     "HTTP", "오류", "결제가",           " ",  "\n", "42",
      "https://", "é",    "漢字", "\xF0\x9F\x98\x80", "  ", "`",  "\t",
      "---",      "x"};
  size_t used = 0;
  for (;;) {
    *seed = *seed * 1664525u + 1013904223u;
    const char *word = words[*seed >> 28];
    if (used + strlen(word) > n)
      return (struct str){out, used};
    memcpy(out + used, word, strlen(word));
    used += strlen(word);
  }
}

static size_t fit_of(struct str text, const char *vocabulary, size_t budget) {
  struct token_limit limit = {.budget = budget};
  return token_fit(text, str_from_c(vocabulary), &limit);
}

static void what_fits_fits(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (size_t round = 0; round < 2000; round++) {
    char bytes[300];
    struct str text = random_text(bytes, sizeof bytes, &seed);
    size_t budget = seed % 120, fit = fit_of(text, "cl100k", budget);
    assert_true(token_bound(str_slice(text, 0, fit), STR("cl100k")) <= budget);
    assert_true(fit == text.n || (text.p[fit] & 0xC0) != 0x80);
    bool all_fits = token_bound(text, STR("cl100k")) <= budget;
    assert_int_equal(fit == text.n, all_fits);
  }
  assert_int_equal(fit_of(STR("한글 문장"), "o200k", 0), 0);
}

static void what_is_spent_is_gone(void **state) {
  (void)state;
  struct str text = STR("the bank is slow and the card is declined and nobody knows why it is");
  struct token_limit limit = {
      .budget = 20,
      .spent = token_cost_of(STR("service: pay\n\n"), STR("o200k")),
      .spent_bytes = 14,
  };
  size_t less = token_fit(text, STR("o200k"), &limit);
  assert_true(less > 0 && less < fit_of(text, "o200k", 20));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_texts),
      cmocka_unit_test(texts_whose_count_is_known),
      cmocka_unit_test(the_bound_is_never_above_the_bytes),
      cmocka_unit_test(what_fits_fits),
      cmocka_unit_test(what_is_spent_is_gone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
