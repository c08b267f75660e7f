/* Each byte of a scalar is found again where it stands in the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "model/value_places.h"
#include "parse/yaml.h"

/* The text of the value of "a" as it stands in `yaml`, a "|" before each place where the next
 * byte of the text does not stand right behind the one before. "-" if that cannot be told. */
static const char *places(struct arena *a, const char *yaml) {
  struct bag bag = {.arena = a};
  struct source *source = source_new(a, STR("t"), str_from_c(yaml));
  struct value root;
  yaml_read(a, a, &bag, span_of(source, 0, source->bytes.n), YAML_CONFIG, &root);
  const struct value *value = value_get(&root, STR("a"));
  assert_non_null(value);
  const size_t *places = value_places(a, value);
  if (!places)
    return "-";
  struct str text = STR("");
  for (size_t i = 0; i < value->text.n; i++)
    text = arena_printf(a, "%.*s%s%c", STR_ARG(text),
                        i > 0 && places[i] != places[i - 1] + 1 ? "|" : "",
                        source->bytes.p[places[i]]);
  assert_true(places[value->text.n] <= source->bytes.n);
  return text.p;
}

static void test_places(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *expected;
  } rows[] = {
      {"a: TODO now\n", "TODO now"},
      {"a: 'TODO now' # x\n", "TODO now"},
      {"a: \"TODO\"\n", "TODO"},
      {"a: \"\"\n", ""},
      {"a: 'it''s TODO'\n", "it'|s TODO"},
      {"a: \"x\\\"y\\\" \\u0054ODO\"\n", "x\\|y\\| \\|ODO"},
      {"a: \"\\x41\\U0001F600b\\\\c\"\n", "\\|\\|\\|\\|\\|b\\|c"},
      {"a: \"x\n  y\"\n", "x\n|y"},
      {"a: \"x  \n\n\n  y  z\"\n", "x | |y  z"},
      {"a: \"x\\\n  y\"\n", "x|y"},
      {"a: x\n  y\n", "x\n|y"},
      {"a: \"x\r\n  y\"\n", "x\r|y"},
      {"a: |\n  x\n", "-"},
      {"a: \xED\x95\x9C 'x'\n", "\xED\x95\x9C 'x'"},
      {"a: '\xED\x95\x9C ''x'''\n", "\xED\x95\x9C '|x'"},
  };
  struct arena a = {0};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_string_equal(places(&a, rows[i].yaml), rows[i].expected);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_places)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
