/* Log templates: what they are cut into, and which are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/log_template.h"
#include "parse/log_template.h"

/* The parts in one line: "literal", {field}, [[ and ]]. */
static struct str shape(struct arena *a, const char *text) {
  struct log_template template = {.name = {NULL, 0}};
  struct template_error error = log_template_parse(a, str_from_c(text), &template);
  if (error.message.n == 0)
    error = log_template_verify(a, &template);
  if (error.message.n > 0)
    return error.message;
  struct buf out = {0};
  for (size_t i = 0; i < template.part_count; i++) {
    const struct log_part *part = &template.parts[i];
    if (part->kind == PART_LITERAL)
      buf_printf(&out, "'%.*s'", STR_ARG(part->literal));
    else if (part->kind == PART_FIELD)
      buf_printf(&out, "{%.*s}", STR_ARG(template.fields[part->field].name));
    else
      buf_add_c(&out, part->kind == PART_OPTIONAL_OPEN ? "[[" : "]]");
  }
  struct str result = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return result;
}

static void check(const char *text, const char *expected) {
  struct arena a = {0};
  struct str result = shape(&a, text);
  assert_string_equal(result.p, expected);
  arena_free(&a);
}

static void test_parts(void **state) {
  (void)state;
  check("\\[{level}\\] {message}", "'['{level}'] '{message}");
  check("{a}: {b}[[ | x={c}]]", "{a}': '{b}[[' | x='{c}]]");
  check("\\{{a}\\}\\\\", "'{'{a}'}\\'");
  check("{a}[[ x]][[ y]] z", "{a}[[' x']][[' y']]' z'");
}

static void test_refused(void **state) {
  (void)state;
  check("plain", "this template has no field");
  check("{a}{b}", "nothing tells where one field ends and the next begins");
  check("{a}[[{b}]]", "an optional stretch must begin with a literal");
  check("{a}[[ {b}]]{c}", "nothing tells where one field ends and the next begins");
  check("{a} {a}", "the field \"a\" stands twice");
  check("{a", "\"{\" opens a field that nothing closes");
  check("a}", "a single \"}\" means nothing in a template");
  check("[{a}]", "a single \"[\" means nothing in a template");
  check("{a}[[ x", "\"[[\" opens an optional stretch that nothing closes");
  check("{a} x]]", "\"]]\" closes nothing");
  check("{a}[[ x[[ y]]]]", "an optional stretch cannot stand in another one");
  check("{a}\\n", "a backslash must stand before one of [ ] { } \\");
  check("{a}\\", "a backslash must stand before one of [ ] { } \\");
  check("{a b}", "\"a b\" cannot be the name of a field");
  check("{}", "\"\" cannot be the name of a field");
}

static void test_ambiguous_ends(void **state) {
  (void)state;
  check("{a}[[ x{b}]] xy{c}", "\" x\" and \" xy\" may both end the same field");
  check("{a}[[ x{b}]][[ x{c}]]", "\" x\" and \" x\" may both end the same field");
  check("{a}[[ x{b}]] y{c}", "{a}[[' x'{b}]]' y'{c}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_ambiguous_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
