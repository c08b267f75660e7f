/* Options of rules: each kind read, its default, its mistakes and where they stand. */
#include "yaml_fixture.h"

#include "base/pattern.h"
#include "model/rule_options.h"
#include "parse/rule_options.h"
#include "parse/schema.h"

static const char *const colours[] = {"red", "green", NULL};

enum { IS_ON, NUMBER, SIZE, COLOUR, WORDS, PATTERNS, TERMS };

static const struct rule_option options[] = {
    [IS_ON] = {"is_on", RULE_OPTION_BOOL, "false", "a switch", NULL},
    [NUMBER] = {"number", RULE_OPTION_INTEGER, "7", "a number", NULL},
    [SIZE] = {"size", RULE_OPTION_RANGE, "..5", "a range", NULL},
    [COLOUR] = {"colour", RULE_OPTION_CHOICE, "green", "a word", colours},
    [WORDS] = {"words", RULE_OPTION_TEXTS, "[TODO, 'no']", "some words", NULL},
    [PATTERNS] = {"patterns", RULE_OPTION_PATTERNS, "['^a', b]", "some patterns", NULL},
    [TERMS] = {"terms", RULE_OPTION_TERMS, "[{avoid: x}]", "some terms", NULL},
    {0},
};

static const struct rule sample = {
    .code = "KBC9900", .name = "sample", .level = LEVEL_NOTE, .options = options};
static const struct rule plain = {.code = "KBC9901", .name = "plain", .level = LEVEL_NOTE};

struct desk {
  struct yaml_bench bench;
  struct schema *schema;
};

/* A schema whose `rules` are the text. */
static void read_schema(struct desk *desk, const char *rules) {
  static const struct rule *const all[] = {&plain, &sample};
  struct yaml_bench *bench = &desk->bench;
  memset(desk, 0, sizeof *desk);
  bench->bag.arena = &bench->a;
  struct str text = arena_printf(&bench->a, "{kbc: 1, name: t,\nrules: %s}\n", rules);
  bench->source = source_new(&bench->a, STR("schema.yaml"), text);
  desk->schema = parse_schema(&bench->a, &bench->scratch, &bench->bag, NULL, bench->source);
  if (desk->schema)
    parse_rule_options(&bench->a, &bench->scratch, &bench->bag, all, 2, desk->schema);
  arena_reset(&bench->scratch);
  bag_sort(&bench->bag);
}

static void close_desk(struct desk *desk) {
  schema_free(desk->schema);
  bench_close(&desk->bench);
}

static const struct option_value *value_of(const struct desk *desk, size_t option) {
  return rule_option(desk->schema, &sample, option, options[option].kind);
}

static bool matches(struct desk *desk, const struct pattern *pattern, const char *text) {
  return pattern_match(pattern, str_from_c(text), &desk->bench.scratch, NULL, 0) == PATTERN_HIT;
}

static void test_defaults(void **state) {
  (void)state;
  struct desk desk;
  read_schema(&desk, "{sample: {level: error}, plain: {}}");
  assert_string_equal(bench_findings(&desk.bench), "");
  assert_int_equal(desk.schema->rules[0].level, LEVEL_ERROR);
  assert_false(desk.schema->rules[0].keeps_level);
  assert_true(desk.schema->rules[1].keeps_level);
  assert_int_equal(desk.schema->option_count, 1);
  assert_false(value_of(&desk, IS_ON)->is_on);
  assert_int_equal(value_of(&desk, NUMBER)->number, 7);
  assert_int_equal(value_of(&desk, SIZE)->range.max, 5);
  assert_int_equal(value_of(&desk, COLOUR)->number, 1);
  assert_int_equal(value_of(&desk, WORDS)->count, 2);
  assert_true(str_equal_c(value_of(&desk, WORDS)->texts[1], "no"));
  assert_int_equal(value_of(&desk, PATTERNS)->count, 2);
  assert_true(matches(&desk, value_of(&desk, PATTERNS)->patterns[0], "ab"));
  assert_false(matches(&desk, value_of(&desk, PATTERNS)->patterns[0], "ba"));
  assert_int_equal(value_of(&desk, TERMS)->count, 1);
  assert_true(str_equal_c(value_of(&desk, TERMS)->terms[0].avoid, "x"));
  assert_int_equal(desk.schema->pattern_count, 2);
  close_desk(&desk);
}

static void test_values(void **state) {
  (void)state;
  struct desk desk;
  read_schema(&desk,
              "{KBC9900: {is_on: true, number: 12, size: 3.., colour: red, words: one,\n"
              "  patterns: [], terms: [{avoid: ' old word ', prefer: new, unless: o}]}}");
  assert_string_equal(bench_findings(&desk.bench), "");
  assert_true(desk.schema->rules[0].keeps_level);
  assert_true(value_of(&desk, IS_ON)->is_on);
  assert_int_equal(value_of(&desk, NUMBER)->number, 12);
  assert_int_equal(value_of(&desk, SIZE)->range.min, 3);
  assert_int_equal(value_of(&desk, COLOUR)->number, 0);
  assert_int_equal(value_of(&desk, WORDS)->count, 1);
  assert_true(str_equal_c(value_of(&desk, WORDS)->texts[0], "one"));
  assert_int_equal(value_of(&desk, PATTERNS)->count, 0);
  const struct term *term = &value_of(&desk, TERMS)->terms[0];
  assert_true(str_equal_c(term->avoid, "old word"));
  assert_true(str_equal_c(term->prefer, "new"));
  assert_true(matches(&desk, term->unless, "foo"));
  close_desk(&desk);
}

/* A rule that the schema names twice takes what both say. */
static void test_named_twice(void **state) {
  (void)state;
  struct desk desk;
  read_schema(&desk, "{sample: {number: 1, is_on: true}, KBC9900: {number: 2}}");
  assert_string_equal(bench_findings(&desk.bench), "");
  assert_int_equal(value_of(&desk, NUMBER)->number, 2);
  assert_true(value_of(&desk, IS_ON)->is_on);
  close_desk(&desk);
}

static void test_mistakes(void **state) {
  (void)state;
  static const struct {
    const char *rules, *findings;
  } rows[] = {
      {"{sample: {wrods: [a]}}", "2:18+5 schema-key-unknown"},
      {"{plain: {words: [a]}}", "2:17+5 schema-key-unknown"},
      {"{sample: [a]}", "2:17+3 schema-type"},
      {"{sample: {level: loud}}", "2:25+4 schema-value"},
      {"{sample: {level: }}", "2:24+0 schema-type"},
      {"{sample: {is_on: yes}}", "2:25+3 schema-type"},
      {"{sample: {number: -1}}", "2:26+2 schema-value"},
      {"{sample: {number: 1000000001}}", "2:26+10 schema-value"},
      {"{sample: {size: 5..2}}", "2:24+4 schema-value"},
      {"{sample: {colour: blue}}", "2:26+4 schema-value"},
      {"{sample: {words: {a: b}}}", "2:25+6 schema-type"},
      {"{sample: {words: [a, [b]]}}", "2:29+3 schema-type"},
      {"{sample: {words: [a, '', ' ']}}", "2:29+2 schema-value, 2:33+3 schema-value"},
      {"{sample: {words: \"a\\nb\"}}", "2:25+6 schema-value"},
      {"{sample: {patterns: {}}}", "2:28+2 schema-type"},
      {"{sample: {patterns: [a, 'x(y']}}", "2:32+5 schema-pattern"},
      {"{sample: {patterns: '(a+)+'}}", "2:29+1 schema-pattern"},
      {"{sample: {terms: {avoid: x}}}", "2:25+10 schema-type"},
      {"{sample: {terms: [x]}}", "2:26+1 schema-type"},
      {"{sample: {terms: [{prefer: x}]}}", "2:26+11 schema-key-missing"},
      {"{sample: {terms: [{avoid: x, prefers: y}]}}", "2:37+7 schema-key-unknown"},
      {"{sample: {terms: [{avoid: '', prefer: [y]}]}}",
       "2:34+2 schema-value, 2:46+3 schema-type"},
      {"{sample: {terms: [{avoid: x, unless: '['}]}}", "2:45+3 schema-pattern"},
      {"{sample: {terms: [{avoid: x}, {avoid: y}, {avoid: X}]}}", "2:50+10 schema-duplicate"},
      {"{sample: {terms: [{avoid: x, prefer: Y}, {avoid: y}]}}", "2:26+21 schema-value"},
      {"{sample: {terms: [{avoid: github, prefer: GitHub}]}}", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct desk desk;
    read_schema(&desk, rows[i].rules);
    if (strcmp(bench_findings(&desk.bench), rows[i].findings) != 0)
      print_error("%s\n", rows[i].rules);
    assert_string_equal(bench_findings(&desk.bench), rows[i].findings);
    close_desk(&desk);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_defaults),
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_named_twice),
      cmocka_unit_test(test_mistakes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
