/* Tests emit/manifest.c: the names that a manifest lists, however it was treated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "emit/manifest.h"

/* The names with blanks between. */
static void assert_read(const char *text, enum manifest_state expected, const char *names) {
  struct arena a = {0};
  struct str *list = NULL;
  size_t count = 0;
  assert_int_equal(manifest_read(&a, str_from_c(text), &list, &count), expected);
  struct str joined = STR("");
  for (size_t i = 0; i < count; i++)
    joined =
        arena_printf(&a, "%.*s%s%.*s", STR_ARG(joined), i > 0 ? " " : "", STR_ARG(list[i]));
  if (!str_equal_c(joined, names))
    fail_msg("%.*s, not %s", STR_ARG(joined), names);
  arena_free(&a);
}

#define HEAD "{\"format\":\"kbc-manifest\",\"version\":1,\"files\":[\n"

static void what_we_write_we_read(void **state) {
  (void)state;
  struct str names[] = {STR("a.json"), STR("b \"c\".json")};
  struct buf text = {0};
  manifest_write_incomplete(&text, "0.1.0", names, 2);
  buf_add_char(&text, '\0');
  assert_string_equal(text.p, "{\"format\":\"kbc-manifest\",\"version\":2,\"kbc\":\"0.1.0\","
                              "\"state\":\"incomplete\",\"files\":[\n{\"name\":\"a.json\"},\n"
                              "{\"name\":\"b \\\"c\\\".json\"}\n]}\n");
  assert_read(text.p, MANIFEST_READ, "a.json b \"c\".json");
  buf_free(&text);
}

static void broken_ones_tell_what_they_can(void **state) {
  (void)state;
  assert_read("", MANIFEST_NONE, "");
  assert_read("{\"files\":[\n{\"name\":\"a\"}\n]}\n", MANIFEST_NONE, "");
  assert_read(
      HEAD
      "{\"name\":\"a\",\"bytes\":3},\n{\"name\":\"b\"}\n],\"more\":[\n{\"name\":\"c\"}\n]}",
      MANIFEST_READ, "a b");
  assert_read(HEAD "]}\n", MANIFEST_READ, "");
  assert_read(HEAD "{\"name\":\"a\"},\r\n{\"name\":\"b\"}\r\n]}\r\n", MANIFEST_READ, "a b");
  assert_read(HEAD "{\"name\":\"a\"},\n{\"na", MANIFEST_BROKEN, "a");
  assert_read(HEAD "{\"name\":\"a\"}\n", MANIFEST_BROKEN, "a");
  assert_read(HEAD
              "<<<<<<< HEAD\n{\"name\":\"a\"},\n=======\n{\"name\":\"b\"},\n>>>>>>> x\n]}\n",
              MANIFEST_BROKEN, "a b");
  assert_read(HEAD "{\"name\":1},\n{\"name\":\"b\"}\n]}\n", MANIFEST_BROKEN, "b");
  assert_read("{\"format\":\"kbc-manifest\"", MANIFEST_BROKEN, "");
  assert_read("{ \"format\": \"kbc-manifest\",\n \"files\": [ {\"name\":\"a\"} ] }",
              MANIFEST_BROKEN, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_we_write_we_read),
      cmocka_unit_test(broken_ones_tell_what_they_can),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
