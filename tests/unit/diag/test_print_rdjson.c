/* Tests of diag/print_rdjson: columns in bytes, and one suggestion of all edits. */
#include "page_fixture.h"

static void prints_every_member_in_order(void **state) {
  add_full(*state);
  assert_string_equal(
      print_with(*state, &rdjson_printer),
      "{\"source\":{\"name\":\"kbc\"},\"diagnostics\":[{\"message\":\"a \\\"colon\\\" "
      "<\\\\x1b> %0A "
      "(here)\\nhelp: quote it\\n      or not\\nkb/db/pool.md:1:1: note: the front\","
      "\"location\":{\"path\":\"kb/db/pool.md\",\"range\":{\"start\":{\"line\":2,\"column\":6},"
      "\"end\":{\"line\":2,\"column\":14}}},\"severity\":\"WARNING\",\"code\":{\"value\":"
      "\"KBC0210 yaml-plain-colon\"},\"suggestions\":[{\"range\":{\"start\":{\"line\":2,"
      "\"column\":6},\"end\":{\"line\":2,\"column\":14}},\"text\":\"\\\"\xEA\xB0\x80: "
      "\xEB\x82\x98\\\"\"}]}]}\n");
}

static void prints_an_empty_report(void **state) {
  assert_string_equal(print_with(*state, &rdjson_printer),
                      "{\"source\":{\"name\":\"kbc\"},\"diagnostics\":[]}\n");
}

static void counts_the_byte_order_mark(void **state) {
  struct printed *printed = *state;
  struct source *source = source_in(printed, "a.md", STR("\xEF\xBB\xBF\xEA\xB0\x80 b"));
  diag_add(&printed->bag, &colon_rule, span_of(source, 4, 5), "m");
  assert_non_null(
      strstr(print_with(printed, &rdjson_printer),
             "{\"start\":{\"line\":1,\"column\":8},\"end\":{\"line\":1,\"column\":9}}"));
}

static void suggests_nothing_where_edits_are_not_one_stretch(void **state) {
  struct printed *printed = *state;
  struct source *a = source_in(printed, "a.md", STR("abc")),
                *b = source_in(printed, "b.md", STR("abc"));
  struct diag *diag = diag_add(&printed->bag, &colon_rule, span_of(a, 0, 1), "m");
  diag_edit(&printed->bag, diag, span_of(a, 0, 1), STR("x"));
  diag_edit(&printed->bag, diag, span_of(b, 1, 2), STR("y"));
  assert_null(strstr(print_with(printed, &rdjson_printer), "suggestions"));
}

static void has_no_range_without_a_text(void **state) {
  struct printed *printed = *state;
  diag_add_path(&printed->bag, &colon_rule, STR("gone.md"), "m");
  assert_non_null(strstr(print_with(printed, &rdjson_printer),
                         "\"location\":{\"path\":\"kb/gone.md\"},\"severity\":\"ERROR\""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(prints_every_member_in_order),
      TEST(prints_an_empty_report),
      TEST(counts_the_byte_order_mark),
      TEST(suggests_nothing_where_edits_are_not_one_stretch),
      TEST(has_no_range_without_a_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
