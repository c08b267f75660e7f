/* Blocks of a body: each kind with its exact span, and each trap of cmark with the input that
 * shows it. How blocks are written down here is told in body_fixture.h. */
#include "body_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct body_fixture f;

static void assert_blocks(struct str text, const char *expected, int line) {
  struct str found = fixture_blocks(&f, text);
  if (!str_equal_c(found, expected))
    print_error("line %d:\n  found    %.*s\n  expected %s\n", line, STR_ARG(found), expected);
  assert_true(str_equal_c(found, expected));
  /* A fence that nothing closes is a block like any other, and a finding. */
  for (size_t i = 0; i < f.bag.count; i++)
    assert_string_equal(f.bag.diags[i].rule->name, "fence-unclosed-inside");
}

#define BLOCKS(text, expected) assert_blocks(STR(text), expected, __LINE__)

static int close_fixture(void **state) {
  (void)state;
  fixture_close(&f);
  return 0;
}

static void test_plain_body(void **state) {
  (void)state;
  BLOCKS("", "");
  BLOCKS("\n \n\n", "");
  BLOCKS("\n## Cause\n\nText and\nmore. \n\n***\n",
         "H2{## Cause|Cause}=Cause P{Text and$more.} BREAK{***}");
  BLOCKS("one\n\n\n\ntwo", "P{one} P{two}");
  BLOCKS("  indented\n   more", "P{indented$   more}");
}

/* cmark names the line behind a setext heading as its last one, but not at the end of the text.
 */
static void test_setext_headings(void **state) {
  (void)state;
  BLOCKS("Title\n=====\ntext", "H1{Title$=====|Title}=Title P{text}");
  BLOCKS("Title\n-----", "H2{Title$-----|Title}=Title");
  BLOCKS("Title\n---\n\n", "H2{Title$---|Title}=Title");
  BLOCKS("two\nlines \n===  \n===", "H1{two$lines $===|two$lines}=two lines P{===}");
  BLOCKS("a\n===\n[x]: /u", "H1{a$===|a}=a REF{[x]: /u}");
  BLOCKS("> a\n> ===\n===", "Q{> a$> ===}[H1{a$> ===|a}=a] P{===}");
}

static void test_atx_headings(void **state) {
  (void)state;
  BLOCKS("# a #\n###   b ###  \n## c#\n### d \\#\n",
         "H1{# a #|a}=a H3{###   b ###|b}=b H2{## c#|c#}=c# H3{### d \\#|d \\#}=d #");
  BLOCKS("#\n## ##\n", "H1{#|} H2{## ##|}");
  BLOCKS("  ## a\ntext\n# b", "H2{## a|a}=a P{text} H1{# b|b}=b");
}

static void test_heading_text(void **state) {
  (void)state;
  BLOCKS("## A *b* `c*` [d](u \"t\") ![e](u) &amp; \\* <b>f</b> <http://g>",
         "H2{## A *b* `c*` [d](u \"t\") ![e](u) &amp; \\* <b>f</b> <http://g>|"
         "A *b* `c*` [d](u \"t\") ![e](u) &amp; \\* <b>f</b> <http://g>}"
         "=A b c* d e & * f http://g");
  BLOCKS("a  \nb\\\nc\n---", "H2{a  $b\\$c$---|a  $b\\$c}=a b c");
  fixture_parse(&f, STR("## plain"));
  assert_ptr_equal(f.doc.blocks[0].text.p, f.piece.source->bytes.p + 3);
}

/* Nesting of inline markup has no limit of its own: 4000 levels of emphasis in a heading. */
static void test_deep_inline_markup(void **state) {
  (void)state;
  char text[3 + 8000 + 1];
  memset(text, '*', sizeof text);
  memcpy(text, "## ", 3);
  text[3 + 4000] = 'x';
  fixture_parse(&f, (struct str){text, sizeof text});
  assert_int_equal(f.doc.block_count, 1);
  assert_true(str_equal(f.doc.blocks[0].text, STR("x")));
}

static void test_lists(void **state) {
  (void)state;
  BLOCKS("1. a\n2. b\n\n   c\n7) d\n",
         "OL{1. a$2. b$$   c}[I1{1. a|a}[P{a}] I2{2. b$$   c|b$$   c}[P{b} P{c}]] "
         "OL{7) d}[I7{7) d|d}[P{d}]]");
  BLOCKS("3. a\n3. b\n10. c", "OL{3. a$3. b$10. c}[I3{3. a|a}[P{a}] I3{3. b|b}[P{b}] "
                              "I10{10. c|c}[P{c}]]");
  BLOCKS("- a\n  - b\n\n\n\ntext",
         "UL{- a$  - b}[I{- a$  - b|a$  - b}[P{a} UL{- b}[I{- b|b}[P{b}]]]] P{text}");
  BLOCKS("-\n-  x\n\n", "UL{-$-  x}[I{-|} I{-  x|x}[P{x}]]");
  BLOCKS("- a\nlazy\n- b", "UL{- a$lazy$- b}[I{- a$lazy|a$lazy}[P{a$lazy}] I{- b|b}[P{b}]]");
}

/* To cmark the comment ends the list; here it does not, and belongs to no item. */
static void test_comments_do_not_split_lists(void **state) {
  (void)state;
  BLOCKS("1. a\n<!-- c -->\n2. b\n",
         "OL{1. a$<!-- c -->$2. b}[I1{1. a|a}[P{a}] I2{2. b|b}[P{b}]]");
  BLOCKS("- a\n\n<!-- c\n\n-->\n<!-- d -->\n\n- b\n- c\n<!-- e -->\n- d",
         "UL{- a$$<!-- c$$-->$<!-- d -->$$- b$- c$<!-- e -->$- d}"
         "[I{- a|a}[P{a}] I{- b|b}[P{b}] I{- c|c}[P{c}] I{- d|d}[P{d}]]");
  BLOCKS("1. a\n<!-- c -->\n2) b", "OL{1. a}[I1{1. a|a}[P{a}]] COMMENT{<!-- c -->} "
                                   "OL{2) b}[I2{2) b|b}[P{b}]]");
  BLOCKS("- a\n<!-- c -->\n* b",
         "UL{- a}[I{- a|a}[P{a}]] COMMENT{<!-- c -->} UL{* b}[I{* b|b}[P{b}]]");
  BLOCKS("- a\n<!-- c -->\ntext\n<!-- d -->\n- b",
         "UL{- a}[I{- a|a}[P{a}]] COMMENT{<!-- c -->} P{text} COMMENT{<!-- d -->} "
         "UL{- b}[I{- b|b}[P{b}]]");
  BLOCKS("1. a\n<!-- c -->", "OL{1. a}[I1{1. a|a}[P{a}]] COMMENT{<!-- c -->}");
  BLOCKS("1. a\n<!-- c --> text\n2. b",
         "OL{1. a}[I1{1. a|a}[P{a}]] HTML{<!-- c --> text} OL{2. b}[I2{2. b|b}[P{b}]]");
  BLOCKS("> 1. a\n> <!-- c -->\n> 2. b",
         "Q{> 1. a$> <!-- c -->$> 2. b}[OL{1. a$> <!-- c -->$> 2. b}[I1{1. a|a}[P{a}] "
         "I2{2. b|b}[P{b}]]]");
}

/* An indented comment is a child of the item to cmark. At its end it is no part of it here. */
static void test_comments_in_items(void **state) {
  (void)state;
  BLOCKS("1. a\n   <!-- c -->\n2. b",
         "OL{1. a$   <!-- c -->$2. b}[I1{1. a|a}[P{a}] I2{2. b|b}[P{b}]]");
  BLOCKS("- a\n  - b\n    <!-- c -->\n\ntext",
         "UL{- a$  - b}[I{- a$  - b|a$  - b}[P{a} UL{- b}[I{- b|b}[P{b}]]]] P{text}");
  BLOCKS("- a\n\n  <!-- c -->\n\n  b",
         "UL{- a$$  <!-- c -->$$  b}[I{- a$$  <!-- c -->$$  b|a$$  <!-- c -->$$  b}"
         "[P{a} COMMENT{<!-- c -->} P{b}]]");
  BLOCKS("1. <!-- c -->\n", "OL{1.}[I1{1.|}]");
}

/* The last line of HTML that ends by itself is one short in cmark, or 0 for a single line. */
static void test_html(void **state) {
  (void)state;
  BLOCKS("<!-- a -->\ntext", "COMMENT{<!-- a -->} P{text}");
  BLOCKS("<!-- a\n\nb -->\ntext", "COMMENT{<!-- a$$b -->} P{text}");
  BLOCKS("<!-- a --> <!-- b -->  \n", "COMMENT{<!-- a --> <!-- b -->}");
  BLOCKS("<!-->\n<!--->\n<!---->", "COMMENT{<!-->} COMMENT{<!--->} COMMENT{<!---->}");
  BLOCKS("<!-- a --> text\nmore", "HTML{<!-- a --> text} P{more}");
  BLOCKS("<!-- a --> <!-- b\n-->", "HTML{<!-- a --> <!-- b} P{-->}");
  BLOCKS("<!-- never closed\n\ntext\n\n", "HTML{<!-- never closed$$text}");
  BLOCKS("<div>\na\n\nb", "HTML{<div>$a} P{b}");
  BLOCKS("<pre>\n\na</pre>\nb", "HTML{<pre>$$a</pre>} P{b}");
  BLOCKS("> <!-- a\n> b -->\nc", "Q{> <!-- a$> b -->}[COMMENT{<!-- a$> b -->}] P{c}");
  BLOCKS("> <?\n>\n\nx", "Q{> <?$>}[HTML{<?}] P{x}");
}

static void test_code(void **state) {
  (void)state;
  BLOCKS("```sh x\na\n\nb\n```\ntext", "C{```sh x$a$$b$```|a$$b}=sh P{text}");
  BLOCKS("~~~\n~~~", "C{~~~$~~~|}");
  BLOCKS("```\n\n```", "C{```$$```|}");
  BLOCKS("   ```` \n   ```\n  a\n`````  \nb", "C{```` $   ```$  a$`````|   ```$  a} P{b}");
  BLOCKS("\n    a\n\n      b\n\n\ntext", "C{a$$      b} P{text}");
  BLOCKS("    ```\n    a\n", "C{```$    a}");
  BLOCKS("```\n```a\n```", "C{```$```a$```|```a}");
  BLOCKS("```&#32;\nx\n```", "C{```&#32;$x$```|x}=&#32;");
}

/* cmark does not tell whether a fence was closed; of one that was not it names the line behind.
 */
static void test_unclosed_code(void **state) {
  (void)state;
  BLOCKS("```\na\n\n", "C{```$a|a}!");
  BLOCKS("```", "C{```|}!");
  BLOCKS("```\n``\n~~~\n    ```", "C{```$``$~~~$    ```|``$~~~$    ```}!");
  BLOCKS("- ```\n  a\n```\nb\n```", "UL{- ```$  a}[I{- ```$  a|```$  a}[C{```$  a|  a}!]] "
                                    "C{```$b$```|b}");
  BLOCKS("> ```\n> a\n>\n\nx", "Q{> ```$> a$>}[C{```$> a|> a}!] P{x}");
  BLOCKS("> ```\n> a\n    ```\n", "Q{> ```$> a}[C{```$> a|> a}!] C{```}");
  BLOCKS("> ```\n> a\n> ```\nb", "Q{> ```$> a$> ```}[C{```$> a$> ```|> a}] P{b}");
  BLOCKS("- ```\n  a\n  ```\n- b",
         "UL{- ```$  a$  ```$- b}[I{- ```$  a$  ```|```$  a$  ```}[C{```$  a$  ```|  a}] "
         "I{- b|b}[P{b}]]");
  BLOCKS("> ```\n> > >\n", "Q{> ```$> > >}[C{```$> > >|> > >}!]");
}

static void test_quotes(void **state) {
  (void)state;
  BLOCKS("> a\nlazy\n>\n> b\n\n> c", "Q{> a$lazy$>$> b}[P{a$lazy} P{b}] Q{> c}[P{c}]");
  BLOCKS(">\n", "Q{>}");
  BLOCKS("> - a\n>\n> b", "Q{> - a$>$> b}[UL{- a}[I{- a|a}[P{a}]] P{b}]");
  BLOCKS("> > a\n> b\n>\n> c", "Q{> > a$> b$>$> c}[Q{> a$> b}[P{a$> b}] P{c}]");
}

/* Definitions of links are in no node. Where text follows them, cmark's block begins too early.
 */
static void test_definitions(void **state) {
  (void)state;
  BLOCKS("[a]: /u\n", "REF{[a]: /u}");
  BLOCKS("text\n\n[a]: /u 't'\n[b]:\n/v\n\n\n[c]: /w\n",
         "P{text} REF{[a]: /u 't'$[b]:$/v} REF{[c]: /w}");
  BLOCKS("[a]: /u\ntext [a]", "REF{[a]: /u} P{text [a]}");
  BLOCKS("[a]: /u\n\"title\nof two\" \n  text", "REF{[a]: /u$\"title$of two\"} P{text}");
  BLOCKS("[a]: /u\nTitle\n===\nb", "REF{[a]: /u} H1{Title$===|Title}=Title P{b}");
  BLOCKS("[a]: /u\n===\nb", "REF{[a]: /u} P{===$b}");
  BLOCKS("- [a]: /u\n- b\n\n  [c]: /v\n\nd",
         "UL{- [a]: /u$- b$$  [c]: /v}[I{- [a]: /u|[a]: /u}[REF{[a]: /u}] "
         "I{- b$$  [c]: /v|b$$  [c]: /v}[P{b} REF{[c]: /v}]] P{d}");
  BLOCKS("> [a]: /u\n> [b]: /v\n>\n> c",
         "Q{> [a]: /u$> [b]: /v$>$> c}[REF{[a]: /u$> [b]: /v} P{c}]");
  BLOCKS("[a]: /u\n# b\n[c]: /v\n> d\n", "REF{[a]: /u} H1{# b|b}=b REF{[c]: /v} Q{> d}[P{d}]");
  BLOCKS("[ERROR] 2024-03-15 svc [x]: failed\n", "P{[ERROR] 2024-03-15 svc [x]: failed}");
  BLOCKS("[x]: failed\n", "REF{[x]: failed}");
  BLOCKS("[a]: /u \"t\\\" x\"\nb", "REF{[a]: /u \"t\\\" x\"} P{b}");
}

/* cmark leaves the blanks in front of a lazy line, so what follows them is no definition to it.
 */
static void test_lazy_definitions(void **state) {
  (void)state;
  BLOCKS("- [a]: /u\n [b]: /v\n [c]: /w\n",
         "UL{- [a]: /u$ [b]: /v$ [c]: /w}[I{- [a]: /u$ [b]: /v$ [c]: /w|[a]: /u$ [b]: /v$ [c]: "
         "/w}[REF{[a]: /u} P{[b]: /v$ [c]: /w}]]");
  BLOCKS("- [a]: /u\n[b]: /v\ntext\n",
         "UL{- [a]: /u$[b]: /v$text}[I{- [a]: /u$[b]: /v$text|[a]: /u$[b]: /v$text}"
         "[REF{[a]: /u$[b]: /v} P{text}]]");
}

/* Columns count bytes, and a tab is one; a lone CR ends a line; a NUL changes nothing. */
static void test_bytes(void **state) {
  (void)state;
  BLOCKS("-\t\xed\x95\x9c\xea\xb8\x80\n\n\tb",
         "UL{-\t\xed\x95\x9c\xea\xb8\x80$$\tb}[I{-\t\xed\x95"
         "\x9c\xea\xb8\x80$$\tb|\xed\x95\x9c\xea\xb8\x80$$"
         "\tb}[P{\xed\x95\x9c\xea\xb8\x80} P{b}]]");
  BLOCKS("\t a\n", "C{a}");
  BLOCKS(">\t\tcode\n", "Q{>\t\tcode}[C{code}]");
  BLOCKS("# a\r\n\r\nb\r\nc\r\n- d\r\n", "H1{# a|a}=a P{b^$c} UL{- d}[I{- d|d}[P{d}]]");
  BLOCKS("a\r\n===\r\n```\r\nb\r\n```\r\n", "H1{a^$===|a}=a C{```^$b^$```|b}");
  BLOCKS("a\rb\r\r# c", "P{a^b} H1{# c|c}=c");
  BLOCKS("```\ra\r```\rb", "C{```^a^```|a} P{b}");
  fixture_parse(&f, STR("a\0b\n\n# c\0\n"));
  assert_int_equal(f.doc.block_count, 2);
  assert_int_equal(f.doc.blocks[0].span.n, 3);
  assert_int_equal(f.doc.blocks[1].inner.n, 2);
}

/* cmark passes over a BOM at the beginning of what it is given, and its columns in that line
 * too. */
static void test_bom_in_front_of_the_body(void **state) {
  (void)state;
  fixture_parse(&f, STR("x\n\xef\xbb\xbf# a\n# b"));
  f.piece.body = span_of(f.piece.source, 2, f.piece.source->bytes.n);
  f.doc = (struct doc){.piece = &f.piece};
  parse_body(&f.a, &f.scratch, &f.bag, &f.piece, &f.doc);
  fixture_add_blocks(&f.text, f.doc.blocks, f.doc.block_count);
  assert_true(str_equal_c(buf_str(&f.text), "H1{# a|a}=a H1{# b|b}=b"));
  assert_int_equal(f.doc.blocks[0].span.offset, 5);
}

/* The heading that opens a case of a bundle is no part of its body. */
static void test_title(void **state) {
  (void)state;
  static const struct {
    const char *line, *title, *text;
  } rows[] = {
      {"## 01. Auth - Failure", "01. Auth - Failure", "01. Auth - Failure"},
      {"## 01. `Auth` &amp; *x* ##", "01. `Auth` &amp; *x*", "01. Auth & x"},
      {"## a_b", "a_b", "a_b"},
      {"## <!-- a -->", "<!-- a -->", ""},
      {"no `heading`", "`heading`", "`heading`"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    fixture_parse(&f, str_from_c(rows[i].line));
    f.piece.heading = f.piece.body;
    f.piece.heading_level = 2;
    size_t at = str_find(f.piece.source->bytes, str_from_c(rows[i].title), 0);
    f.piece.title = span_of(f.piece.source, at, at + strlen(rows[i].title));
    f.piece.body.n = 0;
    f.doc = (struct doc){.piece = &f.piece};
    parse_body(&f.a, &f.scratch, &f.bag, &f.piece, &f.doc);
    assert_true(str_equal_c(f.doc.title, rows[i].text));
    assert_int_equal(f.doc.block_count, 0);
  }
  fixture_parse(&f, STR("# a"));
  assert_int_equal(f.doc.title.n, 0);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plain_body),
      cmocka_unit_test(test_setext_headings),
      cmocka_unit_test(test_atx_headings),
      cmocka_unit_test(test_heading_text),
      cmocka_unit_test(test_deep_inline_markup),
      cmocka_unit_test(test_lists),
      cmocka_unit_test(test_comments_do_not_split_lists),
      cmocka_unit_test(test_comments_in_items),
      cmocka_unit_test(test_html),
      cmocka_unit_test(test_code),
      cmocka_unit_test(test_unclosed_code),
      cmocka_unit_test(test_quotes),
      cmocka_unit_test(test_definitions),
      cmocka_unit_test(test_lazy_definitions),
      cmocka_unit_test(test_bytes),
      cmocka_unit_test(test_bom_in_front_of_the_body),
      cmocka_unit_test(test_title),
  };
  return cmocka_run_group_tests(tests, NULL, close_fixture);
}
