/* UTF-8: decoding, encoding, what is not UTF-8, what no text may hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

/* RFC 3629, slowly: the length of the sequence at the front, 0 if there is none. */
static size_t slow_length(const unsigned char *p, size_t n) {
  struct {
    unsigned char first, last, low, high;
    size_t n;
  } rows[] = {
      {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
      {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
      {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (p[0] < rows[i].first || p[0] > rows[i].last)
      continue;
    if (rows[i].n > n || (rows[i].n > 1 && (p[1] < rows[i].low || p[1] > rows[i].high)))
      return 0;
    for (size_t k = 2; k < rows[i].n; k++) {
      if (p[k] < 0x80 || p[k] > 0xBF)
        return 0;
    }
    return rows[i].n;
  }
  return 0;
}

static void test_every_code_point(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x110000; c++) {
    if (c >= 0xD800 && c <= 0xDFFF)
      continue;
    if (c == 0x110000)
      break;
    char bytes[4];
    size_t n = utf8_encode(c, bytes);
    uint32_t back = 0;
    if (utf8_decode((struct str){bytes, n}, 0, &back) != n || back != c ||
        utf8_invalid((struct str){bytes, n}) != STR_NONE ||
        utf8_count((struct str){bytes, n}) != 1)
      fail_msg("U+%04X", (unsigned)c);
  }
}

/* Every beginning of two bytes, and behind it those that matter. */
static void test_decode_against_the_table(void **state) {
  (void)state;
  static const unsigned char tails[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xFF};
  enum { TAILS = sizeof tails };
  for (unsigned i = 0; i < 0x10000u * TAILS * TAILS; i++) {
    unsigned char p[4] = {(unsigned char)(i >> 8), (unsigned char)i, tails[(i >> 16) % TAILS],
                          tails[(i >> 16) / TAILS]};
    uint32_t c;
    struct str s = {(const char *)p, 4};
    size_t n = slow_length(p, 4);
    if (utf8_decode(s, 0, &c) != n || (utf8_invalid(s) == 0) != (n == 0))
      fail_msg("%02X %02X %02X %02X", p[0], p[1], p[2], p[3]);
  }
}

static size_t slow_invalid(struct str s) {
  for (size_t at = 0; at < s.n;) {
    size_t n = slow_length((const unsigned char *)s.p + at, s.n - at);
    if (n == 0)
      return at;
    at += n;
  }
  return STR_NONE;
}

static size_t slow_forbidden(struct str s) {
  for (size_t at = 0; at < s.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(s, at, &c);
    bool is_line_end = c == '\n' || (c == '\r' && at + 1 < s.n && s.p[at + 1] == '\n');
    if (n > 0 && c != '\t' && !is_line_end && is_unprintable(c))
      return at;
    at += n > 0 ? n : 1;
  }
  return STR_NONE;
}

enum { PLAIN_PARTS = 3 };

/* Texts of all lengths up to a few words, so that the fast paths begin and end everywhere. */
static void test_scans_against_slow_ones(void **state) {
  (void)state;
  static const char *const parts[] = {"a",
                                      "abcdefgh",
                                      "\xED\x9E\xA3",
                                      "\n",
                                      "\r\n",
                                      "\r",
                                      "\t",
                                      " ",
                                      "~",
                                      "\x7F",
                                      "\x1F",
                                      "\xC2\x85",
                                      "\xC3\xA9",
                                      "\xEA\xB0\x80",
                                      "\xE2\x80\xA6",
                                      "\xE2\x80\xAE",
                                      "\xE2\x81\xA6",
                                      "\xE2\x80\xA8",
                                      "\xEF\xBB\xBF",
                                      "\xEF\xBC\x90",
                                      "\xF0\x9F\x98\x80",
                                      "\xF3\xA0\x81\x81",
                                      "\xCC\x81",
                                      "\xED\xA0\x80",
                                      "\xF0\x80\x80\x80",
                                      "\xE0\x80\x80",
                                      "\xC0\x80",
                                      "\xFF",
                                      "\xE2\x80"};
  unsigned long long seed = 7;
  for (int round = 0; round < 200000; round++) {
    char text[512];
    size_t n = 0;
    /* Plain letters for the most part; in every other text so many that whole blocks are. */
    size_t rare = round % 2 ? 3 : 30, count = round % 2 ? 12 : 60;
    for (size_t i = 0; i < count; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      size_t pick = (seed >> 40) % rare ? (seed >> 33) % PLAIN_PARTS
                                        : (seed >> 33) % (sizeof parts / sizeof *parts);
      size_t length = strlen(parts[pick]);
      memcpy(text + n, parts[pick], length);
      n += length;
    }
    struct str s = {text, n};
    uint32_t c = 0;
    assert_int_equal(utf8_invalid(s), slow_invalid(s));
    if (slow_invalid(s) != STR_NONE)
      continue;
    assert_int_equal(utf8_forbidden(s, 0, &c), slow_forbidden(s));
    size_t plain = utf8_plain(s, 0);
    assert_true(plain <= n && (slow_forbidden(s) == STR_NONE || plain <= slow_forbidden(s)));
  }
}

static void test_forbidden(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t at;
    uint32_t code_point;
  } rows[] = {
      {"a\tb\nc\r\nd", STR_NONE, 0},
      {"ab\rc", 2, '\r'},
      {"ab\r", 2, '\r'},
      {"a\x01", 1, 1},
      {"a\x7F", 1, 0x7F},
      {"\xC2\x85", 0, 0x85},
      {"\xC2\xA0", STR_NONE, 0},
      {"x\xE2\x80\xAA", 1, 0x202A},
      {"x\xE2\x80\xAE", 1, 0x202E},
      {"\xE2\x80\xAF", STR_NONE, 0},
      {"\xE2\x81\xA5", STR_NONE, 0},
      {"\xE2\x81\xA6", 0, 0x2066},
      {"\xE2\x81\xA9", 0, 0x2069},
      {"\xE2\x80\xA8\xE2\x80\xA9", STR_NONE, 0},
      {"\xE2\x80\x8F", STR_NONE, 0},
      {"abc\xEF\xBB\xBF", 3, 0xFEFF},
      {"\xF3\xA0\x80\x80", 0, 0xE0000},
      {"\xF3\xA0\x81\xBF", 0, 0xE007F},
      {"\xF3\xA0\x82\x80", STR_NONE, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    uint32_t c = 0;
    assert_int_equal(utf8_forbidden(str_from_c(rows[i].text), 0, &c), rows[i].at);
    if (rows[i].at != STR_NONE)
      assert_int_equal(c, rows[i].code_point);
  }
  uint32_t c = 9;
  assert_int_equal(utf8_forbidden((struct str){"a\0b\0", 4}, 2, &c), 3);
  assert_int_equal(c, 0);
}

static void test_counts(void **state) {
  (void)state;
  struct str s = STR("a\xEA\xB0\x80\xF0\x9F\x98\x80\xC3\xA9z12345678");
  assert_int_equal(utf8_count(s), 13);
  assert_int_equal(utf8_count((struct str){NULL, 0}), 0);
  /* Longer than what is counted at once. */
  char hangul[9000];
  for (size_t n = 0; n < sizeof hangul; n += 3)
    memcpy(hangul + n, "\xEA\xB0\x80", 3);
  for (size_t n = 0; n <= sizeof hangul; n += 3)
    assert_int_equal(utf8_count((struct str){hangul, n}), n / 3);
  assert_int_equal(utf8_offset(s, 0), 0);
  assert_int_equal(utf8_offset(s, 2), 4);
  assert_int_equal(utf8_offset(s, 3), 8);
  assert_int_equal(utf8_offset(s, 99), s.n);
}

static void test_before(void **state) {
  (void)state;
  struct str s = STR("a\xC3\xA9\xEA\xB0\x80\xF0\x9F\x98\x80\xFFz\x80");
  assert_int_equal(utf8_before(s, 0), 0);
  assert_int_equal(utf8_before(s, 1), 'a');
  assert_int_equal(utf8_before(s, 2), 0);
  assert_int_equal(utf8_before(s, 3), 0xE9);
  assert_int_equal(utf8_before(s, 6), 0xAC00);
  assert_int_equal(utf8_before(s, 10), 0x1F600);
  assert_int_equal(utf8_before(s, 11), 0);
  assert_int_equal(utf8_before(s, 12), 'z');
  assert_int_equal(utf8_before(s, 13), 0);
  /* No character has five bytes. */
  assert_int_equal(utf8_before(STR("a\x80\x80\x80\x80"), 5), 0);
  assert_int_equal(utf8_before(STR("\xF0\x9F\x98\x80\x80"), 5), 0);
}

/* What no text may hold, as a list, and nothing else. */
static void test_unprintable(void **state) {
  (void)state;
  static const uint32_t ranges[][2] = {{0, 0x1F},        {0x7F, 0x9F},     {0x202A, 0x202E},
                                       {0x2066, 0x2069}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE007F}};
  size_t k = 0;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    if (k < 6 && c > ranges[k][1])
      k++;
    bool expected = k < 6 && c >= ranges[k][0];
    if (is_unprintable(c) != expected)
      fail_msg("U+%04X", (unsigned)c);
  }
}

/* From every place on, and never past the end of the text: behind it stands what would count.
 */
static void test_ends(void **state) {
  (void)state;
  static const char text[] = "\xEA\xB0\x80 plain text that goes on and on for two blocks of it "
                             "\xEA\xB0\x80\xEA\xB0\x80 and more\x01\xC3\xA9\xF0\x9F\x98\x80";
  for (size_t n = 0; n < sizeof text; n++) {
    char *exact = malloc(n + 1);
    memcpy(exact, text, n);
    exact[n] = '\n';
    struct str s = {exact, n};
    uint32_t c, slow = 0;
    for (size_t from = 0; from <= n; from++) {
      size_t at = from;
      while (at < n && ((unsigned char)exact[at] & 0xC0) == 0x80)
        at++;
      struct str rest = {exact + at, n - at};
      size_t expected = slow_forbidden(rest);
      expected = expected == STR_NONE ? STR_NONE : expected + at;
      assert_int_equal(utf8_forbidden(s, at, &c), expected);
      assert_true(expected == STR_NONE || (utf8_decode(s, expected, &slow) && slow == c));
      size_t plain = utf8_plain(s, at);
      assert_true(plain >= at && plain <= n);
    }
    exact[n] = (char)0x80;
    assert_int_equal(utf8_invalid(s), slow_invalid(s));
    free(exact);
  }
}

/* A CR is a line end only if the LF stands in the text, too. */
static void test_cr_at_the_end(void **state) {
  (void)state;
  uint32_t c = 0;
  assert_int_equal(utf8_forbidden((struct str){"ab\r\n", 3}, 0, &c), 2);
  assert_int_equal(c, '\r');
}

/* Bytes that are no UTF-8 are stepped over one by one. */
static void test_offset_in_what_is_not_utf8(void **state) {
  (void)state;
  struct str s = STR("\xFF\xC3\xA9\x80z");
  assert_int_equal(utf8_offset(s, 1), 1);
  assert_int_equal(utf8_offset(s, 2), 3);
  assert_int_equal(utf8_offset(s, 3), 4);
  assert_int_equal(utf8_offset(s, 4), 5);
}

/* One tail, or one head, that stands alone anywhere in what is looked at as a block. */
static void test_parts_that_stand_alone(void **state) {
  (void)state;
  for (size_t at = 0; at < 100; at++) {
    char text[100];
    memset(text, 'a', sizeof text);
    text[at] = (char)0x80;
    assert_int_equal(utf8_invalid((struct str){text, sizeof text}), at);
    text[at] = (char)0xEA;
    assert_int_equal(utf8_invalid((struct str){text, sizeof text}), at);
  }
}

/* How far the quick look goes decides how long all others take. */
static void test_plain_goes_far(void **state) {
  (void)state;
  static const char *const plain[] = {"\t\n ~",
                                      "\xC3\xA9\xCB\xBF",
                                      "\xE2\x80\x80\xE2\x82\xAC\xE2\xBF\xBF\xE2\x80\xA9",
                                      "\xE3\x80\x80",
                                      "\xEC\xBF\xBF",
                                      "\xED\x9F\xBF",
                                      "\xF0\x90\x80\x80",
                                      "\xF0\xBF\xBF\xBF"};
  static const char *const others[] = {"\x7F",
                                       "\x1F",
                                       "\r",
                                       "\xC2\xA0",
                                       "\xCC\x80",
                                       "\xE1\x84\x80",
                                       "\xEE\x80\x80",
                                       "\xE2\x80\xAA",
                                       "\xE2\x81\xA6",
                                       "\xE2\x83\xA0",
                                       "\xED\xA0\x80",
                                       "\xF1\x80\x80\x80",
                                       "\xF0\x8F\x80\x80"};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    assert_int_equal(utf8_plain(str_from_c(plain[i]), 0), strlen(plain[i]));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_int_equal(utf8_plain(str_from_c(others[i]), 0), 0);
  /* A character that the text ends in the middle of. */
  assert_int_equal(utf8_plain((struct str){"\xEA\xB0\x80", 2}, 0), 0);
  assert_int_equal(utf8_plain((struct str){"\xC3\xA9", 1}, 0), 0);
  assert_int_equal(utf8_plain((struct str){"\xF0\x9F\x98\x80", 3}, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_code_point),
      cmocka_unit_test(test_decode_against_the_table),
      cmocka_unit_test(test_scans_against_slow_ones),
      cmocka_unit_test(test_forbidden),
      cmocka_unit_test(test_counts),
      cmocka_unit_test(test_before),
      cmocka_unit_test(test_unprintable),
      cmocka_unit_test(test_ends),
      cmocka_unit_test(test_cr_at_the_end),
      cmocka_unit_test(test_offset_in_what_is_not_utf8),
      cmocka_unit_test(test_plain_goes_far),
      cmocka_unit_test(test_parts_that_stand_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
