/* Tests of diag/line_hash: the pairs that GitHub's own tests hold, and texts of other kinds. */
#include "diag/line_hash.h"

#include "base/arena.h"
#include "diag/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* `expected` has the hashes of all lines, in order, with spaces between. */
static void assert_hashes(struct str text, const char *expected) {
  struct arena a = {0};
  struct line_hashes hashes = line_hashes_of(&a, source_new(&a, STR("a.md"), text));
  struct str found = {NULL, 0};
  for (size_t i = 0; i < hashes.count; i++)
    found = arena_printf(&a, "%.*s%s%llx:%zu", STR_ARG(found), i > 0 ? " " : "",
                         (unsigned long long)hashes.items[i].hash, hashes.items[i].count);
  assert_string_equal(found.p, expected);
  arena_free(&a);
}

static void knows_the_published_pairs(void **state) {
  (void)state;
  assert_hashes(STR(""), "c129715d7a2bc9a3:1");
  assert_hashes(STR(" a\nb\n  \t\tc\n d"),
                "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
  assert_hashes(STR(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End"),
                "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 c6805c5e1288b612:1 "
                "b86d3392aea1be30:1 e6ceba753e1a442:1");
}

static void takes_any_line_end(void **state) {
  (void)state;
  static const char expected[] =
      "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 "
      "b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1";
  assert_hashes(STR(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n"), expected);
  assert_hashes(STR(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r"), expected);
  assert_hashes(STR(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n"), expected);
  assert_hashes(STR(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"), expected);
}

#define LOREM "Lorem ipsum dolor sit amet.\n"

static void counts_lines_that_are_alike(void **state) {
  (void)state;
  assert_hashes(STR(LOREM LOREM LOREM LOREM LOREM LOREM LOREM LOREM LOREM LOREM),
                "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 "
                "a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 "
                "55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1");
}

/* A byte order mark is a unit of the text, an emoji two, and what is no UTF-8 becomes U+FFFD
 * for each beginning of a character. These were computed by hand from that. */
static void reads_units_of_utf16(void **state) {
  (void)state;
  struct arena a = {0};
  static const struct {
    struct str bytes;
    uint16_t units[4];
    size_t count;
  } texts[] = {
      {STR_INIT("\xEF\xBB\xBFx"), {0xFEFF, 'x'}, 2},
      {STR_INIT("\xF0\x9F\x98\x80"), {0xD83D, 0xDE00}, 2},
      {STR_INIT("\xEA\xB0\x80"), {0xAC00}, 1},
      {STR_INIT("\xFF\xFE"), {0xFFFD, 0xFFFD}, 2},
      {STR_INIT("\xF0\x9F\x98x"), {0xFFFD, 'x'}, 2},
      {STR_INIT("\xE2\x80\xE2\x80"), {0xFFFD, 0xFFFD}, 2},
      {STR_INIT("\xED\xA0\x80"), {0xFFFD, 0xFFFD, 0xFFFD}, 3},
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    uint64_t hash = 0;
    for (size_t j = 0; j < 100; j++)
      hash = hash * 37 + (j < texts[i].count    ? texts[i].units[j]
                          : j == texts[i].count ? 0xFFFF
                                                : 0);
    struct line_hashes hashes = line_hashes_of(&a, source_new(&a, STR("a.md"), texts[i].bytes));
    assert_int_equal(hashes.count, 1);
    assert_int_equal(hashes.items[0].hash, hash);
  }
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_the_published_pairs),
      cmocka_unit_test(takes_any_line_end),
      cmocka_unit_test(counts_lines_that_are_alike),
      cmocka_unit_test(reads_units_of_utf16),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
