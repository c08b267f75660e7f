/* Names of files: made of any title, safe on every file system, each given once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "driver/layout/slug.h"

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static void assert_slug(const char *title, const char *expected) {
  assert_string_equal(arena_copy(&arena, slug_of(&arena, str_from_c(title))).p, expected);
}

static void test_words(void **state) {
  (void)state;
  assert_slug("Payment - PG Timeout (5s)", "payment-pg-timeout-5s");
  assert_slug("  Infra: the issuer's cluster  ", "infra-the-issuers-cluster");
  assert_slug("인증 - JWT 검증 실패", "인증-jwt-검증-실패");
  assert_slug("ＪＷＴ ① Straße", "jwt-1-strasse");
  assert_slug("🔥 Disk full! 🔥", "disk-full");
  assert_slug("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j");
  assert_slug("..", "case");
  assert_slug(".hidden", "hidden");
  assert_slug("-o", "o");
  assert_slug("", "case");
  assert_slug("'quoted'", "quoted");
  assert_slug("x\xFFy", "x-y");
  assert_slug("\xCC\x81 lone mark", "lone-mark");
}

static void test_normal_form(void **state) {
  (void)state;
  assert_slug("Cafe\xCC\x81", "caf\xC3\xA9");
  assert_slug("\xE1\x84\x80\xE1\x85\xA1", "\xEA\xB0\x80"); /* Hangul letters, one syllable */
}

static void test_devices(void **state) {
  (void)state;
  assert_slug("CON", "con-case");
  assert_slug("lpt9", "lpt9-case");
  assert_slug("COM\xC2\xB2", "com2-case"); /* a raised 2 counts, too */
  assert_slug("com10", "com10");
  assert_slug("console", "console");
}

static void test_length(void **state) {
  (void)state;
  struct buf title = {0};
  for (size_t i = 0; i < 60; i++)
    buf_add_c(&title, i % 9 == 0 ? "e\xCC\x81\xCC\x82" : i % 7 == 0 ? " - " : "검");
  for (size_t n = 0; n <= title.n; n++) {
    struct str slug = slug_of(&arena, str_slice(buf_str(&title), 0, n));
    assert_true(slug.n > 0 && slug.n <= 80);
    assert_int_equal(utf8_invalid(slug), STR_NONE);
    assert_true(str_equal(unicode_nfc(&arena, slug), slug));
    assert_true(slug.p[slug.n - 1] != '-');
  }
  buf_free(&title);
  struct buf marked = {0};
  buf_add_repeat(&marked, 'a', 77);
  buf_add_c(&marked, "x\xCC\x8A\xCC\x8A\xCC\x8A");
  /* The letter goes with its marks. */
  assert_int_equal(slug_of(&arena, buf_str(&marked)).n, 77);
  buf_free(&marked);
}

static void assert_taken(struct slug_set *set, const char *name, const char *expected) {
  assert_string_equal(arena_copy(&arena, slug_take(&arena, set, str_from_c(name))).p, expected);
}

static void test_taken_once(void **state) {
  (void)state;
  struct slug_set set = {0};
  assert_taken(&set, "a", "a");
  assert_taken(&set, "a", "a-2");
  assert_taken(&set, "a-3", "a-3");
  assert_taken(&set, "a", "a-4");
  assert_taken(&set, "a-2", "a-2-2");
  assert_taken(&set, "A", "A-5");
  assert_taken(&set, "b", "b");
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),      cmocka_unit_test(test_normal_form),
      cmocka_unit_test(test_devices),    cmocka_unit_test(test_length),
      cmocka_unit_test(test_taken_once),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
