/* Tokens of full-text search: words, identifiers, pairs; and that a query finds a text. */
#include "emit/chunks/search_text.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static void assert_tokens_at(int line, const char *text, const char *expected) {
  struct str tokens = search_text(&arena, str_from_c(text));
  if (!str_equal_c(tokens, expected))
    print_error("line %d: \"%.*s\"\n", line, STR_ARG(tokens));
  assert_true(str_equal_c(tokens, expected));
}

#define assert_tokens(text, expected) assert_tokens_at(__LINE__, (text), (expected))

static void test_words(void **state) {
  (void)state;
  assert_tokens("", "");
  assert_tokens(" \t\n.,;:!?\"'()[]{}*^+<>", "");
  assert_tokens("Connection timed out", "connection timed out");
  assert_tokens("x509: certificate has expired", "x509 certificate has expired");
  assert_tokens("NEAR(a, b) OR col:\"x\"*", "near a b or col x");
  assert_tokens("STRASSE stra\u00dfe \uff21\uff22 caf\u00e9 cafe\u0301",
                "strasse strasse ab caf\u00e9 caf\u00e9");
  assert_tokens("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen");
  assert_tokens("\u0441\u0431\u043e\u0439 \u0421\u0415\u0422\u0418",
                "\u0441\u0431\u043e\u0439 \u0441\u0435\u0442\u0438");
}

static void test_identifiers(void **state) {
  (void)state;
  assert_tokens("kb_match", "kb match kbmatch");
  assert_tokens("payment-gateway", "payment gateway paymentgateway");
  assert_tokens("10.0.0.1", "10 0 0 1 10001");
  assert_tokens("readTimeout", "read timeout readtimeout");
  assert_tokens("HTTPServerError", "http server error httpservererror");
  assert_tokens("sha256Sum max_poolSize", "sha256 sum sha256sum max pool size maxpoolsize");
  assert_tokens("IPv6 OAuth eBay GitHub kB", "ipv6 oauth ebay git hub github kb");
  assert_tokens("--verbose a--b _x_ end.", "verbose a b x end");
  assert_tokens("p99.9%", "p99 9 p999");
}

/* A whole that is no name any more is left out; a word without end is cut. */
static void test_long_words(void **state) {
  (void)state;
  struct buf text = {0};
  for (int i = 0; i < 33; i++)
    buf_add_c(&text, i == 0 ? "ab" : ".ab");
  struct str tokens = search_text(&arena, buf_str(&text));
  assert_int_equal(tokens.n, 33 * 3 - 1);
  buf_clear(&text);
  buf_add_repeat(&text, 'q', 100000);
  assert_int_equal(search_text(&arena, buf_str(&text)).n, 64);
  buf_clear(&text);
  for (int i = 0; i < 1000; i++)
    buf_add_c(&text, "\u00e9");
  assert_int_equal(search_text(&arena, buf_str(&text)).n, 128);
  buf_free(&text);
}

static void test_syllables(void **state) {
  (void)state;
  assert_tokens("\uac12", "\uac12");
  assert_tokens("\uacb0\uc81c", "\uacb0\uc81c");
  /* 결제시스템 */
  assert_tokens("\uacb0\uc81c\uc2dc\uc2a4\ud15c",
                "\uacb0\uc81c\uc2dc\uc2a4\ud15c \uacb0\uc81c \uc81c\uc2dc \uc2dc\uc2a4 "
                "\uc2a4\ud15c");
  /* The same in single letters, as some systems write file names. */
  assert_tokens("\u1100\u1167\u11af\u110c\u1166", "\uacb0\uc81c");
  /* DB연결이: the word ends where the script does. */
  assert_tokens("DB\uc5f0\uacb0\uc774", "db \uc5f0\uacb0\uc774 \uc5f0\uacb0 \uacb0\uc774");
  assert_tokens("\u8fde\u63a5\u6c60", "\u8fde\u63a5\u6c60 \u8fde\u63a5 \u63a5\u6c60");
  assert_tokens("\u30b5\u30fc\u30d0", "\u30b5\u30fc\u30d0 \u30b5\u30fc \u30fc\u30d0");
  assert_tokens("\uff76\uff9e", "\u30ac");
}

static void test_long_run(void **state) {
  (void)state;
  struct buf text = {0};
  for (int i = 0; i < 17; i++)
    buf_add_c(&text, "\uac00");
  struct str tokens = search_text(&arena, buf_str(&text));
  assert_int_equal(tokens.n, 16 * 6 + 15); /* pairs alone */
  buf_free(&text);
}

/* Is every token of the query one of the text's? */
static bool is_found(const char *query, const char *text) {
  struct str tokens = search_text(&arena, str_from_c(query));
  struct str in =
      arena_printf(&arena, " %.*s ", STR_ARG(search_text(&arena, str_from_c(text))));
  for (size_t at = 0; at < tokens.n;) {
    size_t end = str_find_char(tokens, ' ', at);
    end = end == STR_NONE ? tokens.n : end;
    struct str token = str_slice(tokens, at, end);
    struct str wanted = arena_printf(&arena, " %.*s ", STR_ARG(token));
    if (str_find(in, wanted, 0) == STR_NONE)
      return false;
    at = end + 1;
  }
  return tokens.n > 0;
}

static void test_found(void **state) {
  (void)state;
  assert_true(is_found("\uacb0\uc81c", "\uacb0\uc81c\uc2dc\uc2a4\ud15c\uc5d0\uc11c"));
  assert_true(is_found("\uc2dc\uc2a4", "\uacb0\uc81c\uc2dc\uc2a4\ud15c"));
  assert_false(is_found("\uc2dc\uacb0", "\uacb0\uc81c\uc2dc\uc2a4\ud15c"));
  assert_true(is_found("Gateway", "the payment-gateway is down"));
  assert_true(is_found("payment_gateway", "the PaymentGateway is down"));
  assert_true(is_found("kbmatch", "call kb_match()"));
}

/* Every token is what the header says, whatever the bytes were. */
static void test_any_bytes(void **state) {
  (void)state;
  uint32_t random = 1;
  for (int round = 0; round < 20000; round++) {
    char bytes[24];
    struct str text = {bytes, 0};
    while (text.n < sizeof bytes - 4) {
      random = random * 1664525u + 1013904223u;
      uint32_t drawn = random >> 8;
      static const uint32_t points[] = {'A',    'b',    '_',    '.',    ' ',    0x1F,
                                        0xAC00, 0x4E00, 0x301,  0xE9,   0x3099, 0x1100,
                                        0x1161, 0x200D, 0xFF21, 0x1F600};
      text.n += drawn % 50 == 0 ? (size_t)1
                                : utf8_encode(points[drawn % (sizeof points / sizeof *points)],
                                              bytes + text.n);
      if (drawn % 50 == 0)
        bytes[text.n - 1] = (char)(drawn >> 8);
    }
    struct str tokens = search_text(&arena, text);
    for (size_t i = 0; i < tokens.n; i++) {
      unsigned char c = (unsigned char)tokens.p[i];
      bool is_edge = i == 0 || i + 1 == tokens.n || tokens.p[i - 1] == ' ';
      assert_true(c == ' ' ? !is_edge : c >= 0x80 || is_word_byte((char)c));
    }
    arena_reset(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),      cmocka_unit_test(test_identifiers),
      cmocka_unit_test(test_long_words), cmocka_unit_test(test_syllables),
      cmocka_unit_test(test_long_run),   cmocka_unit_test(test_found),
      cmocka_unit_test(test_any_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
