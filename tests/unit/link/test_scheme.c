/* Which beginnings of a destination are misspelled, and which are only unusual. */
#include "link/scheme.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena a;

static int free_arena(void **state) {
  (void)state;
  arena_free(&a);
  return 0;
}

/* `near` is NULL for a destination that is fine, "" where nobody knows what is meant. */
static const struct {
  const char *destination, *near;
} rows[] = {
    {"https://h", NULL},
    {"HTTP://h", NULL},
    {"link:https://h", "https://h"},
    {"Link:HTTP://h", "HTTP://h"},
    {"http://https://h", "https://h"},
    {"view-source:https://h", NULL},
    {"http//h", "http://h"},
    {"https:/h", "https://h"},
    {"https:h", "https://h"},
    {"https:///h", "https://h"},
    {"https:://h", "https://h"},
    {"http;//h", "http://h"},
    {"http:\\\\h", "http://h"},
    {"http://", ""},
    {"https://...", NULL},
    {"http.md", NULL},
    {"http/a.md", NULL},
    {"https", NULL},
    {"htp://h", "http://h"},
    {"ttps://h", "https://h"},
    {"hhttps://h", "https://h"},
    {"htttp://h", "http://h"},
    {"httsp://h", "https://h"},
    {"hxxp://h", NULL},
    {"shttp://h", NULL},
    {"ftp://h", NULL},
    {"slack://h", NULL},
    {"htp:h", NULL},
    {"git+https://h", NULL},
    {"", NULL},
    {"http2://h", NULL},
    {"h://h", NULL},
};

static void test_rows(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct str near;
    bool found = scheme_is_misspelled(&a, str_from_c(rows[i].destination), &near);
    bool is_right =
        found == (rows[i].near != NULL) && (!found || str_equal_c(near, rows[i].near));
    if (!is_right)
      print_error("%s: %d %.*s\n", rows[i].destination, found, STR_ARG(near));
    assert_true(is_right);
  }
}

static void test_has_scheme(void **state) {
  (void)state;
  assert_true(has_scheme(STR("mailto:a@b.c")));
  assert_true(has_scheme(STR("a+b-c.d2:x")));
  assert_false(has_scheme(STR("2a:x")));
  assert_false(has_scheme(STR(":x")));
  assert_false(has_scheme(STR("a/b:c")));
  assert_false(has_scheme(STR("a.md")));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_has_scheme),
  };
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
