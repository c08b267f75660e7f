/* The links of a body: which are found, of which kind, and where their destinations stand. */
#include "body_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static struct body_fixture f;

static int close_fixture(void **state) {
  (void)state;
  fixture_close(&f);
  return 0;
}

/* KIND{destination as written}, and what it is without escapes behind "=" where that differs.
 */
static struct str links_of(struct str text) {
  static const char *const names[] = {[LINK_INLINE] = "L",
                                      [LINK_IMAGE] = "I",
                                      [LINK_AUTOLINK] = "A",
                                      [LINK_DEFINITION] = "D",
                                      [LINK_SHORTCODE] = "S"};
  fixture_parse(&f, text);
  for (size_t i = 0; i < f.doc.link_count; i++) {
    const struct link *link = &f.doc.links[i];
    struct str written = span_text(link->span);
    buf_printf(&f.text, "%s%s{%.*s}", i > 0 ? " " : "", names[link->kind], STR_ARG(written));
    if (!str_equal(written, link->destination))
      buf_printf(&f.text, "=%.*s", STR_ARG(link->destination));
  }
  return buf_str(&f.text);
}

static void assert_links(struct str text, const char *expected, int line) {
  struct str found = links_of(text);
  if (!str_equal_c(found, expected))
    print_error("line %d:\n  found    %.*s\n  expected %s\n", line, STR_ARG(found), expected);
  assert_true(str_equal_c(found, expected));
}

#define LINKS(text, expected) assert_links(STR(text), expected, __LINE__)

static void test_kinds(void **state) {
  (void)state;
  LINKS("", "");
  LINKS("plain [text] (not) a link\n", "");
  LINKS("[a](b.md)", "L{b.md}");
  LINKS("![a](b.png \"t\")", "I{b.png}");
  LINKS("<https://example.com/x>", "A{https://example.com/x}");
  LINKS("<me@example.com>", "A{me@example.com}");
  LINKS("[a]() [b](<>)", "L{} L{}");
  LINKS("[![a](i.png)](b.md)", "I{i.png} L{b.md}");
  LINKS("[a [b](c) d](e)", "L{c}");
  LINKS("[a](<b c.md>) [a](b(c)d)", "L{b c.md} L{b(c)d}");
  LINKS("[a](b\\_c&amp;d)", "L{b\\_c&amp;d}=b_c&d");
  LINKS("[a](<b\\>c>)", "L{b\\>c}=b>c");
}

/* In each of them a place of the source is one of the text of its lines, shifted. */
static void test_places(void **state) {
  (void)state;
  LINKS("# [a](1)\n\n[b](2)\nx\n===\n\n- [c](3)\n  - [d\n    e](4)\n\n> [f](5)\n> [g\n> h](6)",
        "L{1} L{2} L{3} L{4} L{5} L{6}");
  LINKS("| a | b |\n| - | - |\n| [c](1) | [d](2) |\n", "L{1} L{2}");
  LINKS("lazy\r\n   [a](1)\r\n> q\r\n[b](2)\r\n", "L{1} L{2}");
  LINKS("[a](\n  1\n  'title'\n)", "L{1}");
}

static void test_no_links(void **state) {
  (void)state;
  LINKS("```\n[a](b)\n```\n\n    [a](b)\n\n<!-- [a](b) -->\n\n<div>\n[a](b)\n</div>\n", "");
  LINKS("`[a](b)` ``[c](`d)`` \\[e](f) <a title=\"[g](h)\"> <!-- [i](j) -->", "");
  LINKS("`a ``[b](c)`` d` e`", "");
  LINKS("``a [b](c)` `[d](e)`", "L{c} L{e}");
  /* Here cmark forgets the second code span. */
  LINKS("``a `b` `[c](d)`", "");
}

/* Those that a text refers to; the first of a label counts. */
static void test_definitions(void **state) {
  (void)state;
  LINKS("[a] [B]\n\n[a]: 1\n[b]: <2> 'title'\n[c]: 3\n", "D{1} D{2}");
  LINKS("[a]: 1\n[a]: 2\n\n[x][a] and ![y][A] and [z](3)\n", "D{1} L{3}");
  LINKS("- [a]: 1\n\n> [a]\n", "D{1}");
  LINKS("[a]: x\\_y\n\n[a]\n", "D{x\\_y}=x_y");
  LINKS("[req-0001]: failed\n", "");
  LINKS("A footnote[^1].\n\n[^1]: text\n", "");
}

static void test_shortcodes(void **state) {
  (void)state;
  LINKS("[a]({{< ref \"b.md\" >}})", "S{b.md}");
  LINKS("[a]({{% relref \"b.md#c\" %}})", "S{b.md#c}");
  LINKS("{{<ref b>}} {{< ref `c d` >}} {{< relref path=\"e\" lang=\"ko\" >}}",
        "S{b} S{c d} S{e}");
  LINKS("{{< ref lang=\"ko\" path=\"e\" >}}", "S{e}");
  LINKS("{{< figure src=\"x\" >}} {{</* ref \"x\" */>}} {{< ref >}} {{< ref \"x\" %}}", "");
  LINKS("`{{< ref \"x\" >}}`\n\n```\n{{< ref \"x\" >}}\n```\n", "");
  LINKS("<a href=\"{{< ref \"x\" >}}\">", "S{x}");
}

/* The heading that opened a case belongs to it. */
static void test_title(void **state) {
  (void)state;
  struct str text = STR("## 01. [a](b.md)\n\n[c](d)\n");
  fixture_close(&f);
  f.bag.arena = &f.found;
  f.piece.source = source_new(&f.a, STR("case.md"), text);
  f.piece.heading = source_line_span(f.piece.source, 0);
  f.piece.heading_level = 2;
  f.piece.title = span_of(f.piece.source, 3, f.piece.heading.n);
  f.piece.body = span_of(f.piece.source, f.piece.heading.n + 1, text.n);
  f.doc.piece = &f.piece;
  parse_body(&f.a, &f.scratch, &f.bag, &f.piece, &f.doc);
  assert_int_equal(f.doc.link_count, 2);
  assert_true(str_equal_c(span_text(f.doc.links[0].span), "b.md"));
  assert_true(str_equal_c(span_text(f.doc.links[0].whole), "[a](b.md)"));
  assert_int_equal(f.doc.links[1].span.offset, 22);
}

/* Text that makes naive scanners look at everything again and again, as much of it as a file
 * may have, in paragraphs as long as they may be. cmark has the larger part of the time. */
static void test_hostile_text(void **state) {
  (void)state;
  static const char *const patterns[] = {"](",
                                         "[](x",
                                         "![[](x)",
                                         "[a](<b",
                                         "`a``b```c",
                                         "<a b='",
                                         "<!--",
                                         "<![CDATA[",
                                         "<?",
                                         "[x](a \"",
                                         "[a][b",
                                         "{{< ref \"",
                                         "{{< ref a ",
                                         "[](((((",
                                         "[a](b&amp;c)",
                                         "<a b='<a b=\"' c=\"'",
                                         "a@b.",
                                         "<a:",
                                         "[a]\n\n[a]: b\n\n"};
  struct buf text = {0};
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    buf_clear(&text);
    struct str pattern = str_from_c(patterns[i]);
    for (size_t paragraph = 0, brackets = 0; text.n < 1000 * 1000;) {
      buf_add(&text, pattern);
      paragraph += pattern.n;
      for (size_t k = 0; k < pattern.n; k++)
        brackets += pattern.p[k] == '[';
      if (paragraph < 16000 && brackets < 2000)
        continue;
      buf_add_c(&text, "\n\n");
      paragraph = brackets = 0;
    }
    clock_t start = clock();
    fixture_parse(&f, buf_str(&text));
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_false(f.doc.is_body_unusable);
    assert_true(seconds < 20);
  }
  buf_free(&text);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_kinds, close_fixture),
      cmocka_unit_test_teardown(test_places, close_fixture),
      cmocka_unit_test_teardown(test_no_links, close_fixture),
      cmocka_unit_test_teardown(test_definitions, close_fixture),
      cmocka_unit_test_teardown(test_shortcodes, close_fixture),
      cmocka_unit_test_teardown(test_title, close_fixture),
      cmocka_unit_test_teardown(test_hostile_text, close_fixture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
