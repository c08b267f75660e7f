/* A skeleton has the blocks of its text: on chosen texts, and on many at random. */
#include "parse/body_skeleton.h"

#include "base/arena.h"
#include "parse/body_text.h"
#include "parse/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static struct body_text body_of(struct str text) {
  arena_reset(&arena);
  struct source *source = source_new(&arena, STR("case.md"), text);
  return body_text_of(&arena, span_of(source, 0, source->bytes.n));
}

static void assert_skeleton(struct str text, struct str expected, int line) {
  struct body_text body = body_of(text);
  struct str found = body_skeleton(&arena, &body);
  if (!str_equal(found, expected))
    print_error("line %d: %.*s\n", line, STR_ARG(found));
  assert_true(str_equal(found, expected));
}

#define SKELETON(text, expected) assert_skeleton(STR(text), STR(expected), __LINE__)
#define SAME(text) SKELETON(text, text)

static void test_running_text(void **state) {
  (void)state;
  SKELETON("text and *more*\nof it  \n\nend", "x\nx\n\nx\n");
  SKELETON("1. one\n   two\n- three\n> four", "1. x\n   x\n- x\n> x\n");
  SKELETON("[WARN] 2024: [x]: y", "x\n");
  SKELETON("`code` and text\n~gone~", "x\nx\n");
  SKELETON("# A *heading*\ntext\n***\n", "# A *heading*\nx\n***\n");
  SKELETON("```sh\nkubectl get\n```", "```sh\nx\n```");
  SKELETON("a\r\nb\rc\n", "x\nx\nx\n");
}

/* What hangs on the text of other lines. */
static void test_whole_text(void **state) {
  (void)state;
  SAME("a *heading*\n---\ntext");
  SAME("a *heading*\n===\ntext");
  SAME("text\n\n<!-- a\nb -->\n");
  SAME("- <div>\n  text\n");
  SAME("[a]: /u\ntext");
  SAME("> [a\nb]: /u");
}

static bool is_same(const struct markdown_node *a, const struct markdown_node *b) {
  return a->kind == b->kind && a->line == b->line && a->offset == b->offset &&
         a->last_line == b->last_line && a->next == b->next && str_equal(a->text, b->text) &&
         a->level == b->level && a->is_fenced == b->is_fenced;
}

/* True if the text has a skeleton of its own. */
static bool compare(struct str text) {
  struct body_text body = body_of(text);
  struct str whole = body_slice(&body, body.from, body.to);
  struct str skeleton = body_skeleton(&arena, &body);
  struct markdown expected = markdown_parse(&arena, &body, whole);
  struct markdown found = markdown_parse(&arena, &body, skeleton);
  bool is_right = found.count == expected.count;
  for (size_t i = 0; is_right && i < found.count; i++)
    is_right = is_same(&found.nodes[i], &expected.nodes[i]);
  if (!is_right)
    print_error("other blocks:\n%.*s\n", STR_ARG(text));
  assert_true(is_right);
  return skeleton.p != whole.p;
}

static const char *const parts[] = {
    "a",
    "foo",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "10. ",
    "> ",
    ">",
    "#",
    "## ",
    "`",
    "```",
    "~~~",
    "---",
    "- - -",
    "***",
    "_",
    "__",
    "___",
    "[",
    "]",
    "(c)",
    ":",
    "\\",
    "!",
    "\"t\"",
    "\r",
    "\r\n",
    "\xEA\xB0\x80",
    "\xC2\xA0",
    "\v",
    "\f",
    "9",
    "0.",
    "--",
    "|",
    "&amp;",
    "```sh\n",
    "    code\n",
    "-\n",
    "1.\n",
    "**b**",
    "\x01",
    /* From here on what makes most texts their own skeletons, so every second has none. */
    "=",
    "[a]: /u",
    "[b]:",
    "<",
    "<div>",
    "<!-- ",
    "-->",
    "<pre>",
    "</pre>",
};
enum { PARTS = sizeof parts / sizeof *parts, PLAIN_PARTS = PARTS - 9, ROUNDS = 40000 };

static void test_random_texts(void **state) {
  (void)state;
  uint64_t random = 88172645463325252u;
  size_t skeletons = 0;
  for (size_t round = 0; round < ROUNDS; round++) {
    char text[512];
    size_t n = 0, kinds = round % 2 ? PARTS : PLAIN_PARTS;
    for (size_t i = 0; i <= round % 31; i++) {
      random ^= random << 13;
      random ^= random >> 7;
      random ^= random << 17;
      const char *part = parts[(random >> 11) % kinds];
      memcpy(text + n, part, strlen(part));
      n += strlen(part);
    }
    skeletons += compare((struct str){text, n});
  }
  assert_true(skeletons > ROUNDS / 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_running_text),
      cmocka_unit_test(test_whole_text),
      cmocka_unit_test(test_random_texts),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
