/* Tests parse/json_value.c: a tree from JSON, and where each part of it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "model/value.h"
#include "parse/json_value.h"

struct bench {
  struct arena a, scratch;
  struct bag bag;
  char *copy;
};

/* In memory of exactly its size, so that a byte read behind it is seen. */
static bool read(struct bench *bench, struct str text, struct value *value) {
  *bench = (struct bench){.bag = {.arena = &bench->a}};
  bench->copy = checked_alloc(text.n, 1);
  if (text.n > 0)
    memcpy(bench->copy, text.p, text.n);
  const struct source *source =
      source_new(&bench->a, STR("t.json"), (struct str){bench->copy, text.n});
  struct span whole = span_of(source, 0, source->bytes.n);
  return value_from_json(&bench->a, &bench->scratch, &bench->bag, whole, value);
}

static void close_bench(struct bench *bench) {
  free(bench->copy);
  arena_free(&bench->a);
  arena_free(&bench->scratch);
}

/* "kind offset+length" of the value and all in it, keys before their values. */
static void write_tree(struct buf *out, const struct value *value) {
  buf_printf(out, "%s %u+%u", value_kind_name(value->kind), value->span.offset, value->span.n);
  if (value->kind == VALUE_STRING || value->kind == VALUE_NUMBER)
    buf_printf(out, " <%.*s>", STR_ARG(value->text));
  buf_add_c(out, "\n");
  for (size_t i = 0; value->kind == VALUE_ARRAY && i < value->count; i++)
    write_tree(out, &value->items[i]);
  for (size_t i = 0; value->kind == VALUE_OBJECT && i < value->count; i++) {
    const struct value_member *member = &value->members[i];
    buf_printf(out, "<%.*s> %u+%u ", STR_ARG(member->key), member->key_span.offset,
               member->key_span.n);
    write_tree(out, &member->value);
  }
}

static void assert_tree(struct str text, const char *expected) {
  struct bench bench;
  struct value value;
  assert_true(read(&bench, text, &value));
  assert_int_equal(bench.bag.count, 0);
  struct buf out = {0};
  write_tree(&out, &value);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  close_bench(&bench);
}

static void knows_every_place(void **state) {
  (void)state;
  assert_tree(STR("{\"a\": [1, -2.50e+3 ,true],\r\n\t\"b\" : {} , \"c\":\"x\"}"),
              "object 0+48\n"
              "<a> 1+3 array 6+19\n"
              "number 7+1 <1>\n"
              "number 10+8 <-2.50e+3>\n"
              "boolean 20+4\n"
              "<b> 29+3 object 35+2\n"
              "<c> 40+3 string 44+3 <x>\n");
  assert_tree(STR(" null "), "null 1+4\n");
  assert_tree(STR("0"), "number 0+1 <0>\n");
  assert_tree(STR("[[],[ ],{ }]"), "array 0+12\narray 1+2\narray 4+3\nobject 8+3\n");
  assert_tree(STR("\xEF\xBB\xBF\"\""), "string 0+2 <>\n");
}

static void undoes_escapes(void **state) {
  (void)state;
  assert_tree(STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "string 0+18 <\"\\/\b\f\n\r\t>\n");
  assert_tree(STR("\"\\u00e9\\uD83D\\ude00x\\u0041\""),
              "string 0+27 <\xC3\xA9\xF0\x9F\x98\x80xA>\n");
  assert_tree(STR("{\"\\u0024ref\": \"\xED\x95\x9C\"}"), "object 0+20\n<$ref> 1+11 string 14+5 "
                                                         "<\xED\x95\x9C>\n");
}

/* What JSON has as a number is one, whatever YAML thinks of plain scalars. */
static void no_scalar_is_plain(void **state) {
  (void)state;
  struct bench bench;
  struct value value;
  assert_true(read(&bench, STR("[404, true, \"no\"]"), &value));
  assert_false(value_is_textual(&value.items[0]));
  assert_false(value_is_textual(&value.items[1]));
  assert_true(value.items[1].boolean);
  assert_true(value_is_textual(&value.items[2]));
  close_bench(&bench);
}

static void keeps_the_first_of_two_keys(void **state) {
  (void)state;
  struct bench bench;
  struct value value;
  assert_true(read(&bench, STR("{\"a\": 1, \"\\u0061\": 2, \"A\": 3, \"a\": 4}"), &value));
  assert_int_equal(bench.bag.count, 2);
  assert_int_equal(bench.bag.diags[0].span.offset, 9);
  assert_int_equal(bench.bag.diags[1].related[0].span.offset, 1);
  assert_int_equal(value.count, 2);
  assert_true(str_equal_c(value_get(&value, STR("a"))->text, "1"));
  close_bench(&bench);
}

static void says_where_json_ends(void **state) {
  (void)state;
  static const struct {
    struct str text;
    size_t offset, n;
  } rows[] = {
      {STR_INIT(""), 0, 0},
      {STR_INIT("  \n"), 3, 0},
      {STR_INIT("{\"a\""), 4, 0},
      {STR_INIT("[1,]"), 3, 1},
      {STR_INIT("[\xC3\xA9]"), 1, 2},
      {STR_INIT("\"\xFF\""), 1, 1},
      {STR_INIT("[1\0]"), 2, 1},
      {STR_INIT("{\"a\":1}}"), 7, 1},
      {STR_INIT("\"\\ud800\\u0041\""), 3, 1},
      {STR_INIT("tru"), 3, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct bench bench;
    struct value value;
    assert_false(read(&bench, rows[i].text, &value));
    assert_int_equal(bench.bag.count, 1);
    assert_int_equal(bench.bag.diags[0].span.offset, rows[i].offset);
    assert_int_equal(bench.bag.diags[0].span.n, rows[i].n);
    close_bench(&bench);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_every_place),    cmocka_unit_test(undoes_escapes),
      cmocka_unit_test(no_scalar_is_plain),   cmocka_unit_test(keeps_the_first_of_two_keys),
      cmocka_unit_test(says_where_json_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
