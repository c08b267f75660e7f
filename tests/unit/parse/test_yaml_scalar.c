/* Quoting: what is written comes back when it is read, in the shorter of two ways. */
#include "yaml_fixture.h"

#include "parse/yaml_scalar.h"

static void test_quote(void **state) {
  (void)state;
  static const struct {
    struct str text;
    const char *quoted;
  } rows[] = {
      {STR_INIT(""), "\"\""},
      {STR_INIT("a: b"), "\"a: b\""},
      {STR_INIT("it's"), "\"it's\""},
      {STR_INIT("say \"a\""), "'say \"a\"'"},
      {STR_INIT("C:\\x"), "'C:\\x'"},
      {STR_INIT("it's \"a\\b\""), "\"it's \\\"a\\\\b\\\"\""},
      {STR_INIT("a\nb\tc\rd"), "\"a\\nb\\tc\\rd\""},
      {STR_INIT("\x01\x1F\0"), "\"\\x01\\x1f\\x00\""},
      {STR_INIT("\xED\x95\x9C"), "\"\xED\x95\x9C\""},
  };
  struct arena a = {0};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct str quoted = yaml_quote(&a, rows[i].text);
    assert_int_equal(quoted.n, strlen(rows[i].quoted));
    assert_memory_equal(quoted.p, rows[i].quoted, quoted.n);
  }
  arena_free(&a);
}

/* Every pair of bytes of ASCII, through libyaml and back. */
static void test_round_trip(void **state) {
  (void)state;
  struct arena a = {0};
  for (int first = 0; first < 128; first++) {
    for (int second = 0; second < 128; second += first % 3 + 1) {
      char text[4] = {(char)first, 'x', (char)second, '\''};
      struct str s = {text, second % 2 ? 4 : 3};
      if (first == 127 || second == 127)
        continue; /* no text has it: it was reported when the file was read */
      struct yaml_bench bench;
      bench_read(&bench, arena_printf(&a, "a: %.*s\n", STR_ARG(yaml_quote(&a, s))), YAML_FRONT);
      assert_int_equal(bench.bag.count, 0);
      assert_true(str_equal(value_get(&bench.value, STR("a"))->text, s));
      bench_close(&bench);
      arena_reset(&a);
    }
  }
  arena_free(&a);
}

static void test_fold(void **state) {
  (void)state;
  struct arena a = {0};
  assert_true(str_equal(yaml_fold(&a, STR(" a  b \r\n\n\t c\n")), STR("a  b c")));
  assert_int_equal(yaml_fold(&a, STR(" \n ")).n, 0);
  arena_free(&a);
}

static void test_escapes(void **state) {
  (void)state;
  static const struct {
    struct str text;
    bool is_escape;
    size_t n;
  } rows[] = {
      {STR_INIT("\\n"), true, 2},          {STR_INIT("\\d"), false, 2},
      {STR_INIT("\\"), false, 1},          {STR_INIT("\\xA0z"), true, 4},
      {STR_INIT("\\xG0"), false, 2},       {STR_INIT("\\u12"), false, 2},
      {STR_INIT("\\uD800"), false, 2},     {STR_INIT("\\U0010FFFF"), true, 10},
      {STR_INIT("\\U00110000"), false, 2}, {STR_INIT("\\\xED\x95\x9Cx"), false, 4},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    size_t n;
    assert_int_equal(yaml_is_escape(rows[i].text, 0, &n), rows[i].is_escape);
    assert_int_equal(n, rows[i].n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_quote),
      cmocka_unit_test(test_round_trip),
      cmocka_unit_test(test_fold),
      cmocka_unit_test(test_escapes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
