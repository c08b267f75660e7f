/* Ranges of case numbers in titles: which there are, and what only looks like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lint/case_number.h"

/* "first-last@from-to", or nothing. */
static void assert_range(const char *title, const char *expected) {
  struct number_range range;
  char text[128] = "";
  if (number_range_find(str_from_c(title), &range))
    snprintf(text, sizeof text, "%zu-%zu@%zu-%zu", range.first, range.last, range.from,
             range.to);
  if (strcmp(text, expected) != 0)
    fail_msg("\"%s\": %s, not %s", title, text, expected);
}

static void test_ranges(void **state) {
  (void)state;
  assert_range("Cases (01-100)", "1-100@7-13");
  assert_range("Cases (01\xE2\x80\x93"
               "100)",
               "1-100@7-15");
  assert_range("Cases [1..100]", "1-100@7-13");
  assert_range("Cases 01 ~ 25", "1-25@6-13");
  assert_range("Cases 01...25 ", "1-25@6-13");
  assert_range("51\xE2\x80\x93"
               "100: the second half",
               "51-100@0-8");
  assert_range("Cases #01-25", "1-25@7-12");
  assert_range("Since 2020-2019, cases 3-4", "3-4@23-26");
}

static void test_no_ranges(void **state) {
  (void)state;
  assert_range("", "");
  assert_range("Cases 25", "");
  assert_range("2024-03-15", "");
  assert_range("Incidents of 2024-03", "");
  assert_range("Top 1-5 services", "");
  assert_range("Version v1-4", "");
  assert_range("Version 1.2-4", "");
  assert_range("HTTP 4-5xx", "");
  assert_range("Cases 1-", "");
  assert_range("Cases 1-0000000000000000000000000000000000002", "");
  assert_range("Cases 1\xE2\x80", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ranges),
      cmocka_unit_test(test_no_ranges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
