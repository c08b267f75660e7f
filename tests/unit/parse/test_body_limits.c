/* What is refused before cmark sees it, what is not, and that nothing that passes takes long.
 */
#include "parse/body_limits.h"

#include "body_fixture.h"
#include "parse/body_rules.h"
#include "parse/body_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { MIB = 1024 * 1024 };

static struct body_fixture f;
static struct buf text;

static int clean(void **state) {
  (void)state;
  fixture_close(&f);
  buf_free(&text);
  return 0;
}

static void add(const char *unit, size_t count) {
  for (size_t i = 0; i < count; i++)
    buf_add_c(&text, unit);
}

/* What is wrong with fences in items and quotes is not what these are about. */
static void drop_fences(void) {
  size_t kept = 0;
  for (size_t i = 0; i < f.bag.count; i++) {
    if (f.bag.diags[i].rule != &body_rules[BODY_FENCE_INSIDE])
      f.bag.diags[kept++] = f.bag.diags[i];
  }
  f.bag.count = kept;
}

/* The finding's rule, "" if there is none. */
static const char *finding(void) {
  fixture_parse(&f, buf_str(&text));
  drop_fences();
  assert_int_equal(f.doc.is_body_unusable, f.bag.count > 0);
  if (f.bag.count == 0)
    return "";
  assert_int_equal(f.doc.block_count, 0);
  assert_int_equal(f.bag.count, 1);
  return f.bag.diags[0].rule->name;
}

static void test_paragraph(void **state) {
  (void)state;
  add("x\n\n", 1);
  add("0123456789abcde\n", 1024);
  assert_string_equal(finding(), "");
  add("0\n", 1);
  assert_string_equal(finding(), "paragraph-too-long");
  assert_int_equal(f.bag.diags[0].span.offset, 3);
  assert_int_equal(f.bag.diags[0].span.n, 15);
  assert_true(
      str_equal_c(f.bag.diags[0].message,
                  "the paragraph that begins here has 16385 bytes; 16384 are the limit"));
}

static void test_every_long_paragraph_is_reported(void **state) {
  (void)state;
  add("0123456789abcde\n", 2000);
  add("\n", 1);
  add("0123456789abcde\n", 2000);
  fixture_parse(&f, buf_str(&text));
  assert_int_equal(f.bag.count, 2);
  assert_int_equal(f.bag.diags[1].span.offset, 32001);
}

static void test_heading(void **state) {
  (void)state;
  add("# ", 1);
  add("x", 16383);
  assert_string_equal(finding(), "paragraph-too-long");
}

/* Long, but no paragraph: many items, code with a fence or without, comments. */
static void test_long_without_paragraph(void **state) {
  (void)state;
  static const char *const around[][3] = {
      {"```\n", "0123456789abcde\n", "```\n"},
      {"1. a\n\n   ~~~ log\n", "   0123456789abcde\n", "   ~~~\n"},
      {"> ````\n", "> 0123456789abcde\n", "> ````\n"},
      {"", "- 0123456789abcde\n", ""},
      {"", "# 0123456789abcde\n", ""},
      {"", "    0123456789abcde\n", ""},
      {"<!--\n", "0123456789abcde\n", "-->\n"},
      {"<pre>\n", "0123456789abcde\n", "</pre>\n"},
      {"> a\n", "> 0123456789abcde\n>\n", ""},
      {"<b>text</b>\n\n```\n", "0123456789abcde\n", "```\n"},
      {"[a]: /u\n\n```\n", "0123456789abcde\n", "```\n"},
  };
  for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
    buf_clear(&text);
    add(around[i][0], 1);
    add(around[i][1], 2000);
    add(around[i][2], 1);
    assert_string_equal(finding(), "");
    assert_true(f.doc.block_count > 0);
  }
}

/* What looks like a fence and is none, or ends before it seems to. */
static void test_false_fences(void **state) {
  (void)state;
  static const char *const fronts[] = {
      "    ```\n",
      "``` `\n",
      "- ```\n",
      "> ```\n",
      "``\n",
      "a\n    ```\n",
      "```\na\n```\n",
      "<div>\n```\n\n",
      "<!--\n```\n-->\n",
      "<pre>\n```\n</pre>\n",
      "``` \xff\n",
      "1.  a\n    ```\n  b\n",
      /* An item that is all definitions is closed by its second blank line, an empty one by the
       * first. */
      "- [a]: /u\n\n\n  ```\nx\n```\n",
      "-\n\n  ```\nx\n```\n",
      /* Whether this is a declaration depends on the version of CommonMark. */
      "<!a\n```\n>\n```\n",
  };
  for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
    buf_clear(&text);
    add(fronts[i], 1);
    add("0123456789abcde\n", 2000);
    assert_string_equal(finding(), "paragraph-too-long");
  }
}

/* An item that would interrupt a paragraph must be number 1, and a paragraph that is all
 * definitions goes on behind its underline. */
static void test_false_fences_in_items(void **state) {
  (void)state;
  static const char *const fronts[] = {"text\n2. ```\n", "[a]: /u\n===\n2. ```\n",
                                       "[a\\]b]: /u\n===\n2. ```\n"};
  for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
    buf_clear(&text);
    add(fronts[i], 1);
    add("   0123456789abcde\n", 2000);
    assert_string_equal(finding(), "paragraph-too-long");
  }
}

static void test_depth(void **state) {
  (void)state;
  add("> ", 32);
  add("x\n", 1);
  assert_string_equal(finding(), "");
  buf_clear(&text);
  add("a\n\n", 1);
  add("> ", 33);
  add("x\n", 1);
  assert_string_equal(finding(), "nesting-too-deep");
  assert_int_equal(f.bag.diags[0].span.offset, 3);
  assert_int_equal(f.bag.diags[0].span.n, 67);
}

static void test_depth_over_many_lines(void **state) {
  (void)state;
  for (size_t depth = 0; depth < 33; depth++) {
    assert_string_equal(finding(), "");
    for (size_t i = 0; i < depth; i++)
      add("  ", 1);
    add("- x\n", 1);
  }
  assert_string_equal(finding(), "nesting-too-deep");
}

/* Is the list in the HTML? Not knowing that, it counts whatever may nest. */
static void test_depth_without_certainty(void **state) {
  (void)state;
  add("<div>\n- a\n\n", 1);
  add("> ", 32);
  add("x\n", 1);
  assert_string_equal(finding(), "");
  add("1. ", 16);
  add("> ", 17);
  add("x\n", 1);
  assert_string_equal(finding(), "nesting-too-deep");
}

/* A thematic break of 40 stars is no list, and indented code is not nested. */
static void test_flat_although_it_looks_deep(void **state) {
  (void)state;
  add("* ", 40);
  add("\n\n    ", 1);
  add("> ", 40);
  add("\n\n```\n", 1);
  add("- ", 40);
  add("x\n```\n", 1);
  assert_string_equal(finding(), "");
}

static void test_brackets(void **state) {
  (void)state;
  add("[a] ", 2048);
  assert_string_equal(finding(), "");
  add("[", 1);
  assert_string_equal(finding(), "too-many-brackets");
  buf_clear(&text);
  add("```\n", 1);
  add("[a] ", 4000);
  assert_string_equal(finding(), "");
}

/* A whole file of each, as slow as they come: paragraphs as long as may be, or lines of the
 * kind. */
static void test_hostile_bodies_are_fast(void **state) {
  (void)state;
  static const struct {
    const char *unit;
    size_t count;
    const char *behind;
  } rows[] = {
      {"![[]()", 1023, "\n\n"},
      {"![", 1023, "[]()\n\n"},
      {"[a](", 2048, "\n\n"},
      {"*a **b _c __d ", 1170, "\n\n"},
      {"a**b_c* ", 2048, "\n\n"},
      {"`a``", 4096, "\n\n"},
      {"<a ", 5461, "\n\n"},
      {"<!-", 5461, "\n\n"},
      {"&", 16384, "\n\n"},
      {"[a]: b\n", 2048, "\n\n"},
      {"> ", 32, "a\n\n"},
      {"- ", 32, "a\n\n"},
      {"-\n", 1, "+\n"},
      {"a\n=\n", 1, ""},
      {"\r", 1, ""},
      {"1. a\n<!-- -->\n", 1, ""},
      {"\t", 60, "-\n"},
      {"> ```\n", 1, ">\n\n"},
      {"*_", 8192, "\n\n"},
      {"\\", 16384, "\n\n"},
      {"<?", 8192, "\n\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    buf_clear(&text);
    while (text.n < MIB - 20000) {
      add(rows[i].unit, rows[i].count);
      add(rows[i].behind, 1);
    }
    clock_t start = clock();
    fixture_parse(&f, buf_str(&text));
    /* It is 0.5 s at most, and minutes without the limits; sanitizers take ten times as long.
     */
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    assert_false(f.doc.is_body_unusable);
  }
}

/* Deep containers that are never closed, with a million blank lines behind them. */
static void test_blank_lines_in_deep_containers(void **state) {
  (void)state;
  static const char *const ends[] = {"a\n", "```\n", "<!--\n"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    buf_clear(&text);
    add("- ", 32);
    add(ends[i], 1);
    add("\n", MIB - 100);
    clock_t start = clock();
    assert_string_equal(finding(), "");
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
  }
}

/* Without the limits, each of these takes cmark minutes or all memory. A line so long has its
 * finding from who reads files, and the body has none of its own. */
static void test_refused(void **state) {
  (void)state;
  static const char *const units[] = {"![[]()", "> ", "- ", "[", "![", "[]()", "*a ", "`a"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    buf_clear(&text);
    add(units[i], (MIB - 1) / strlen(units[i]));
    add("x", 1);
    clock_t start = clock();
    fixture_parse(&f, buf_str(&text));
    assert_true(f.doc.is_body_unusable);
    assert_int_equal(f.doc.block_count, 0);
    assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
  }
}

/* A title stands outside the body, but goes through cmark, too. */
static void test_title(void **state) {
  (void)state;
  add("## ", 1);
  add("![[]()", 5000);
  fixture_parse(&f, STR("text"));
  struct source *source = source_new(&f.a, STR("case.md"), buf_str(&text));
  f.piece = (struct piece){.source = source, .heading_level = 2};
  f.piece.heading = span_of(source, 0, source->bytes.n);
  f.piece.title = span_of(source, 3, source->bytes.n);
  f.piece.body = span_of(source, source->bytes.n, source->bytes.n);
  f.doc = (struct doc){.piece = &f.piece};
  parse_body(&f.a, &f.scratch, &f.bag, &f.piece, &f.doc);
  assert_int_equal(f.bag.count, 1);
  assert_string_equal(f.bag.diags[0].rule->code, "KBC0300");
  assert_false(f.doc.is_body_unusable);
  assert_true(str_equal(f.doc.title, span_text(f.piece.title)));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_paragraph, clean),
      cmocka_unit_test_teardown(test_every_long_paragraph_is_reported, clean),
      cmocka_unit_test_teardown(test_heading, clean),
      cmocka_unit_test_teardown(test_long_without_paragraph, clean),
      cmocka_unit_test_teardown(test_false_fences, clean),
      cmocka_unit_test_teardown(test_false_fences_in_items, clean),
      cmocka_unit_test_teardown(test_depth, clean),
      cmocka_unit_test_teardown(test_depth_over_many_lines, clean),
      cmocka_unit_test_teardown(test_depth_without_certainty, clean),
      cmocka_unit_test_teardown(test_flat_although_it_looks_deep, clean),
      cmocka_unit_test_teardown(test_brackets, clean),
      cmocka_unit_test_teardown(test_hostile_bodies_are_fast, clean),
      cmocka_unit_test_teardown(test_blank_lines_in_deep_containers, clean),
      cmocka_unit_test_teardown(test_refused, clean),
      cmocka_unit_test_teardown(test_title, clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
