/* Tests of driver/filter/directive: what stands in a comment that silences findings. */
#include "driver/filter/directive.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "form rule|rule|: reason", or "no" for what is none, or "wrong: mistake (near)". */
static void assert_read(const char *text, const char *expected) {
  static const char *const forms[] = {"next", "from", "to", "file"};
  struct arena a = {0};
  struct directive directive = {.line = 0};
  struct str found = STR("no");
  if (directive_read(&a, str_from_c(text), &directive)) {
    found = directive.form < DIRECTIVE_NONE ? str_from_c(forms[directive.form]) : STR("none");
    for (size_t i = 0; i < directive.rule_count; i++)
      found = arena_printf(&a, "%.*s %.*s|", STR_ARG(found), STR_ARG(directive.rules[i]));
    if (directive.reason.n > 0)
      found = arena_printf(&a, "%.*s: %.*s", STR_ARG(found), STR_ARG(directive.reason));
    if (directive.mistake)
      found = arena_printf(&a, "wrong: %s (%.*s)", directive.mistake, STR_ARG(directive.near));
  }
  assert_string_equal(arena_copy(&a, found).p, expected);
  arena_free(&a);
}

static void reads_all_forms(void **state) {
  (void)state;
  assert_read("kbc-disable-next-line item-length: why", "next item-length|: why");
  assert_read("kbc-disable a,b , KBC0210 :  why: so ", "from a| b| KBC0210|: why: so");
  assert_read("kbc-enable a", "to a|");
  assert_read("kbc-disable-file\ta", "file a|");
  assert_read("kbc-disable-file a:", "file a|");
}

static void says_what_is_wrong(void **state) {
  (void)state;
  static const char missing[] = "wrong: the name of a rule is missing ()";
  static const char commas[] =
      "wrong: commas stand between rules, and a colon before the reason ()";
  assert_read("kbc-disable", missing);
  assert_read("kbc-disable:", missing);
  assert_read("kbc-disable : why", missing);
  assert_read("kbc-disable a,: why", missing);
  assert_read("kbc-disable ,a", missing);
  assert_read("kbc-disable a b", commas);
  assert_read("kbc-disable a because of b: c", commas);
  assert_read("kbc-disabel a", "wrong: its first word is not known (kbc-disable)");
  static const char line[] =
      "wrong: its first word is not written like this (kbc-disable-next-line)";
  assert_read("KBC-DISABLE a", "wrong: its first word is not written like this (kbc-disable)");
  assert_read("KBC-disable-next-line a: why", line);
  assert_read("kbc disable-next-line a", line);
  assert_read("kbc_disable_next_line a", line);
  assert_read("kbc  Disable: a",
              "wrong: its first word is not written like this (kbc-disable)");
  assert_read("kbc_enable", "wrong: its first word is not written like this (kbc-enable)");
  assert_read("kbc-disable-next-lines a",
              "wrong: its first word is not known (kbc-disable-next-line)");
  assert_read("kbc-disable-everything-here", "wrong: its first word is not known ()");
}

static void leaves_comments_of_others_alone(void **state) {
  (void)state;
  assert_read("kbc-", "no");
  assert_read("kbc-marker: x", "no");
  assert_read("kbc-table", "no");
  assert_read("kbc disabled it", "no");
  assert_read("kbc is not disabled", "no");
  assert_read("kbcdisable a", "no");
  assert_read("KBC", "no");
  assert_false(directives_may_stand(STR("# kbc enables\n<!-- kbc, disable -->\nkbc-disable")));
  assert_true(directives_may_stand(STR("## Text\n<!--  kbc_disable")));
  assert_false(directive_begins(STR("kbc-disabel a")));
  assert_false(directive_begins(STR("")));
  assert_true(directive_begins(STR("kbc-enable")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_all_forms),
      cmocka_unit_test(says_what_is_wrong),
      cmocka_unit_test(leaves_comments_of_others_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
