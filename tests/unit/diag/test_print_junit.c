/* Tests of diag/print_junit: which files are cases, which of them fail, and how. */
#include "page_fixture.h"

#define HEAD(tests, failures)                                                                  \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                               \
  "<testsuites name=\"kbc\" tests=\"" tests "\" failures=\"" failures                          \
  "\" errors=\"0\" time=\"0\">\n"                                                              \
  "  <testsuite name=\"kbc check\" tests=\"" tests "\" failures=\"" failures                   \
  "\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
#define FOOT "  </testsuite>\n</testsuites>\n"

static const struct str files[] = {STR_INIT("a.md"), STR_INIT("b&.md"), STR_INIT("d.md")};

static void look_at(struct printed *printed, size_t count) {
  printed->report.looked_at = files;
  printed->report.looked_at_count = count;
}

static void passes_clean_files(void **state) {
  look_at(*state, 2);
  assert_string_equal(
      print_with(*state, &junit_printer),
      HEAD("2", "0") "    <testcase name=\"kb/a.md\" classname=\"kbc\" time=\"0\"/>\n"
                     "    <testcase name=\"kb/b&amp;.md\" classname=\"kbc\" "
                     "time=\"0\"/>\n" FOOT);
}

static void has_a_suite_without_files(void **state) {
  assert_string_equal(print_with(*state, &junit_printer), HEAD("0", "0") FOOT);
}

static void fails_files_with_errors(void **state) {
  struct printed *printed = *state;
  look_at(printed, 3);
  struct source *source = source_in(printed, "b&.md", STR("]]> <a>\n"));
  diag_add(&printed->bag, &off_rule, span_of(source, 0, 3), "weak]]>")->level = LEVEL_WARNING;
  diag_add(&printed->bag, &colon_rule, span_of(source, 4, 7), "<bad> \x01\xEF\xBF\xBE");
  diag_add(&printed->bag, &colon_rule, span_of(source, 5, 6), "worse");
  /* A file that was not looked at, such as a schema, is a case, too. */
  diag_add_path(&printed->bag, &colon_rule, STR("c.md"), "gone");
  assert_string_equal(
      print_with(printed, &junit_printer),
      HEAD(
          "4",
          "2") "    <testcase name=\"kb/a.md\" classname=\"kbc\" time=\"0\"/>\n"
               "    <testcase name=\"kb/b&amp;.md\" classname=\"kbc\" time=\"0\">\n"
               "      <failure message=\"&lt;bad&gt; \\x01\\u{FFFE} (and 1 more)\" "
               "type=\"yaml-plain-colon\">1:5: error[KBC0210 yaml-plain-colon]: &lt;bad&gt; "
               "\\x01\\u{FFFE}&#10;1:6: error[KBC0210 yaml-plain-colon]: worse&#10;</failure>\n"
               "      <system-out>1:1: warning[KBC0999 some-rule]: weak]]&gt;&#10;"
               "</system-out>\n"
               "    </testcase>\n"
               "    <testcase name=\"kb/c.md\" classname=\"kbc\" time=\"0\">\n"
               "      <failure message=\"gone\" type=\"yaml-plain-colon\">"
               "error[KBC0210 yaml-plain-colon]: gone&#10;</failure>\n"
               "    </testcase>\n"
               "    <testcase name=\"kb/d.md\" classname=\"kbc\" time=\"0\"/>\n" FOOT);
}

static void fails_warnings_that_are_denied(void **state) {
  struct printed *printed = *state;
  add_full(printed);
  assert_null(strstr(print_with(printed, &junit_printer), "<failure"));
  printed->report.deny_warnings = true;
  const char *out = print_with(printed, &junit_printer);
  assert_non_null(strstr(out, "failures=\"1\""));
  assert_non_null(
      strstr(out, "<failure message=\"a &quot;colon&quot; &lt;\\x1b&gt; %0A (here)\""));
  assert_non_null(strstr(out,
                         "&#10;help: quote it&#10;      or not&#10;kb/db/pool.md:1:1: note: "
                         "the front&#10;</failure>"));
  assert_null(strstr(out, "<system-out>"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(passes_clean_files),
      TEST(has_a_suite_without_files),
      TEST(fails_files_with_errors),
      TEST(fails_warnings_that_are_denied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
