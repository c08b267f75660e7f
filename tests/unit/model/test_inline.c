/* Where code, addresses, tags and comments stand in a text, and that looking takes no longer
 * than the text is long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/inline.h"

static char letter_of(unsigned kind) {
  return kind == INLINE_CODE      ? 'c'
         : kind == INLINE_ADDRESS ? 'a'
         : kind == INLINE_TAG     ? 't'
         : kind == INLINE_COMMENT ? 'm'
                                  : '.';
}

/* A letter for each byte. */
static void check(struct inline_spans spans, struct str text, const char *expected) {
  struct buf mask = {0};
  for (size_t i = 0; i < text.n; i++)
    buf_add_char(&mask, letter_of(inline_kind_at(&spans, i)));
  buf_add_char(&mask, '\0');
  if (strcmp(mask.p, expected) != 0)
    print_error("in  %.*s\n", STR_ARG(text));
  assert_string_equal(mask.p, expected);
  assert_int_equal(inline_kind_at(&spans, text.n), 0);
  for (size_t i = 1; i < spans.count; i++)
    assert_true(spans.items[i - 1].to <= spans.items[i].from);
  buf_free(&mask);
}

struct row {
  const char *text, *expected;
};

static void check_rows(const struct row *rows, size_t count, enum inline_syntax syntax) {
  struct arena a = {0};
  for (size_t i = 0; i < count; i++) {
    struct str text = str_from_c(rows[i].text);
    check(inline_spans(&a, text, syntax), text, rows[i].expected);
  }
  arena_free(&a);
}

#define CHECK_ROWS(rows, syntax) check_rows(rows, sizeof rows / sizeof *rows, syntax)

static void test_code(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"", ""},
      {"a `b` c", "..ccc.."},
      {"`` a`b ``", "ccccccccc"},
      {"` `` ` `", "cccccc.."},
      {"```a`", "....."},
      {"`a``b`", "cccccc"},
      {"`a\nb`", "ccccc"},
      {"\\`a`b`", "...ccc"},
      {"`a\\`b`", "cccc.."},
      {"\\\\`a`", "..ccc"},
      {"`a `` b `` c", "...ccccccc.."},
      {"`<b>` <b`>`", "ccccc...ccc"},
      {"`", "."},
      {"``", ".."},
      {"`[a](`b)", "cccccc.."},
  };
  CHECK_ROWS(rows, SYNTAX_MARKDOWN);
}

static void test_addresses(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"see https://a.b/c?d=e#f, or", "....aaaaaaaaaaaaaaaaaaa...."},
      {"(http://a.b/c).", ".aaaaaaaaaaaa.."},
      {"<https://a.b/c> x", "aaaaaaaaaaaaaaa.."},
      {"<me@a.b>", "aaaaaaaa"},
      {"<mailto:me> <me>", "aaaaaaaaaaa.tttt"},
      {"[a](b/c \"d\") e", "....aaa......."},
      {"[a]( <b c> ) d", ".....aaaaa...."},
      {"![a](b(c)d)e", ".....aaaaa.."},
      {"[a](b\\)c) d", "....aaaa..."},
      {"[a](b(c d", "........."},
      {"[a] (b) ](c)", "..........a."},
      {"[a]() [a](", ".........."},
      {"a:// ://b x://", ".............."},
      {"\xED\x95\x9Chttps://a.b \xED\x95\x9C", "...aaaaaaaaaaa...."},
      {"git+ssh://a `b`", "aaaaaaaaaaa.ccc"},
  };
  CHECK_ROWS(rows, SYNTAX_MARKDOWN);
}

static void test_tags(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"a <b>c</b> d", "..ttt.tttt.."},
      {"<a href=\"x>y\">z", "tttttttttttttt."},
      {"a < b > c", "........."},
      {"1<2 <- <3>", ".........."},
      {"a <!-- b --> c", "..mmmmmmmmmm.."},
      {"<!--> a <!--->", "mmmmm...mmmmmm"},
      {"<!-- a <!-- b", "............."},
      {"<b <c> d", "...ttt.."},
      {"<service-name>", "tttttttttttttt"},
      {"<a+b> <a_b> <a/> <a b", "............tttt....."},
      {"\\<b>", "...."},
  };
  CHECK_ROWS(rows, SYNTAX_MARKDOWN);
}

static void test_other_syntaxes(void **state) {
  (void)state;
  static const struct row html[] = {{"<b>`c`\\</b> http://d", "ttt....tttt.aaaaaaaa"}};
  static const struct row plain[] = {{"<b> `c` [d](e) http://f", "...............aaaaaaaa"}};
  CHECK_ROWS(html, SYNTAX_HTML);
  CHECK_ROWS(plain, SYNTAX_PLAIN);
  struct arena a = {0};
  struct str text = STR("[a]: /b \"c\"\n[d]:\n  <e>\n[f]:");
  check(inline_definition(&a, text), text,
        ".....aa"
        "............"
        "aaa"
        ".....");
  arena_free(&a);
}

/* 16 KiB, the most that a paragraph has, of what makes a scanner look far ahead in vain. A
 * quadratic one would take minutes for all the rounds. */
static void test_hostile(void **state) {
  (void)state;
  static const char *const seeds[] = {"`",      "``a`",  "<a \"", "<a '<b \"", "](",
                                      "](a",    "<!--",  "a://",  "://",       "<a@",
                                      "[](\\(", "](\n",  "<",     "a:",        "`a``b```c````d",
                                      "](<",    "<a b=", "\\`",   "<!",        "a://)))"};
  for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
    struct arena a = {0};
    struct buf text = {0};
    while (text.n < 16384)
      buf_add_c(&text, seeds[i]);
    for (size_t round = 0; round < 64; round++)
      inline_spans(&a, buf_str(&text), SYNTAX_MARKDOWN);
    buf_clear(&text);
    for (size_t run = 1; text.n < 16384; run++) {
      buf_add_repeat(&text, '`', run);
      buf_add_c(&text, seeds[i]);
    }
    inline_spans(&a, buf_str(&text), SYNTAX_MARKDOWN);
    buf_free(&text);
    arena_free(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_code),    cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_tags),    cmocka_unit_test(test_other_syntaxes),
      cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
