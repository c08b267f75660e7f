/* That our links are cmark's: tens of thousands of random bodies, the same in each run. */
#include "body_fixture.h"

#include <cmark.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BODIES = 60000, LONGEST = 20 };

/* No two backticks in a row: behind an unclosed longer run cmark forgets code spans. */
static const char *const pieces[] = {
    "[",
    "[",
    "]",
    "]",
    "(",
    ")",
    "![",
    "](",
    "](x)",
    "](x)",
    "](<y z>)",
    "](x \"t\")",
    "](x\n't')",
    "](x (t",
    "]()",
    "](a(b)c)",
    "](\\))",
    "](&lt;&amp;)",
    "](<",
    "`x",
    "x`x",
    "\\",
    "<a>",
    "</a >",
    "<a b=\"",
    "<a b=c d/>",
    "<a b='",
    "\"",
    "'",
    ">",
    "<",
    "<!--",
    "-->",
    "-",
    "<?",
    "?>",
    "?",
    "<![CDATA[",
    "]]>",
    "<!A ",
    "x",
    "y z",
    " ",
    "\n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "    ",
    "*",
    "_",
    "<ab:c>",
    "<ab:",
    "<a:c>",
    "<q@r.s>",
    "<q@-r>",
    "[a]",
    "[A][]",
    "[b][a]",
    "[b][ a\n]",
    "[B]",
    "\n\n[a]: /u\n\n",
    "\n\n[b c]: <v w> 'title'\n",
    "[b  C]",
    "\n\n[b]: ",
    "# ",
    "\n===\n",
    "{{< ref \"p\" >}}",
    "{{<ref `p`>}}",
    "\r\n",
    "\xed\x95\x9c",
    "!",
    "\t",
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

/* cmark does not tell a link to a definition from others: destinations that a definition has
 * are left out on both sides. */
static bool is_defined(struct str destination) {
  for (size_t i = 0; i < f.doc.link_count; i++) {
    if (f.doc.links[i].kind == LINK_DEFINITION &&
        str_equal(f.doc.links[i].destination, destination))
      return true;
  }
  return false;
}

static void write_link(struct buf *out, bool is_image, struct str destination) {
  if (is_defined(destination))
    return;
  buf_printf(out, "%s{%.*s} ", is_image ? "!" : "", STR_ARG(destination));
}

/* In the order in which the links begin. */
static int compare_links(const void *left, const void *right) {
  const struct link *a = left, *b = right;
  return (a->whole.offset > b->whole.offset) - (a->whole.offset < b->whole.offset);
}

static size_t write_ours(struct buf *out) {
  struct link *links = arena_array(&f.scratch, struct link, f.doc.link_count);
  size_t count = 0;
  for (size_t i = 0; i < f.doc.link_count; i++) {
    if (f.doc.links[i].kind != LINK_DEFINITION && f.doc.links[i].kind != LINK_SHORTCODE)
      links[count++] = f.doc.links[i];
  }
  if (count > 1)
    qsort(links, count, sizeof *links, compare_links);
  for (size_t i = 0; i < count; i++) {
    bool is_mail = links[i].kind == LINK_AUTOLINK &&
                   str_find_char(links[i].destination, ':', 0) == STR_NONE;
    struct str destination = links[i].destination;
    if (is_mail)
      destination = arena_printf(&f.scratch, "mailto:%.*s", STR_ARG(destination));
    write_link(out, links[i].kind == LINK_IMAGE, destination);
  }
  return count;
}

static void write_cmarks(struct buf *out, struct str text) {
  cmark_node *root = cmark_parse_document(text.p, text.n, CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new(root);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE))
      write_link(out, type == CMARK_NODE_IMAGE, str_from_c(cmark_node_get_url(node)));
  }
  cmark_iter_free(iter);
  cmark_node_free(root);
}

/* Each stands in its whole, each whole in the source, and destinations in order. */
static bool is_sound(void) {
  size_t last = 0;
  for (size_t i = 0; i < f.doc.link_count; i++) {
    struct span span = f.doc.links[i].span, whole = f.doc.links[i].whole;
    if (span.offset < last || span.offset < whole.offset ||
        span.offset + span.n > whole.offset + whole.n ||
        whole.offset + whole.n > f.piece.source->bytes.n)
      return false;
    last = span.offset;
  }
  return true;
}

static void test_random_bodies(void **state) {
  (void)state;
  uint64_t random = 88172645463325252u;
  struct buf text = {0}, ours = {0}, cmarks = {0};
  size_t links = 0, shown = 0;
  for (size_t i = 0; i < BODIES; i++) {
    write_body(&random, &text);
    fixture_parse(&f, buf_str(&text));
    buf_clear(&ours);
    buf_clear(&cmarks);
    links += write_ours(&ours);
    write_cmarks(&cmarks, f.piece.source->bytes);
    if (str_equal(buf_str(&ours), buf_str(&cmarks)) && is_sound())
      continue;
    if (shown++ < 8)
      print_error("%.*s\n---- cmark\n%.*s\n---- ours\n%.*s\n\n", STR_ARG(buf_str(&text)),
                  STR_ARG(buf_str(&cmarks)), STR_ARG(buf_str(&ours)));
  }
  assert_int_equal(shown, 0);
  /* Links are common, or the test would show little. */
  assert_true(links > BODIES / 4);
  buf_free(&text);
  buf_free(&ours);
  buf_free(&cmarks);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_random_bodies, close_fixture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
