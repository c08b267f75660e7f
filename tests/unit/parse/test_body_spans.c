/* What holds of the blocks of any body: tens of thousands of random ones, the same in each run.
 */
#include "body_fixture.h"
#include "parse/body_limits.h"
#include "parse/body_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { BODIES = 30000, LONGEST = 24 };

static const char *const pieces[] = {
    "\n",
    "\n",
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "> ",
    ">",
    "- ",
    "* ",
    "-",
    "1. ",
    "2) ",
    "10. ",
    "# ",
    "## ",
    "#",
    "===",
    "---",
    "***",
    "```",
    "```sh",
    "~~~",
    "````",
    "<!-- c -->",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<a>",
    "<?",
    "?>",
    "[a]: /u",
    "[a]",
    "[a]:",
    "/u",
    "\"t\"",
    "'t",
    "\\",
    "a",
    "b c",
    "*x*",
    "`c`",
    "&amp;",
    "\r\n",
    "\r",
    "\v",
    "\xed\x95\x9c",
    "\"",
    "[",
    "]",
    "<!A",
    "\n- a\n<!-- x -->\n- b\n",
    "\n1. a\n\n<!-- x -->\n2. b\n",
    "\n[a]: /u\n",
    "\xff",
    "\n    ",
    "\n  ",
};

static struct body_fixture f;

static int close_fixture(void **state) {
  (void)state;
  fixture_close(&f);
  return 0;
}

/* A xorshift generator: no seed from outside, so that what failed once fails again. */
static size_t pick(uint64_t *random, size_t count) {
  *random ^= *random << 13;
  *random ^= *random >> 7;
  *random ^= *random << 17;
  return (size_t)(*random >> 11) % count;
}

static void write_body(uint64_t *random, struct buf *text) {
  buf_clear(text);
  for (size_t n = 1 + pick(random, LONGEST); n > 0; n--)
    buf_add_c(text, pieces[pick(random, sizeof pieces / sizeof *pieces)]);
}

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Blanks, markers of quotes, and comments, which vanish between and behind the items of a list.
 */
static bool is_gap(struct str s) {
  for (size_t at = 0; at < s.n; at++) {
    if (is_white(s.p[at]) || s.p[at] == '>')
      continue;
    size_t end = str_starts_with(str_slice(s, at, s.n), STR("<!--"))
                     ? str_find(s, STR("-->"), at + 2)
                     : STR_NONE;
    if (end == STR_NONE)
      return false;
    at = end + 2;
  }
  return true;
}

static size_t end_of(struct span span) {
  return span.offset + span.n;
}

static bool is_list(const struct block *block) {
  return block->kind == BLOCK_BULLET_LIST || block->kind == BLOCK_ORDERED_LIST;
}

/* The blocks stand in [from, to), in order, and leave nothing but gaps between them. */
static bool is_sound(const struct block *blocks, size_t count, struct str bytes, size_t from,
                     size_t to) {
  for (size_t i = 0; i < count; i++) {
    struct span span = blocks[i].span, inner = blocks[i].inner;
    if (span.n == 0 || span.offset < from || end_of(span) > to)
      return false;
    if (is_white(bytes.p[span.offset]) || is_white(bytes.p[end_of(span) - 1]))
      return false;
    if (inner.offset < span.offset || end_of(inner) > end_of(span))
      return false;
    if (!is_gap(str_slice(bytes, from, span.offset)))
      return false;
    bool is_container =
        is_list(&blocks[i]) || blocks[i].kind == BLOCK_ITEM || blocks[i].kind == BLOCK_QUOTE;
    size_t inside = blocks[i].kind == BLOCK_QUOTE ? inner.offset + 1 : inner.offset;
    if (is_container &&
        !is_sound(blocks[i].children, blocks[i].child_count, bytes, inside, end_of(inner)))
      return false;
    if ((blocks[i].child_count > 0 && !is_container) ||
        (is_list(&blocks[i]) && blocks[i].child_count == 0))
      return false;
    from = end_of(span);
  }
  return is_gap(str_slice(bytes, from, to));
}

static size_t deepest(const struct block *blocks, size_t count) {
  size_t most = 0;
  for (size_t i = 0; i < count; i++) {
    size_t depth = deepest(blocks[i].children, blocks[i].child_count);
    depth += blocks[i].kind == BLOCK_ITEM || blocks[i].kind == BLOCK_QUOTE;
    most = depth > most ? depth : most;
  }
  return most;
}

static size_t longest(const struct block *blocks, size_t count) {
  size_t most = 0;
  for (size_t i = 0; i < count; i++) {
    bool is_text = blocks[i].kind == BLOCK_PARAGRAPH || blocks[i].kind == BLOCK_HEADING;
    size_t n = is_text ? blocks[i].span.n : longest(blocks[i].children, blocks[i].child_count);
    most = n > most ? n : most;
  }
  return most;
}

/* Smaller limits than the real ones, so that small bodies meet them. What is let through must
 * be within them once cmark has read it; that is what the real ones rest on. */
static bool keeps_its_limits(void) {
  const struct body_limits limits = {.paragraph = 24, .brackets = 100, .depth = 2};
  struct body_text text = body_text_of(&f.scratch, f.piece.body);
  if (!body_keeps_limits(&f.bag, &text, &limits))
    return true;
  return deepest(f.doc.blocks, f.doc.block_count) <= limits.depth &&
         longest(f.doc.blocks, f.doc.block_count) <= limits.paragraph;
}

static void test_random_bodies(void **state) {
  (void)state;
  uint64_t random = 88172645463325252u;
  struct buf text = {0};
  size_t refused = 0;
  for (size_t i = 0; i < BODIES; i++) {
    write_body(&random, &text);
    fixture_parse(&f, buf_str(&text));
    assert_false(f.doc.is_body_unusable);
    struct str bytes = f.piece.source->bytes;
    bool is_right =
        is_sound(f.doc.blocks, f.doc.block_count, bytes, 0, bytes.n) && keeps_its_limits();
    refused += f.bag.count > 0;
    if (!is_right) {
      fixture_add_blocks(&f.text, f.doc.blocks, f.doc.block_count);
      print_error("%.*s\n----\n%.*s\n", STR_ARG(bytes), STR_ARG(buf_str(&f.text)));
    }
    assert_true(is_right);
  }
  /* Both answers are common, or the test would show little. */
  assert_in_range(refused, BODIES / 4, BODIES * 3 / 4);
  buf_free(&text);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_random_bodies, close_fixture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
