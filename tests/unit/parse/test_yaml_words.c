/* Words without libyaml: what is read is what libyaml makes of it, and the rest is left to it.
 */
#include "yaml_fixture.h"

#include "driver/catalogue.h"
#include "parse/yaml_words.h"

static void assert_same(const struct value *is, const struct value *should) {
  assert_int_equal(is->kind, should->kind);
  assert_int_equal(is->span.offset, should->span.offset);
  assert_int_equal(is->span.n, should->span.n);
  assert_int_equal(is->count, should->count);
  for (size_t i = 0; i < is->count; i++)
    assert_same(&is->items[i], &should->items[i]);
  if (is->kind == VALUE_ARRAY)
    return;
  assert_int_equal(is->style, should->style);
  assert_int_equal(is->boolean, should->boolean);
  assert_true(str_equal(is->text, should->text));
}

/* Was the text read? Then YAML has nothing to say about it and reads the same. */
static bool is_read(struct str text) {
  struct yaml_bench bench;
  bench_read(&bench, text, YAML_CONFIG);
  struct value value;
  bool is_read = yaml_words_read(&bench.a, span_of(bench.source, 0, text.n), &value);
  if (is_read) {
    assert_string_equal(bench_findings(&bench), "");
    assert_int_equal(bench.reading, YAML_WHOLE);
    assert_same(&value, &bench.value);
  }
  bench_close(&bench);
  return is_read;
}

static void reads_words(void **state) {
  (void)state;
  static const char *const texts[] = {
      "a",
      "80",
      "..5",
      "false",
      "''",
      "'x: y # z'",
      "[]",
      "[ ]",
      "[a]",
      "[ a ]",
      "[a, b c , d]",
      "[a,b]",
      "['a', \"b\"]",
      "[..., \"\"]",
      "[~a]x",
      "[null, 1]",
      "[\"'\"]",
      "['\"\\']",
      "[True]",
      "[e.g., git@, dd of=, §, a'b]",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_int_equal(is_read(str_from_c(texts[i])), i != 14);
}

static void leaves_the_rest_to_yaml(void **state) {
  (void)state;
  static const char *const texts[] = {
      "",        "[",      "[a",   "[a,",      "[a,]", "[,a]",    "[a]]", "[[a]]", "{a: b}",
      "a: b",    "a #b",   "- a",  "[-a]",     "[a:]", "[a\n]",   "'a",   "'a'b",  "'a''b'",
      "\"\\n\"", "[a b\n", "[*a]", "[{a: b}]", "['a'", "['a' b]", " a",   "'a\n'", "&a b",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_false(is_read(str_from_c(texts[i])));
}

/* Every text of up to four of these characters, alone and in brackets. */
static void reads_what_libyaml_reads(void **state) {
  (void)state;
  static const char letters[] = "a1.-,:# '\"[]{\\\n";
  size_t n = sizeof letters - 1, read = 0;
  for (size_t number = 0; number < n * n * n * n; number++) {
    char text[] = "[....]";
    size_t left = number;
    for (size_t i = 1; i < 5; i++, left /= n)
      text[i] = letters[left % n];
    read += is_read((struct str){text, 6});
    read += is_read((struct str){text + 1, 4});
    read += is_read((struct str){text + 1, number % 4});
  }
  assert_in_range(read, 5000, n * n * n * n);
}

static void reads_most_defaults(void **state) {
  (void)state;
  struct arena a = {0};
  struct catalogue catalogue = catalogue_new(&a);
  size_t all = 0, read = 0;
  for (size_t i = 0; i < catalogue.count; i++) {
    const struct rule_option *option = catalogue.rules[i]->options;
    for (; option && option->name; option++, all++)
      read += is_read(str_from_c(option->fallback));
  }
  assert_true(all > 0 && read * 10 >= all * 9);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_words),
      cmocka_unit_test(leaves_the_rest_to_yaml),
      cmocka_unit_test(reads_what_libyaml_reads),
      cmocka_unit_test(reads_most_defaults),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
