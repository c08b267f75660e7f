/* Front matter of a piece, and the rows of the catalogue for it. */
#include "yaml_fixture.h"

#include "parse/front.h"
#include "parse/front_rules.h"

#include <stdio.h>

struct front_bench {
  struct arena a, scratch;
  struct bag bag;
  struct doc doc;
};

/* The front matter of a text that begins with a line of "---"; or, if it does not, of all of
 * it. */
static void front_read(struct front_bench *bench, const char *text, enum front_state state) {
  memset(bench, 0, sizeof *bench);
  bench->bag.arena = &bench->a;
  const struct source *source = source_new(&bench->a, STR("t.md"), str_from_c(text));
  bool has_lines = str_starts_with(source->bytes, STR("---\n"));
  size_t end = has_lines ? str_find(source->bytes, STR("\n---\n"), 3) + 1 : source->bytes.n;
  struct piece piece = {.source = source, .front_state = state};
  piece.front = span_of(source, has_lines ? 4 : 0, end);
  parse_front(&bench->a, &bench->scratch, &bench->bag, &piece, &bench->doc);
}

static void front_close(struct front_bench *bench) {
  arena_free(&bench->a);
  arena_free(&bench->scratch);
}

static void test_states(void **state) {
  (void)state;
  struct front_bench bench;
  front_read(&bench, "a: b\n", FRONT_ABSENT);
  assert_null(bench.doc.front);
  assert_false(bench.doc.has_front_findings);
  front_close(&bench);
  front_read(&bench, "a: b: c\n", FRONT_REPORTED);
  assert_null(bench.doc.front);
  assert_true(bench.doc.has_front_findings);
  assert_int_equal(bench.bag.count, 0);
  front_close(&bench);
  front_read(&bench, "---\na: b\n---\n", FRONT_PRESENT);
  assert_int_equal(bench.doc.front->count, 1);
  assert_int_equal(bench.doc.front->members[0].key_span.offset, 4);
  assert_false(bench.doc.has_front_findings);
  front_close(&bench);
}

static void test_empty(void **state) {
  (void)state;
  static const char *const texts[] = {"", "\n\n", "# a\n", "---\n# b\n\n---\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct front_bench bench;
    front_read(&bench, texts[i], FRONT_PRESENT);
    assert_int_equal(bench.doc.front->kind, VALUE_OBJECT);
    assert_int_equal(bench.doc.front->count, 0);
    assert_false(bench.doc.has_front_findings);
    assert_int_equal(bench.bag.count, 0);
    front_close(&bench);
  }
}

static void test_no_mapping(void **state) {
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"- a\n- b\n", "this front matter is a list, not keys with values"},
      {"\"a\"\n", "this front matter is a single value, not keys with values"},
      {"[a, b]\n", "this front matter is a list, not keys with values"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct front_bench bench;
    front_read(&bench, rows[i].text, FRONT_PRESENT);
    assert_null(bench.doc.front);
    assert_true(bench.doc.has_front_findings);
    assert_int_equal(bench.bag.count, 1);
    assert_string_equal(bench.bag.diags[0].rule->name, "yaml-not-a-mapping");
    assert_string_equal(bench.bag.diags[0].message.p, rows[i].message);
    front_close(&bench);
  }
}

/* Keys that a mistake has lost are not to be missed besides; keys that it has not, are. */
static void test_lost_keys(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool is_lossy;
  } rows[] = {
      {"a: b: c\n", false},    {"a b\n", false},           {"a: &x b\n", false},
      {"a: 1\na: 2\n", false}, {"a: b # c\n", false},      {"a: b\n...\nc: d\n", false},
      {"<<: {a: b}\n", true},  {"a: b\n- c\n", true},      {"[a]: b\n", true},
      {"{a: b: c}\n", true},   {"a: b\n?? c: d\n", false}, {"a: b\n? c\n d: e\n", true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct front_bench bench;
    front_read(&bench, rows[i].text, FRONT_PRESENT);
    assert_int_equal(bench.doc.has_front_findings, rows[i].is_lossy);
    front_close(&bench);
  }
}

/* The text with each \xNN of the example made a byte. */
static const char *example_text(struct arena *a, const char *example) {
  static const char digits[] = "0123456789ABCDEF";
  char *text = arena_alloc(a, strlen(example) + 1), *end = text;
  for (const char *p = example; *p; p++) {
    bool is_byte = p[0] == '\\' && p[1] == 'x' && p[2] && p[3];
    if (!is_byte) {
      *end++ = *p;
      continue;
    }
    *end++ = (char)((strchr(digits, p[2]) - digits) * 16 + (strchr(digits, p[3]) - digits));
    p += 3;
  }
  return text;
}

static void test_examples(void **state) {
  (void)state;
  struct arena a = {0};
  for (size_t i = 0; i < FRONT_RULE_COUNT; i++) {
    const struct rule *rule = &front_rules[i];
    char code[16];
    snprintf(code, sizeof code, "KBC%04zu", 200 + i);
    assert_string_equal(rule->code, code);
    assert_true(rule->summary && rule->why && rule->level > LEVEL_NOTE);
    /* 64 KiB are no example. */
    if (i == FRONT_YAML_TOO_LONG)
      continue;
    struct front_bench bench;
    front_read(&bench, example_text(&a, rule->bad), FRONT_PRESENT);
    assert_int_equal(bench.bag.count, 1);
    assert_string_equal(bench.bag.diags[0].rule->name, rule->name);
    front_close(&bench);
    front_read(&bench, example_text(&a, rule->good), FRONT_PRESENT);
    assert_int_equal(bench.bag.count, 0);
    assert_int_equal(bench.doc.front->count, 2);
    front_close(&bench);
  }
  assert_string_equal(front_rules[FRONT_YAML_PLAIN_COLON].code, "KBC0210");
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_states),     cmocka_unit_test(test_empty),
      cmocka_unit_test(test_no_mapping), cmocka_unit_test(test_lost_keys),
      cmocka_unit_test(test_examples),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
