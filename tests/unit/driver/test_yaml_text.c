/* Any text, written as a YAML scalar and read again, is the same text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "driver/init/yaml_text.h"
#include "model/value.h"
#include "parse/yaml.h"

static struct str written(struct arena *a, struct str text) {
  struct buf out = {0};
  yaml_add_text(&out, text);
  struct str copy = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return copy;
}

static void expect_written(const char *text, const char *expected) {
  struct arena a = {0};
  struct str got = written(&a, str_from_c(text));
  assert_string_equal(got.p, expected);
  arena_free(&a);
}

static void test_styles(void **state) {
  (void)state;
  expect_written("Root Cause", "Root Cause");
  expect_written("error_message", "error_message");
  expect_written("a: b", "'a: b'");
  expect_written("it's", "'it''s'");
  expect_written("{{ x }}", "'{{ x }}'");
  expect_written("증상 🔥", "'증상 🔥'");
  expect_written("", "''");
  expect_written("yes", "'yes'");
  expect_written("NULL", "'NULL'");
  expect_written("404", "'404'");
  expect_written("2026-01-01", "'2026-01-01'");
  expect_written("trailing ", "'trailing '");
  expect_written("a\nb", "\"a\\nb\"");
  expect_written("say \"hi\"\t\\", "\"say \\\"hi\\\"\\t\\\\\"");
  expect_written("\x1b[31m", "\"\\x1B[31m\"");
  expect_written("\xE2\x80\xAE", "\"\\u202E\"");
  expect_written("\xF3\xA0\x81\x81", "\"\\U000E0041\"");
  expect_written("\xC2\x85", "\"\\x85\"");
  expect_written("bad \xFF byte", "\"bad \xEF\xBF\xBD byte\"");
}

/* As a value, as a key, and in a list in brackets. */
static void expect_same(struct str text) {
  struct arena a = {0}, scratch = {0};
  struct str scalar = written(&a, text);
  struct str yaml = arena_printf(&a, "%.*s: %.*s\nlist: [%.*s, %.*s]\n", STR_ARG(scalar),
                                 STR_ARG(scalar), STR_ARG(scalar), STR_ARG(scalar));
  const struct source *source = source_new(&a, STR("t.yaml"), yaml);
  struct bag bag = {.arena = &a};
  struct value root;
  struct span whole = span_of(source, 0, source->bytes.n);
  assert_true(value_from_yaml(&a, &scratch, &bag, whole, YAML_CONFIG, &root));
  assert_int_equal(bag.count, 0);
  assert_int_equal(root.count, 2);
  assert_true(str_equal(root.members[0].key, text));
  assert_true(str_equal(root.members[0].value.text, text));
  assert_int_equal(root.members[0].value.kind, VALUE_STRING);
  assert_int_equal(root.members[1].value.count, 2);
  assert_true(str_equal(root.members[1].value.items[1].text, text));
  arena_free(&scratch);
  arena_free(&a);
}

static void test_round_trip(void **state) {
  (void)state;
  static const char *const pieces[] = {
      "a", " ",  ":",  "#",  "'",  "\"", "\\", "{", "}",      "[",        "]",      ",",  "&",
      "*", "!",  "|",  ">",  "%",  "@",  "`",  "-", "?",      "0",        "null",   "~",  "가",
      "🔥", "\n", "\t", "\r", "\a", "=",  "<",  ".", "\u2028", "\xC2\x85", "\u202e", "yes"};
  enum { PIECES = sizeof pieces / sizeof *pieces };
  for (size_t i = 0; i < PIECES; i++) {
    for (size_t j = 0; j < PIECES; j++) {
      struct arena a = {0};
      expect_same(arena_printf(&a, "%s%s", pieces[i], pieces[j]));
      expect_same(arena_printf(&a, "x%s%sx", pieces[i], pieces[j]));
      expect_same(arena_printf(&a, "%s %s", pieces[i], pieces[j]));
      arena_free(&a);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_styles),
      cmocka_unit_test(test_round_trip),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
