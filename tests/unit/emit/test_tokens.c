/* Tests emit/tokens.c: the charges, and what the splitter relies on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "emit/tokens.h"

#include <string.h>

static size_t o200k(const char *text) {
  return token_estimate(str_from_c(text), STR("o200k"));
}

static void small_texts(void **state) {
  (void)state;
  assert_int_equal(o200k(""), 0);
  assert_int_equal(o200k("a"), 1);
  assert_int_equal(o200k("the bank is slow"), 4);
  assert_int_equal(o200k("12 345 6789"), 4);
  assert_int_equal(o200k("a\n\n\nb"), 3);
  assert_int_equal(o200k("한글"), 2);
}

/* The tokenizers themselves count 29 and 47, 32 and 32. */
static void texts_whose_count_is_known(void **state) {
  (void)state;
  struct str korean =
      STR("은행 응답이 늦어 결제가 취소되었다. 잠시 뒤에 다시 시도하고 담당자에게 알린다.");
  struct str log =
      STR("[ERROR] 2024-03-15T10:20:30.123Z payment-gateway/v2.1 [pay12345]: down");
  assert_in_range(token_estimate(korean, STR("o200k")), 29, 29 * 5 / 4);
  assert_in_range(token_estimate(korean, STR("cl100k")), 47, 47 * 5 / 4);
  assert_in_range(token_estimate(log, STR("o200k")), 32, 32 * 5 / 4);
  assert_in_range(token_estimate(log, STR("cl100k")), 32, 32 * 5 / 4);
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

/* Where the splitter cuts, the pieces are estimated at least as high as the whole. */
static void pieces_cost_no_less(void **state) {
  (void)state;
  uint32_t seed = 1;
  for (size_t round = 0; round < 2000; round++) {
    char bytes[300];
    struct str text = random_text(bytes, sizeof bytes, &seed);
    size_t at = token_fit(text, STR("o200k"), seed % 100);
    size_t whole = token_estimate(text, STR("o200k"));
    size_t parts = token_estimate(str_slice(text, 0, at), STR("o200k")) +
                   token_estimate(str_slice(text, at, text.n), STR("o200k"));
    assert_true(whole <= parts);
  }
}

static void what_fits_fits(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (size_t round = 0; round < 2000; round++) {
    char bytes[300];
    struct str text = random_text(bytes, sizeof bytes, &seed);
    size_t budget = seed % 120, fit = token_fit(text, STR("cl100k"), budget);
    assert_true(token_estimate(str_slice(text, 0, fit), STR("cl100k")) <= budget);
    assert_true(fit == text.n || (text.p[fit] & 0xC0) != 0x80);
    bool all_fits = token_estimate(text, STR("cl100k")) <= budget;
    assert_int_equal(fit == text.n, all_fits);
  }
  assert_int_equal(token_fit(STR("한글 문장"), STR("o200k"), 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_texts),
      cmocka_unit_test(texts_whose_count_is_known),
      cmocka_unit_test(pieces_cost_no_less),
      cmocka_unit_test(what_fits_fits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
