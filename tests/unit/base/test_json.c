/* Tests base/json.c: what RFC 8259 allows and cJSON would let pass, and how a tree is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In memory of exactly its size, so that a byte read behind it is seen. */
static struct json_tree *parse(struct str text, size_t *error_at) {
  char *copy = checked_alloc(text.n, 1);
  if (text.n > 0)
    memcpy(copy, text.p, text.n);
  struct json_tree *tree = json_parse((struct str){copy, text.n}, error_at);
  free(copy);
  return tree;
}

static void good_documents(void **state) {
  (void)state;
  static const struct str good[] = {
      STR_INIT("{}"),
      STR_INIT("[]"),
      STR_INIT(" \t\r\n1 \n"),
      STR_INIT("\"\""),
      STR_INIT("true"),
      STR_INIT("false"),
      STR_INIT("null"),
      STR_INIT("0"),
      STR_INIT("-0.5e+10"),
      STR_INIT("[1,2]"),
      STR_INIT("\"\\u00e9\\ud83d\\ude00\\n\\/\""),
      STR_INIT("{\"\":{\"a\":[{}]}}"),
      STR_INIT("\"\xED\x95\x9C\x7F\""),
      STR_INIT("[ ]"),
      STR_INIT("{ }"),
      STR_INIT("123456789012345678901234567890123456789012345678901234567890123"),
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    size_t error_at = 77;
    struct json_tree *tree = parse(good[i], &error_at);
    if (!tree)
      fail_msg("refused at %zu: %s", error_at, good[i].p);
    json_free(tree);
  }
}

static void bad_documents_and_where(void **state) {
  (void)state;
  static const struct {
    struct str text;
    size_t at;
  } bad[] = {
      {STR_INIT(""), 0},
      {STR_INIT("  "), 2},
      {STR_INIT("{} x"), 3},
      {STR_INIT("[1,]"), 3},
      {STR_INIT("[1 2]"), 3},
      {STR_INIT("{\"a\" 1}"), 5},
      {STR_INIT("{\"a\":1,}"), 7},
      {STR_INIT("{a:1}"), 1},
      {STR_INIT("01"), 1},
      {STR_INIT("1."), 2},
      {STR_INIT(".5"), 0},
      {STR_INIT("+1"), 0},
      {STR_INIT("1e"), 2},
      {STR_INIT("-"), 1},
      {STR_INIT("NaN"), 0},
      {STR_INIT("nul"), 3},
      {STR_INIT("truex"), 4},
      {STR_INIT("\"a"), 2},
      {STR_INIT("\"a\nb\""), 2},
      {STR_INIT("\"\\x\""), 2},
      {STR_INIT("\"\\\0\""), 2},
      {STR_INIT("\"\\u12g4\""), 3},
      {STR_INIT("\"\\u0000\""), 3},
      {STR_INIT("\"\\ud800\""), 3},
      {STR_INIT("\"\\udc00\""), 3},
      {STR_INIT("\"\\ud83dx\""), 3},
      {STR_INIT("\"a\xFFz\""), 2},
      {STR_INIT("\"\xED\xA0\x80\""), 1},
      {STR_INIT("\xEF\xBB\xBF{}"), 0},
      {STR_INIT("{}\0"), 2},
      {STR_INIT("\x01{}"), 0},
      {STR_INIT("[\"a\\"), 4},
      {STR_INIT("1234567890123456789012345678901234567890123456789012345678901234"), 0},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    size_t error_at = 77;
    struct json_tree *tree = parse(bad[i].text, &error_at);
    if (tree)
      fail_msg("taken: %s", bad[i].text.p);
    if (error_at != bad[i].at)
      fail_msg("%s: at %zu, not %zu", bad[i].text.p, bad[i].at, error_at);
  }
}

static struct str nested(struct buf *out, size_t depth) {
  buf_clear(out);
  buf_add_repeat(out, '[', depth);
  buf_add_repeat(out, ']', depth);
  return buf_str(out);
}

static void depth_has_an_end(void **state) {
  (void)state;
  struct buf out = {0};
  size_t error_at = 0;
  struct json_tree *tree = parse(nested(&out, 32), &error_at);
  assert_non_null(tree);
  json_free(tree);
  assert_null(parse(nested(&out, 33), &error_at));
  assert_int_equal(error_at, 32);
  assert_null(parse(nested(&out, 500000), &error_at));
  buf_free(&out);
}

static void a_tree_is_asked(void **state) {
  (void)state;
  size_t error_at = 0;
  struct json_tree *tree =
      parse(STR("{\"A\":1,\"a\":\"x\\u0041\",\"list\":[true,null,2.5],\"\":\"empty\",\"a\":2}"),
            &error_at);
  assert_non_null(tree);
  const struct json_node *root = json_root(tree);
  assert_int_equal(json_size(root), 5);
  assert_true(str_equal_c(json_text(json_get(root, "a"), STR("?")), "xA"));
  assert_true(json_number_of(json_get(root, "A"), 9) == 1);
  assert_true(str_equal_c(json_text(json_get(root, ""), STR("?")), "empty"));
  assert_null(json_get(root, "LIST"));
  const struct json_node *list = json_get(root, "list");
  assert_true(json_is_true(json_at(list, 0)));
  assert_false(json_is_true(json_at(list, 1)));
  assert_true(json_number_of(json_at(list, 2), 0) == 2.5);
  assert_null(json_at(list, 3));
  assert_null(json_get(list, ""));
  assert_true(str_equal_c(json_name(json_next(json_first(root))), "a"));
  assert_null(json_next(json_at(list, 2)));
  assert_null(json_first(json_at(list, 2)));
  assert_true(str_equal_c(json_text(json_get(root, "A"), STR("not text")), "not text"));
  assert_true(json_number_of(json_get(root, "a"), 7) == 7);
  json_free(tree);
}

static void nothing_may_be_asked(void **state) {
  (void)state;
  assert_null(json_get(NULL, "a"));
  assert_null(json_first(NULL));
  assert_null(json_next(NULL));
  assert_int_equal(json_size(NULL), 0);
  assert_int_equal(json_name(NULL).n, 0);
  assert_true(str_equal_c(json_text(NULL, STR("x")), "x"));
  json_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_documents),       cmocka_unit_test(bad_documents_and_where),
      cmocka_unit_test(depth_has_an_end),     cmocka_unit_test(a_tree_is_asked),
      cmocka_unit_test(nothing_may_be_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
