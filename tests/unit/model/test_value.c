/* Values: what other YAML readers make of a plain scalar, and who counts as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/value.h"

static struct value scalar(enum value_kind kind, const char *text) {
  return (struct value){.kind = kind, .text = str_from_c(text)};
}

static void test_other_reading(void **state) {
  (void)state;
  static const struct {
    const char *text, *reading;
  } rows[] = {
      {"yes", "a boolean"},
      {"No", "a boolean"},
      {"ON", "a boolean"},
      {"y", "a boolean"},
      {"N", "a boolean"},
      {"oFF", NULL},
      {"yess", NULL},
      {"none", NULL},
      {"2024-01-01", "a date"},
      {"2024-1-1", NULL},
      {"2024-01-01T09:30:00Z", "a date"},
      {"2024-1-1  9:30:00", "a date"},
      {"2024-01-01x", NULL},
      {"2024-01-01 x", NULL},
      {"2024-01-", NULL},
      {"2024-01", NULL},
      {"20240-1-01", NULL},
      {"1_000", "a number"},
      {"-1_0.5", "a number"},
      {"0b101", "a number"},
      {"0b", NULL},
      {"12:30", "a number"},
      {"12:30:45", "a number"},
      {"12:30:45.5", "a number"},
      {"12:60", NULL},
      {"12:", NULL},
      {":30", NULL},
      {"1:234", NULL},
      {"10.0.0.1", NULL},
      {"v1.2", NULL},
      {"1.2.3", NULL},
      {"_", NULL},
      {".", NULL},
      {"-", NULL},
      {"+", NULL},
      {"", NULL},
      {"connection refused", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct value value = scalar(VALUE_STRING, rows[i].text);
    const char *reading = value_other_reading(&value);
    assert_string_equal(reading ? reading : "", rows[i].reading ? rows[i].reading : "");
    value.style = STYLE_QUOTED;
    assert_null(value_other_reading(&value));
  }
}

static void test_other_kinds(void **state) {
  (void)state;
  struct value number = scalar(VALUE_NUMBER, "404"), null = scalar(VALUE_NULL, "~"),
               yes = scalar(VALUE_BOOL, "true"), list = {.kind = VALUE_ARRAY};
  assert_string_equal(value_other_reading(&number), "a number");
  assert_string_equal(value_other_reading(&null), "null");
  assert_string_equal(value_other_reading(&yes), "a boolean");
  assert_null(value_other_reading(&list));
}

static void test_textual(void **state) {
  (void)state;
  struct value number = scalar(VALUE_NUMBER, "404"), null = scalar(VALUE_NULL, ""),
               text = scalar(VALUE_STRING, "a");
  assert_true(value_is_textual(&number));
  assert_true(value_is_textual(&text));
  assert_false(value_is_textual(&null));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_other_reading),
      cmocka_unit_test(test_other_kinds),
      cmocka_unit_test(test_textual),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
