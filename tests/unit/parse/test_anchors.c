/* The anchors of a whole file: what counts as one, and that hostile files take no time. */
#include "parse/anchors.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static struct arena a, scratch;

static int free_arenas(void **state) {
  (void)state;
  arena_free(&a);
  arena_free(&scratch);
  return 0;
}

static struct anchors parse(struct str text) {
  arena_reset(&a);
  arena_reset(&scratch);
  struct anchors anchors = {.is_known = false};
  parse_anchors(&a, &scratch, source_new(&a, STR("a.md"), text), &anchors);
  return anchors;
}

static bool has(struct str text, const char *fragment) {
  struct anchors anchors = parse(text);
  assert_true(anchors.is_known);
  return anchors_have(&scratch, &anchors, str_from_c(fragment));
}

static void test_headings(void **state) {
  (void)state;
  assert_true(has(STR("# A *b* `c`\n"), "a-b-c"));
  assert_true(has(STR("> - ### Deep\n"), "deep"));
  assert_true(has(STR("Under\nlined\n---\n"), "under-lined"));
  assert_true(has(STR("<h3 align=\"left\">In <b>HTML</b></h3>\n"), "in-html"));
  assert_false(has(STR("```\n# Code\n```\n"), "code"));
  assert_false(has(STR("---\nkey: value\n---\n# Title\n"), "key-value"));
  assert_false(has(STR("+++\nkey = 1\n# comment\n+++\n# Title\n"), "comment"));
  assert_true(has(STR("## 01. Case\n---\nservice: x\n---\n### Steps\n"), "steps"));
}

static void test_ids(void **state) {
  (void)state;
  assert_true(has(STR("## Title {#own .class}\n"), "own"));
  assert_true(has(STR("## Title\n{: .class #own}\n"), "own"));
  assert_true(has(STR("<a name=old></a><div ID='New'>\n"), "old"));
  assert_true(has(STR("<a name=old></a><div ID='New'>\n"), "new"));
  assert_false(has(STR("<a data-id=\"x\" grid=\"y\">\n"), "x"));
  assert_false(has(STR("a { b\n#c }\n"), "c"));
}

static void test_unknown(void **state) {
  (void)state;
  assert_false(parse(STR("# A\n\n{% include b.md %}\n")).is_known);
  assert_false(parse(STR("--8<-- \"b.md\"\n")).is_known);
}

static void test_hostile(void **state) {
  (void)state;
  static const char *const patterns[] = {
      "<h1>",     "<h1></h", "{#a", "{ #a #b", " id=", "# a\n", "## \xEA\xB0\x80 - b {#c}\n",
      " name=\"", "&<"};
  struct buf text = {0};
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    buf_clear(&text);
    while (text.n < 1000 * 1000) {
      buf_add_c(&text, patterns[i]);
      if (text.n % 5000 < 8)
        buf_add_c(&text, "\n\n");
    }
    clock_t start = clock();
    parse(buf_str(&text));
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
  }
  buf_free(&text);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_headings),
      cmocka_unit_test(test_ids),
      cmocka_unit_test(test_unknown),
      cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, free_arenas);
}
