/* Tests of check/uri: references against a base, after the examples of RFC 3986, section 5.4.
 */
#include "check/uri.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static void assert_resolves(const char *base, const char *reference, const char *expected) {
  struct str found = uri_resolve(&arena, str_from_c(base), str_from_c(reference));
  if (!str_equal_c(found, expected))
    print_error("%s + %s = %.*s\n", base, reference, STR_ARG(found));
  assert_true(str_equal_c(found, expected));
}

static void resolves_as_the_standard_says(void **state) {
  (void)state;
  static const struct {
    const char *reference, *expected;
  } examples[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
      {"http:g", "http:g"},
  };
  for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
    assert_resolves("http://a/b/c/d;p?q", examples[i].reference, examples[i].expected);
}

static void takes_paths_and_urns_for_bases(void **state) {
  (void)state;
  assert_resolves("schema/case.yaml", "front.yaml", "schema/front.yaml");
  assert_resolves("schema/case.yaml", "../front.yaml#/a", "front.yaml#/a");
  assert_resolves("case.yaml", "../front.yaml", "../front.yaml");
  assert_resolves("../x/case.yaml", "../../front.yaml", "../../front.yaml");
  assert_resolves("case.yaml", "#/$defs/a", "case.yaml#/$defs/a");
  assert_resolves("", "#a", "#a");
  assert_resolves("", "x.json", "x.json");
  assert_resolves("urn:uuid:1", "#a", "urn:uuid:1#a");
  assert_resolves("http://a", "b", "http://a/b");
  assert_resolves("file:///c:/x/y.json", "z.json", "file:///c:/x/z.json");
}

static void cuts_and_decodes(void **state) {
  (void)state;
  assert_true(str_equal_c(uri_without_fragment(STR("a#b#c")), "a"));
  assert_true(str_equal_c(uri_fragment(STR("a#b#c")), "b#c"));
  assert_int_equal(uri_fragment(STR("a")).n, 0);
  assert_true(uri_has_scheme(STR("urn:x")));
  assert_false(uri_has_scheme(STR("1a:x")));
  assert_false(uri_has_scheme(STR("a/b:c")));
  assert_true(str_equal_c(uri_decode(&arena, STR("a%25b%2Fc%zz%4")), "a%b/c%zz%4"));
  assert_true(str_equal_c(uri_decode(&arena, STR("%41%42")), "AB"));
  assert_true(str_equal_c(uri_from_path(&arena, STR("../a b/c:d#1?%.yaml")),
                          "../a%20b/c%3Ad%231%3F%25.yaml"));
  assert_true(str_equal_c(uri_from_path(&arena, STR("\xC3\xA9~_-")), "%C3%A9~_-"));
  assert_int_equal(uri_from_path(&arena, STR("")).n, 0);
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(resolves_as_the_standard_says),
      cmocka_unit_test(takes_paths_and_urns_for_bases),
      cmocka_unit_test(cuts_and_decodes),
  };
  return cmocka_run_group_tests(tests, NULL, teardown);
}
