/* Tests of diag/print_json: every member, in order, and paths and bytes as the manual says. */
#include "diag/printer.h"

#include "base/arena.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rule rule = {
    .code = "KBC0210", .name = "yaml-plain-colon", .level = LEVEL_ERROR, .summary = "s"};

struct page {
  struct arena a;
  struct bag bag;
  struct buf out;
};

static int setup(void **state) {
  struct page *page = calloc(1, sizeof *page);
  page->bag.arena = &page->a;
  *state = page;
  return 0;
}

static int teardown(void **state) {
  struct page *page = *state;
  arena_free(&page->a);
  buf_free(&page->out);
  free(page);
  return 0;
}

static bool into_buf(void *to, struct str bytes) {
  buf_add(to, bytes);
  return true;
}

/* Run in /repo/kb; paths are relative to /repo. */
static const char *printed(struct page *page) {
  struct diag_report report = {.diags = page->bag.diags,
                               .count = page->bag.count,
                               .version = "0.1.0",
                               .schema = STR("../schema/case.yaml"),
                               .files = 1,
                               .cases = 25,
                               .warnings = 2,
                               .working_folder = STR("/repo/kb"),
                               .path_base = STR("/repo")};
  struct print_target target = {.write = into_buf, .to = &page->out};
  json_printer.print(&target, &report);
  assert_true(print_close(&target));
  buf_add_char(&page->out, '\0');
  return page->out.p;
}

#define HEAD                                                                                   \
  "{\"kbc\":\"0.1.0\",\"schema\":\"schema/case.yaml\",\"summary\":{\"files\":1,\"cases\":25,"  \
  "\"errors\":0,\"warnings\":2,\"notes\":0},\"diagnostics\":["

static void prints_an_empty_report(void **state) {
  assert_string_equal(printed(*state), HEAD "]}\n");
}

static void prints_every_member_in_order(void **state) {
  struct page *page = *state;
  struct source *source =
      source_new(&page->a, STR("db/pool.md"), STR("\xEF\xBB\xBF---\r\nkey: 가: 나\r\n"));
  struct diag *diag = diag_add(&page->bag, &rule, span_of(source, 10, 18), "a \"colon\" \x1b");
  diag->level = LEVEL_WARNING;
  diag_label(&page->bag, diag, "did you mean it?");
  diag_help(&page->bag, diag, "quote it");
  diag_relate(&page->bag, diag, span_of(source, 0, 5), "here");
  diag_edit(&page->bag, diag, span_of(source, 10, 10), STR("\""));
  diag_edit(&page->bag, diag, span_of(source, 18, 18), STR("\""));
  assert_string_equal(
      printed(page), HEAD
      "{\"path\":\"kb/db/pool.md\",\"line\":2,\"column\":6,\"end_line\":2,\"end_column\":10,"
      "\"byte\":13,\"code\":\"KBC0210\",\"rule\":\"yaml-plain-colon\",\"level\":\"warning\","
      "\"message\":\"a \\\"colon\\\" \\u001b\",\"label\":\"did you mean it?\",\"help\":\"quote "
      "it\",\"related\":[{\"path\":"
      "\"kb/db/pool.md\",\"line\":1,\"column\":1,\"end_line\":2,\"end_column\":1,\"byte\":3,"
      "\"message\":\"here\"}],\"fixes\":[{\"line\":2,\"column\":6,\"end_line\":2,"
      "\"end_column\":6,\"text\":\"\\\"\"},{\"line\":2,\"column\":10,\"end_line\":2,"
      "\"end_column\":10,\"text\":\"\\\"\"}]}]}\n");
}

static void leaves_out_what_is_empty(void **state) {
  struct page *page = *state;
  struct source *source = source_new(&page->a, STR("a.md"), STR(""));
  diag_add(&page->bag, &rule, span_of(source, 0, 0), "m");
  diag_add_path(&page->bag, &rule, STR("/tmp/b.md"), "unreadable");
  assert_string_equal(
      printed(page),
      HEAD "{\"path\":\"kb/a.md\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":1,"
           "\"byte\":0,\"code\":\"KBC0210\",\"rule\":\"yaml-plain-colon\",\"level\":\"error\","
           "\"message\":\"m\"},{\"path\":\"../tmp/b.md\",\"code\":\"KBC0210\","
           "\"rule\":\"yaml-plain-colon\",\"level\":\"error\",\"message\":\"unreadable\"}]}\n");
}

static void keeps_names_that_are_no_files(void **state) {
  struct page *page = *state;
  struct source *source = source_new(&page->a, STR("<stdin>"), STR("a"));
  diag_add(&page->bag, &rule, span_of(source, 1, 1), "m");
  assert_non_null(strstr(printed(page), "{\"path\":\"<stdin>\",\"line\":1,\"column\":2,"));
}

static void tells_the_paths_of_findings_apart(void **state) {
  struct page *page = *state;
  struct source *a = source_new(&page->a, STR("../a.md"), STR("a"));
  struct source *b = source_new(&page->a, STR("b.md"), STR("b"));
  for (int i = 0; i < 3; i++) {
    struct diag *diag = diag_add(&page->bag, &rule, span_of(i == 1 ? b : a, 0, 1), "m");
    diag_relate(&page->bag, diag, span_of(i == 1 ? a : b, 0, 1), "r");
  }
  printed(page);
  size_t error_at = 0;
  struct json_tree *tree = json_parse((struct str){page->out.p, page->out.n - 1}, &error_at);
  assert_non_null(tree);
  const struct json_node *diags = json_get(json_root(tree), "diagnostics");
  assert_int_equal(json_size(diags), 3);
  for (size_t i = 0; i < 3; i++) {
    const struct json_node *diag = json_at(diags, i);
    const struct json_node *related = json_at(json_get(diag, "related"), 0);
    const char *own = i == 1 ? "kb/b.md" : "a.md", *other = i == 1 ? "a.md" : "kb/b.md";
    assert_true(str_equal_c(json_text(json_get(diag, "path"), STR("")), own));
    assert_true(str_equal_c(json_text(json_get(related, "path"), STR("")), other));
  }
  json_free(tree);
}

/* The start of the character in which the offset stands. */
static size_t snap(struct str s, size_t at) {
  while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
    at--;
  return at;
}

/* Broken bytes, spans in any order: the answer is JSON, and its places are those of
 * source_position. */
static void is_json_whatever_the_text(void **state) {
  struct page *page = *state;
  unsigned long long seed = 7;
  for (int round = 0; round < 500; round++) {
    char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i += 3) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      static const char *const bits[] = {"a\nb",   "가",     "\xFF\t ",
                                         "\r\n\"", "\n\n\n", "x\x1b\xF0"};
      memcpy(bytes + i, bits[(seed >> 33) % 6], 3);
    }
    page->bag.count = 0;
    page->bag.diags = NULL;
    page->bag.room = 0;
    buf_clear(&page->out);
    arena_reset(&page->a);
    struct source *source =
        source_new(&page->a, STR("x.md"), (struct str){bytes, sizeof bytes});
    for (int i = 0; i < 20; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      size_t from = snap(source->bytes, (size_t)(seed >> 33) % 301);
      size_t to = snap(source->bytes, from + (size_t)(seed >> 50) % (301 - from));
      diag_add(&page->bag, &rule, span_of(source, from, to), "%.*s", 20, bytes + i);
    }
    printed(page);
    size_t error_at = 0;
    struct json_tree *tree = json_parse((struct str){page->out.p, page->out.n - 1}, &error_at);
    assert_non_null(tree);
    const struct json_node *diags = json_get(json_root(tree), "diagnostics");
    for (size_t i = 0; i < 20; i++) {
      struct span span = page->bag.diags[i].span;
      struct position start = source_position(source, span.offset);
      struct position end = source_position(source, span.offset + span.n);
      const struct json_node *diag = json_at(diags, i);
      assert_int_equal(json_number_of(json_get(diag, "line"), 0), start.line);
      assert_int_equal(json_number_of(json_get(diag, "column"), 0), start.column);
      assert_int_equal(json_number_of(json_get(diag, "end_line"), 0), end.line);
      assert_int_equal(json_number_of(json_get(diag, "end_column"), 0), end.column);
    }
    json_free(tree);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(prints_an_empty_report),
      TEST(prints_every_member_in_order),
      TEST(leaves_out_what_is_empty),
      TEST(keeps_names_that_are_no_files),
      TEST(tells_the_paths_of_findings_apart),
      TEST(is_json_whatever_the_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
