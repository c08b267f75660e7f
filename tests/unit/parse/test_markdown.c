/* What cmark says of a text, its mistakes included: what body_leaf.c rests on. A version of
 * cmark that fails here has other traps, and README.md and body_leaf.c have to be gone through.
 */
#include "parse/markdown.h"

#include "base/arena.h"
#include "parse/body_text.h"

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

static struct markdown parse(struct str text) {
  arena_reset(&arena);
  struct source *source = source_new(&arena, STR("case.md"), text);
  struct body_text *body = arena_new(&arena, struct body_text);
  *body = body_text_of(&arena, span_of(source, 0, source->bytes.n));
  return markdown_parse(&arena, body, body_slice(body, body->from, body->to));
}

static void assert_node(const struct markdown *markdown, size_t index, enum block_kind kind,
                        size_t line, size_t offset, size_t last_line) {
  assert_true(index < markdown->count);
  const struct markdown_node *node = &markdown->nodes[index];
  assert_int_equal(node->kind, kind);
  assert_int_equal(node->line, line);
  assert_int_equal(node->offset, offset);
  assert_int_equal(node->last_line, last_line);
}

static void test_tree(void **state) {
  (void)state;
  struct markdown m = parse(STR("# a\n\n> 1. b\n>    c\n> 2. d\n\ne\n"));
  assert_int_equal(m.count, 8);
  assert_node(&m, 0, BLOCK_HEADING, 0, 0, 0);
  assert_node(&m, 1, BLOCK_QUOTE, 2, 5, 4);
  assert_node(&m, 2, BLOCK_ORDERED_LIST, 2, 7, 4);
  assert_node(&m, 3, BLOCK_ITEM, 2, 7, 3);
  assert_node(&m, 4, BLOCK_PARAGRAPH, 2, 10, 3);
  assert_node(&m, 5, BLOCK_ITEM, 4, 21, 4);
  assert_node(&m, 7, BLOCK_PARAGRAPH, 6, 27, 6);
  assert_int_equal(m.nodes[0].level, 1);
  assert_int_equal(m.nodes[1].next, 7);
  assert_int_equal(m.nodes[3].next, 5);
  assert_int_equal(m.nodes[6].next, 7);
}

/* Right for paragraphs, quotes and breaks; blank lines behind count to items and indented code.
 */
static void test_last_lines(void **state) {
  (void)state;
  struct markdown m = parse(STR("a\nb\n\n***\n- c\n\n\n    d\n\n\ne"));
  assert_node(&m, 0, BLOCK_PARAGRAPH, 0, 0, 1);
  assert_node(&m, 1, BLOCK_BREAK, 3, 5, 3);
  assert_node(&m, 3, BLOCK_ITEM, 4, 9, 9);
  m = parse(STR("    d\n\n\ne"));
  assert_node(&m, 0, BLOCK_CODE, 0, 4, 2);
}

/* The line behind the underline, also where there was none before a blank one was put there. */
static void test_setext_heading_ends_late(void **state) {
  (void)state;
  struct markdown m = parse(STR("Title\n=====\ntext\n"));
  assert_node(&m, 0, BLOCK_HEADING, 0, 0, 2);
  m = parse(STR("Title\n====="));
  assert_node(&m, 0, BLOCK_HEADING, 0, 0, 2);
  m = parse(STR("Title\n=====\n"));
  assert_node(&m, 0, BLOCK_HEADING, 0, 0, 2);
}

/* One short where the block ends by itself. Its text has all its lines. */
static void test_html_ends_early(void **state) {
  (void)state;
  struct markdown m = parse(STR("x\n\n<!-- a -->\ntext\n"));
  assert_node(&m, 1, BLOCK_HTML, 2, 3, 1);
  assert_true(str_equal_c(m.nodes[1].text, "<!-- a -->\n"));
  m = parse(STR("> <!-- a\n>\n> b -->\n"));
  assert_node(&m, 1, BLOCK_HTML, 0, 2, 1);
  assert_true(str_equal_c(m.nodes[1].text, "<!-- a\n\nb -->\n"));
  m = parse(STR("<div>\na\n\ntext\n"));
  assert_node(&m, 0, BLOCK_HTML, 0, 0, 1);
}

/* The line of the closing fence; without one, the line behind the container. */
static void test_fence_without_end(void **state) {
  (void)state;
  struct markdown m = parse(STR("```\na\n```\ntext\n"));
  assert_node(&m, 0, BLOCK_CODE, 0, 0, 2);
  m = parse(STR("> ```\n> a\ntext\n"));
  assert_node(&m, 0, BLOCK_QUOTE, 0, 0, 1);
  assert_node(&m, 1, BLOCK_CODE, 0, 2, 2);
  m = parse(STR("```\na"));
  assert_int_equal(m.nodes[0].kind, BLOCK_CODE);
  assert_true(m.nodes[0].last_line >= 2);
}

static void test_is_fenced(void **state) {
  (void)state;
  static const struct {
    struct str text;
    bool is_fenced;
  } rows[] = {
      {STR_INIT("```\na\n```"), true},        {STR_INIT("~~~ sh\na"), true},
      {STR_INIT("```\n```"), true},           {STR_INIT("    a"), false},
      {STR_INIT("    ```\n    a"), false},    {STR_INIT("\t~~~"), false},
      {STR_INIT("```\n```a\n```"), true},     {STR_INIT("   ```\n    ```\n"), true},
      {STR_INIT("    ``` \n\n    b"), false}, {STR_INIT("    ```\0"), false},
      {STR_INIT("    `a`"), false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct markdown m = parse(rows[i].text);
    assert_int_equal(m.count, 1);
    assert_int_equal(m.nodes[0].kind, BLOCK_CODE);
    assert_int_equal(m.nodes[0].is_fenced, rows[i].is_fenced);
  }
}

/* They are in no node, and the node behind them begins where they did. */
static void test_definitions_vanish(void **state) {
  (void)state;
  assert_int_equal(parse(STR("[a]: /u\n\n[b]: /v\n")).count, 0);
  struct markdown m = parse(STR("[a]: /u\ntext\n"));
  assert_int_equal(m.count, 1);
  assert_node(&m, 0, BLOCK_PARAGRAPH, 0, 0, 1);
  m = parse(STR("[a]: /u\nTitle\n===\n"));
  assert_node(&m, 0, BLOCK_HEADING, 0, 0, 3);
  assert_true(str_equal_c(m.nodes[0].text, "Title"));
}

/* Columns are bytes, a tab one of them. A BOM in front is cut off by body_text_of. */
static void test_columns(void **state) {
  (void)state;
  struct markdown m = parse(STR("-\tx\n\n\ty\n"));
  assert_node(&m, 2, BLOCK_PARAGRAPH, 0, 2, 0);
  assert_node(&m, 3, BLOCK_PARAGRAPH, 2, 6, 2);
  m = parse(STR("\xef\xbb\xbf\xef\xbb\xbf- x"));
  assert_node(&m, 0, BLOCK_BULLET_LIST, 0, 3, 1);
  m = parse(STR("a\rb\r\n\r\nc"));
  assert_node(&m, 0, BLOCK_PARAGRAPH, 0, 0, 1);
  assert_node(&m, 1, BLOCK_PARAGRAPH, 3, 7, 3);
}

static void test_heading_line(void **state) {
  (void)state;
  assert_true(str_equal_c(markdown_heading(&arena, STR("## a *b* ##")), "a b"));
  assert_true(str_equal_c(markdown_heading(&arena, STR("# `` ` `` &lt;x\\_")), "` <x_"));
  assert_non_null(markdown_heading(&arena, STR("#")).p);
  assert_null(markdown_heading(&arena, STR("text")).p);
  assert_null(markdown_heading(&arena, STR("")).p);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tree),
      cmocka_unit_test(test_last_lines),
      cmocka_unit_test(test_setext_heading_ends_late),
      cmocka_unit_test(test_html_ends_early),
      cmocka_unit_test(test_fence_without_end),
      cmocka_unit_test(test_is_fenced),
      cmocka_unit_test(test_definitions_vanish),
      cmocka_unit_test(test_columns),
      cmocka_unit_test(test_heading_line),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
