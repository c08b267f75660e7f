/* The splitter: which lines open a case, which only nearly do, and where a case ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pattern.h"
#include "diag/diag.h"
#include "model/piece.h"
#include "read/read.h"

#define TITLE "^(?:(?<number>\\d{2,})\\. )?(?<title>.+)$"
#define FRONT "---\nservice: a\nerror: b\n---\n"

struct bench {
  struct arena a, scratch;
  struct bag bag;
  struct record_rules record;
  struct pattern *title;
  struct str captures[2];
  size_t groups[2];
  enum presence presence;
  struct pieces pieces;
};

static void bench_open(struct bench *b) {
  memset(b, 0, sizeof *b);
  b->bag.arena = &b->a;
  struct pattern_error error;
  b->title = pattern_compile(&b->a, STR(TITLE), 0, &error);
  assert_non_null(b->title);
  b->captures[0] = STR("number");
  b->captures[1] = STR("title");
  b->groups[0] = 1;
  b->groups[1] = 2;
  b->record = (struct record_rules){.level = 2,
                                    .title = {.pattern = b->title, .groups = b->groups},
                                    .captures = b->captures,
                                    .capture_count = 2};
}

static void bench_close(struct bench *b) {
  pattern_free(b->title);
  arena_free(&b->a);
  arena_free(&b->scratch);
}

static void bench_split(struct bench *b, const char *text) {
  struct source *source = source_new(&b->a, STR("x.md"), str_from_c(text));
  b->pieces = read_pieces(&b->a, &b->scratch, &b->bag, &b->record, b->presence, source);
}

/* "TITLE|BODY;" for each piece, line ends as "/", then the names of what was found. */
static void assert_split(const char *text, const char *expected) {
  struct bench b;
  struct buf out = {0};
  bench_open(&b);
  bench_split(&b, text);
  for (size_t i = 0; i < b.pieces.count; i++) {
    const struct piece *piece = &b.pieces.items[i];
    buf_add(&out, span_text(piece->title));
    buf_add_char(&out, '|');
    struct str body = span_text(piece->body);
    for (size_t j = 0; j < body.n; j++) {
      if (body.p[j] != '\r')
        buf_add_char(&out, body.p[j] == '\n' ? '/' : body.p[j]);
    }
    buf_add_char(&out, ';');
  }
  for (size_t i = 0; i < b.bag.count; i++)
    buf_printf(&out, " %zu:%s",
               source_position(b.bag.diags[i].span.source, b.bag.diags[i].span.offset).line,
               b.bag.diags[i].rule->name);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  bench_close(&b);
}

static void test_single(void **state) {
  (void)state;
  assert_split(FRONT "# T\n\ntext\n", "|# T//text;");
  assert_split("\n\n" FRONT "# T\n", "|# T;");
  assert_split(FRONT "# T\n\n## 01. B\ntext\n", "|# T;01. B|text;");
  assert_split("---  \r\nservice: a\r\n---\t\r\n# T\r\n", "|# T;");
  assert_split("---\n---\n# T\n", "|# T;");
  assert_split("---\nservice: a\n---", "|;");
}

static void test_bundle(void **state) {
  (void)state;
  assert_split("# All\n\ntext\n\n---\n\n## 01. A\n" FRONT "a\n\n---\n\n## 02. B\n" FRONT "b\n",
               "01. A|a;02. B|b;");
  assert_split("## A\n\n\n" FRONT "a\n## B\n" FRONT "b\n---\n", "A|a;B|b;");
  assert_split("## 01. A\n" FRONT "a\n## more\nb\n### deep\nc\n",
               "01. A|a/## more/b/### deep/c;");
  assert_split("## 01. A\n" FRONT "a\n\n# Rest\nb\n\n## 02. B\n" FRONT "c", "01. A|a;02. B|c;");
  assert_split("## 01. A ##\n" FRONT "1. x\n---\n## 02. B #\n" FRONT, "01. A|1. x;02. B|;");
  assert_split("## 01. A\r\n---\r\nk: v\r\n---\r\na\r\n---\r\n", "01. A|a;");
}

static void test_both(void **state) {
  (void)state;
  assert_split(FRONT "# T\ntext\n\n## 01. A\n" FRONT "a\n", "|# T/text;01. A|a;");
}

static void test_no_boundary(void **state) {
  (void)state;
  assert_split("## 01. A\n" FRONT "```\n## 02. B\n" FRONT "```\nb\n",
               "01. A|```/## 02. B/---/service: a/error: b/---/```/b;");
  assert_split("## 01. A\n" FRONT "~~~~\n~~~\n## 02. B\n" FRONT "~~~~\n",
               "01. A|~~~~/~~~/## 02. B/---/service: a/error: b/---/~~~~;");
  assert_split("## 01. A\n" FRONT "<!--\n## 02. B\n" FRONT "-->\nb\n",
               "01. A|<!--/## 02. B/---/service: a/error: b/---/-->/b;");
  assert_split("## 01. A\n" FRONT "> ## 02. B\n> ---\n", "01. A|> ## 02. B/> ---;");
  assert_split("## 01. A\n" FRONT "1. x\n\n   ## 02. B\n   ---\n   k: v\n   ---\n",
               "01. A|1. x//   ## 02. B/   ---/   k: v/   ---;");
  assert_split("## 01. A\n" FRONT "a\n\n    ## 02. B\n    ---\n",
               "01. A|a//    ## 02. B/    ---;");
  assert_split("## 01. A\n" FRONT "a\n\n## Links\n\n---\n\nSee there.\n",
               "01. A|a//## Links//---//See there.;");
}

static void test_near_misses(void **state) {
  (void)state;
  assert_split("## 01. A\na\n", "01. A|a;");
  assert_split("##01. A\n" FRONT "a\n", "01. A|a; 1:heading-no-space");
  assert_split("##\xC2\xA0"
               "01. A\n" FRONT "a\n",
               "01. A|a; 1:heading-space");
  assert_split("## \xEF\xBC\x90\xEF\xBC\x91. A\n" FRONT "a\n",
               "\xEF\xBC\x90\xEF\xBC\x91. A|a; 1:heading-digits");
  assert_split("01. A\n---\n" FRONT "a\n", "01. A|a; 1:heading-setext");
  assert_split("01. A\n" FRONT "a\n", "01. A|a; 1:heading-setext");
  assert_split("A\n===\n" FRONT "a\n", "A|a; 1:heading-setext");
  assert_split("### 01. A\n" FRONT "a\n", "01. A|a; 1:heading-level");
  assert_split("## 01. A\nservice: a\n---\na\n", "01. A|a; 2:front-matter-unopened");
  assert_split("## A\nservice: a\nerror: b\n---\na\n", "A|a; 2:front-matter-unopened");
  assert_split("## 01. A\n---\nservice: a\n\n### S\na\n",
               "01. A|### S/a; 2:front-matter-unclosed");
  assert_split("## 01. A\n---\nservice: a\nprose\n", "01. A|prose; 2:front-matter-unclosed");
  assert_split("## 01. A\n---\nservice: a\n----\na\n", "01. A|a; 4:front-matter-close");
  assert_split("## 01. A\n---\nservice: a\n...\na\n", "01. A|a; 4:front-matter-close");
  assert_split("## 01. A\n ---\nservice: a\n---\na\n", "01. A|a; 2:front-matter-indented");
  assert_split("## 01. A\n---\nservice: a\n  ---\na\n", "01. A|a; 4:front-matter-indented");
  assert_split("service: a\nerror: b\n---\n# T\n", "|# T; 1:front-matter-unopened");
}

/* Where files were joined, each still has its own front matter and title. */
static void test_joined_files(void **state) {
  (void)state;
  assert_split(FRONT "# T\ntext\n" FRONT "# U\nmore\n",
               "|# T/text;|# U/more; 7:front-matter-place");
  assert_split(FRONT "# T\ntext\n\n" FRONT "\n# U\n", "|# T/text;|/# U; 8:front-matter-place");
  assert_split(FRONT "# T\n\xEF\xBB\xBF" FRONT "# U\n", "|# T;|# U; 6:front-matter-place");
  assert_split("## 01. A\n" FRONT "a\n\xEF\xBB\xBF## 02. B\n" FRONT "b\n", "01. A|a;02. B|b;");
  assert_split(FRONT "# T\n## S\na\n# U\n## 01. A\n" FRONT "a\n", "|# T/## S/a;01. A|a;");
  assert_split(FRONT "# T\n## S\na\n# U\nb\n", "|# T/## S/a/# U/b;");
}

/* What only looks like front matter or a heading, in texts that nobody would call wrong. */
static void test_no_false_alarm(void **state) {
  (void)state;
  assert_split("## 01. A\n" FRONT "9. x\n10. y\n---\n\n## 02. B\n" FRONT "b\n",
               "01. A|9. x/10. y;02. B|b;");
  assert_split("## 01. A\n" FRONT "9. x\n\n10. y\n---\n\n### S\n",
               "01. A|9. x//10. y/---//### S;");
  assert_split("---\nservice: a\n## owner\nerror: b\n---\n# T\n", "|# T;");
  assert_split("---\n# note\n\nservice: a\n# note\n---\n# T\n", "|# T;");
  assert_split(FRONT "# T\n\n## S\nNote: x\nSee: y\n---\n\n## U\n",
               "|# T//## S/Note: x/See: y/---//## U;");
  assert_split(FRONT "# T\n\n## S\n\n---\n\nNote: x\n\n---\n\n## U\n",
               "|# T//## S//---//Note: x//---//## U;");
  assert_split("## 01. A\n" FRONT "a\n\n---\nNote: x\n---\nmore\n",
               "01. A|a//---/Note: x/---/more;");
  assert_split("## 01. A\n" FRONT "<PRE>\n## 02. B\n" FRONT "</PRE>\n",
               "01. A|<PRE>/## 02. B/---/service: a/error: b/---/</PRE>;");
  assert_split("## 01. A\n" FRONT "````\n## 02. B\n" FRONT "```sh\nx\n```\n````\n",
               "01. A|````/## 02. B/---/service: a/error: b/---/```sh/x/```/````;");
}

static void test_half_front(void **state) {
  (void)state;
  assert_split("---\nservice: a\n\n# T\n\n## S\na\n---\n",
               "|# T//## S/a; 1:front-matter-unclosed");
  assert_split("## 01. A\n---\nservice: a\n\n## 02. B\n" FRONT "b\n",
               "01. A|;02. B|b; 2:front-matter-unclosed");
  assert_split("## 01. A\n---\nservice: a\n##02. B\n" FRONT "b\n",
               "01. A|;02. B|b; 2:front-matter-unclosed 4:heading-no-space");
  assert_split("## A\n----\nservice: a\n---\na\n", "A|a; 2:front-matter-close");
  assert_split("## A\n---\nservice: a\n\xE2\x80\x94\na\n", "A|a; 4:front-matter-close");
  assert_split("## 01. A\nnote\n\n" FRONT "### S\na\n", "01. A|### S/a; 2:front-matter-place");
  assert_split("## A\n<!-- c -->\n" FRONT "### S\na\n", "A|### S/a; 2:front-matter-place");
  assert_split("\xC2\xA0## 01. A\n" FRONT "a\n", "01. A|a; 1:heading-space");
  assert_split("01. A\n-----\n\n### S\na\n", "01. A|/### S/a; 1:heading-setext");
}

static void test_nothing_is_swallowed(void **state) {
  (void)state;
  assert_split("## 01. A\n" FRONT "```\na\n\n## 02. B\n" FRONT "b\n",
               "01. A|```/a;02. B|b; 6:fence-unclosed");
  assert_split("## 01. A\n" FRONT "```\na\n\n## 02. B\n" FRONT "```\nb\n```\n",
               "01. A|```/a;02. B|```/b/```; 6:fence-unclosed");
  assert_split("## 01. A\n" FRONT "<!-- a\n\n## 02. B\n" FRONT "b\n",
               "01. A|<!-- a;02. B|b; 6:comment-unclosed");
  assert_split("## 01. A\n" FRONT "<!-- a\n\n## 02. B\n" FRONT "<!-- c -->\nb\n",
               "01. A|<!-- a;02. B|<!-- c -->/b; 6:comment-unclosed");
  /* A fence that what opens the next one seems to close, or what closes that. */
  assert_split("## 01. A\n" FRONT "```\na\n## 02. B\n" FRONT "```\nb\n```\n## 03. C\n" FRONT
               "```\nc\n```\n",
               "01. A|```/a;02. B|```/b/```;03. C|```/c/```; 6:fence-unclosed");
  assert_split("## 01. A\n" FRONT "```\na\n## 02. B\n" FRONT "```sh\nb\n```\n## 03. C\n" FRONT
               "c\n",
               "01. A|```/a;02. B|```sh/b/```;03. C|c; 6:fence-unclosed");
  /* An example stays one, whatever is wrong elsewhere. */
  assert_split("## 01. A\n" FRONT "```\n## 07. X\n" FRONT "```\n## 02. B\n" FRONT "~~~~\nb\n",
               "01. A|```/## 07. X/---/service: a/error: b/---/```;02. B|~~~~/b; "
               "18:fence-unclosed");
}

static void test_no_case(void **state) {
  (void)state;
  assert_split("", " 1:no-case");
  assert_split("# Notes\n\ntext\n", " 1:no-case");
  assert_split("Note: a\n\ntext\n", " 1:no-case");
}

static void test_optional_front(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b);
  b.presence = PRESENCE_OPTIONAL;
  bench_split(&b, "# Page\n\n## Steps\nx\n");
  assert_int_equal(b.pieces.count, 1);
  assert_int_equal(b.pieces.items[0].front_state, FRONT_ABSENT);
  assert_true(str_equal_c(span_text(b.pieces.items[0].body), "# Page\n\n## Steps\nx"));
  bench_split(&b, "# Page\n\n## 01. A\nx\n## 02. B\ny\n");
  assert_int_equal(b.pieces.count, 2);
  assert_int_equal(b.bag.count, 0);
  bench_close(&b);
}

static void test_split_modes(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b);
  b.presence = PRESENCE_FORBIDDEN;
  b.record.split = SPLIT_HEADING;
  bench_split(&b, "# All\n\n## A\nx\n\nB\n---\n\ny\n");
  assert_int_equal(b.pieces.count, 2);
  assert_true(str_equal_c(span_text(b.pieces.items[1].title), "B"));
  b.record.split = SPLIT_FILE;
  bench_split(&b, "# All\n\n## A\nx\n\n## 02. B\ny\n");
  assert_int_equal(b.pieces.count, 1);
  assert_int_equal(b.bag.count, 0);
  bench_close(&b);
}

/* Whatever the bytes, pieces lie inside the text, in order, and none overlaps another. */
static void test_random_lines(void **state) {
  (void)state;
  static const char *const lines[] = {
      "---\n",  "## 01. A\n", "##02. B\n", "k: v\n", "```\n",    "~~~~\n",
      "<!--\n", "-->\n",      "\n",        "- x\n",  "   ---\n", "# T\n",
      "...\n",  "> q\n",      "02. C\n",   "===\n",  "    x\n"};
  unsigned long long seed = 1;
  for (int round = 0; round < 3000; round++) {
    struct bench b;
    struct buf text = {0};
    bench_open(&b);
    for (int i = 0; i < 24; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      buf_add_c(&text, lines[(seed >> 33) % (sizeof lines / sizeof *lines)]);
    }
    buf_add_char(&text, '\0');
    bench_split(&b, text.p);
    size_t behind = 0;
    for (size_t i = 0; i < b.pieces.count; i++) {
      const struct piece *piece = &b.pieces.items[i];
      assert_true(piece->whole.offset >= behind);
      assert_true(piece->body.offset >= piece->whole.offset);
      behind = piece->body.offset + piece->body.n;
      assert_true(behind <= text.n - 1);
    }
    assert_true(b.pieces.count > 0 || b.bag.count > 0);
    buf_free(&text);
    bench_close(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_single),         cmocka_unit_test(test_bundle),
      cmocka_unit_test(test_both),           cmocka_unit_test(test_no_boundary),
      cmocka_unit_test(test_near_misses),    cmocka_unit_test(test_nothing_is_swallowed),
      cmocka_unit_test(test_joined_files),   cmocka_unit_test(test_no_false_alarm),
      cmocka_unit_test(test_half_front),     cmocka_unit_test(test_no_case),
      cmocka_unit_test(test_optional_front), cmocka_unit_test(test_split_modes),
      cmocka_unit_test(test_random_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
