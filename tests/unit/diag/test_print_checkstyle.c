/* Tests of diag/print_checkstyle: files, errors, and nothing that XML cannot hold. */
#include "page_fixture.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"

static void prints_an_empty_report(void **state) {
  assert_string_equal(print_with(*state, &checkstyle_printer), HEAD "</checkstyle>\n");
}

static void has_an_element_for_each_file(void **state) {
  struct printed *printed = *state;
  add_full(printed);
  struct source *source = source_in(printed, "z\"\n<.md", STR("abc"));
  diag_add(&printed->bag, &colon_rule, span_of(source, 0, 1), "one")->level = LEVEL_NOTE;
  diag_add(&printed->bag, &colon_rule, span_of(source, 3, 3), "two\xFF");
  diag_add_path(&printed->bag, &colon_rule, STR("/else/where.md"), "gone");
  diag_add(&printed->bag, &colon_rule, (struct span){NULL, 0, 0}, "of the run");
  assert_string_equal(
      print_with(printed, &checkstyle_printer), HEAD
      "  <file name=\"kb/db/pool.md\">\n"
      "    <error line=\"2\" column=\"6\" severity=\"warning\" message=\"a &quot;colon&quot; "
      "&lt;\\x1b&gt; %0A (here)\" source=\"kbc.yaml-plain-colon\"/>\n"
      "  </file>\n"
      "  <file name=\"kb/z&quot;\\n&lt;.md\">\n"
      "    <error line=\"1\" column=\"1\" severity=\"info\" message=\"one\" "
      "source=\"kbc.yaml-plain-colon\"/>\n"
      "    <error line=\"1\" column=\"4\" severity=\"error\" message=\"two\\xff\" "
      "source=\"kbc.yaml-plain-colon\"/>\n"
      "  </file>\n"
      "  <file name=\"../else/where.md\">\n"
      "    <error line=\"1\" severity=\"error\" message=\"gone\" "
      "source=\"kbc.yaml-plain-colon\"/>\n"
      "  </file>\n"
      "  <file name=\".\">\n"
      "    <error line=\"1\" severity=\"error\" message=\"of the run\" "
      "source=\"kbc.yaml-plain-colon\"/>\n"
      "  </file>\n"
      "</checkstyle>\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(prints_an_empty_report),
      TEST(has_an_element_for_each_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
