/* Which fields of a log template say what happened, and to whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/log_template.h"

enum { LEVEL, SERVICE, MESSAGE, DETAIL, CONTEXT, FIELDS };

static void fill(struct log_field fields[FIELDS], struct log_template *template) {
  static const char *const names[FIELDS] = {"level", "service", "message", "detail", "context"};
  for (size_t i = 0; i < FIELDS; i++)
    fields[i] = (struct log_field){.name = str_from_c(names[i]), .type = FIELD_TEXT};
  fields[LEVEL].type = FIELD_ENUM;
  fields[CONTEXT].type = FIELD_MAP;
  *template = (struct log_template){.fields = fields, .field_count = FIELDS};
}

static void test_message(void **state) {
  (void)state;
  struct log_field fields[FIELDS];
  struct log_template template;
  fill(fields, &template);
  assert_int_equal(log_template_message(&template), MESSAGE);
  fields[SERVICE].contains = STR("error");
  assert_int_equal(log_template_message(&template), SERVICE);
  fields[SERVICE].contains = STR("");
  fields[MESSAGE].name = STR("msg");
  assert_int_equal(log_template_message(&template), DETAIL);
  template.field_count = 1;
  assert_int_equal(log_template_message(&template), STR_NONE);
}

static void test_router(void **state) {
  (void)state;
  struct log_field fields[FIELDS];
  struct log_template template;
  fill(fields, &template);
  assert_int_equal(log_template_router(&template), STR_NONE);
  fields[DETAIL].equals = STR("host");
  assert_int_equal(log_template_router(&template), DETAIL);
  fields[SERVICE].equals = STR("service");
  assert_int_equal(log_template_router(&template), SERVICE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_message),
      cmocka_unit_test(test_router),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
