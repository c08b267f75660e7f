/* Messages without a case are put together by what they share, within bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "driver/match/groups.h"

static struct arena arena;

static int free_arena(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static struct group *add(struct groups *groups, const char *service, const char *message) {
  return groups_add(groups, str_from_c(service), str_from_c(message), str_from_c(message));
}

static void assert_text(const struct group *group, const char *variable, const char *expected) {
  struct buf out = {0};
  group_add_text(&out, group, variable);
  buf_add_char(&out, 0);
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

/* What has a digit, an @, a quote or a slash in front is a variable from the beginning. */
static void test_variables(void **state) {
  (void)state;
  struct groups groups = {.a = &arena};
  struct group *group =
      add(&groups, "a", "mail  to bob@example.org from /var/x 'y' took 7ms ok");
  assert_text(group, "<*>", "mail to <*> from <*> <*> took <*> ok");
  assert_text(group, "", "mail to from took ok");
  assert_ptr_equal(add(&groups, "a", "mail to eve@example.org from /tmp 'z' took 12ms ok"),
                   group);
  assert_int_equal(groups.count, 1);
}

static void test_likeness(void **state) {
  (void)state;
  struct groups groups = {.a = &arena};
  struct group *login = add(&groups, "a", "login of alice was denied");
  assert_ptr_equal(add(&groups, "a", "login of bob was denied"), login);
  assert_text(login, "<*>", "login of <*> was denied");
  assert_ptr_equal(add(&groups, "a", "login of bob was granted"), login);
  assert_text(login, "<*>", "login of <*> was <*>");
  assert_ptr_not_equal(add(&groups, "b", "login of bob was denied"), login);
  assert_ptr_not_equal(add(&groups, "a", "login of bob was denied twice"), login);
  assert_ptr_not_equal(add(&groups, "a", "logout of bob was denied"), login);
}

/* Half is not enough: two words that share one are two messages. */
static void test_half(void **state) {
  (void)state;
  struct groups groups = {.a = &arena};
  size_t declined = (size_t)(add(&groups, "a", "payment declined") - groups.items);
  size_t accepted = (size_t)(add(&groups, "a", "payment accepted") - groups.items);
  assert_int_not_equal(declined, accepted);
  assert_ptr_equal(add(&groups, "a", "payment declined"), &groups.items[declined]);
  assert_ptr_equal(add(&groups, "a", "payment accepted"), &groups.items[accepted]);
}

/* The number of groups of one bucket, of words and of bytes is bounded; what has no room is
 * counted. */
static void test_bounds(void **state) {
  (void)state;
  struct groups groups = {.a = &arena};
  struct buf text = {0};
  for (size_t i = 0; i < 600; i++) {
    buf_clear(&text);
    buf_printf(&text, "first %c%c %c%c", (char)('a' + i / 26 % 26), (char)('a' + i % 26),
               (char)('A' + i % 26), (char)('A' + i / 26 % 26));
    buf_add_char(&text, 0);
    add(&groups, "a", text.p);
  }
  assert_in_range(groups.count, 100, 200);
  assert_int_equal(groups.left_out + groups.count, 600);
  size_t before = groups.left_out;
  buf_clear(&text);
  buf_add_repeat(&text, 'x', 9000);
  assert_null(groups_add(&groups, STR("b"), buf_str(&text), buf_str(&text)));
  buf_clear(&text);
  for (size_t i = 0; i < 200; i++)
    buf_add_c(&text, "w ");
  assert_null(groups_add(&groups, STR("b"), buf_str(&text), buf_str(&text)));
  assert_null(groups_add(&groups, STR("b"), STR(" \t "), STR(" \t ")));
  assert_int_equal(groups.left_out, before + 3);
  buf_free(&text);
}

static void test_most_groups(void **state) {
  (void)state;
  struct groups groups = {.a = &arena};
  struct buf text = {0};
  for (size_t i = 0; i < MOST_GROUPS + 50; i++) {
    buf_clear(&text);
    for (size_t n = i; n > 0; n /= 26)
      buf_add_char(&text, (char)('a' + n % 26));
    buf_add_c(&text, "x happened");
    groups_add(&groups, STR("a"), buf_str(&text), buf_str(&text));
  }
  assert_int_equal(groups.count, MOST_GROUPS);
  assert_int_equal(groups.left_out, 50);
  assert_non_null(add(&groups, "a", "bx happened"));
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_variables),
                                     cmocka_unit_test(test_likeness),
                                     cmocka_unit_test(test_half), cmocka_unit_test(test_bounds),
                                     cmocka_unit_test(test_most_groups)};
  return cmocka_run_group_tests(tests, NULL, free_arena);
}
