/* The keys of all contexts: which spellings are one key, which is used most, where words begin.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../kb_fixture.h"
#include "lint/lint.h"
#include "lint/rules/logs_keys.h"

static void add_line(struct fixture *f, const char *id, const char *context) {
  struct str line = arena_printf(&f->a, "pay gone %s", context);
  fixture_case(f, id, "pay", "gone", line.p);
}

static void open_bench(struct fixture *f) {
  fixture_open(f);
  fixture_template(f, "{service} {message} {context}");
  f->templates[0].fields[2].type = FIELD_MAP;
  f->templates[0].fields[2].map = (struct map_form){.open = STR("{"),
                                                    .close = STR("}"),
                                                    .join = STR(", "),
                                                    .between = STR("="),
                                                    .behind_value = STR("")};
}

static void test_spellings(void **state) {
  (void)state;
  struct fixture f;
  open_bench(&f);
  add_line(&f, "a", "{OrderId=1, Try=2}");
  add_line(&f, "b", "{order_id=1, Order ID=3}");
  add_line(&f, "c", "{order_id=2, Orders=3}");
  struct key_table keys = {0};
  f.kb.case_count = 3;
  struct linter l = {.a = &f.a, .kb = &f.kb, .log_keys = &keys};
  const struct key_table *table = log_keys_of(&l);
  assert_ptr_equal(table, log_keys_of(&l));
  assert_int_equal(table->use_count, 6);
  assert_int_equal(table->spelling_count, 5);
  assert_int_equal(table->group_count, 4);
  const struct key_spelling *first = &table->spellings[0];
  assert_true(str_equal_c(first->text, "OrderId"));
  assert_int_equal(first->count, 1);
  assert_int_equal(table->groups[first->group].spelling_count, 2);
  const struct key_spelling *best = &table->spellings[table->groups[first->group].best];
  assert_true(str_equal_c(best->text, "order_id"));
  assert_int_equal(best->count, 2);
  assert_true(table->spellings[3].is_malformed);
  assert_false(table->spellings[4].is_malformed);
  fixture_close(&f);
}

/* Of two ways that are used equally often, the first is the way. */
static void test_tie(void **state) {
  (void)state;
  struct fixture f;
  open_bench(&f);
  add_line(&f, "a", "{b=1, B=2, __=3, ___=4}");
  struct key_table keys = {0};
  f.kb.case_count = 1;
  struct linter l = {.a = &f.a, .kb = &f.kb, .log_keys = &keys};
  const struct key_table *table = log_keys_of(&l);
  assert_int_equal(table->group_count, 3); /* signs alone are not all one key */
  assert_int_equal(table->groups[0].best, 0);
  fixture_close(&f);
}

static void assert_words(const char *key, const char *starts) {
  struct str text = str_from_c(key);
  for (size_t i = 0; i < text.n; i++)
    assert_int_equal(key_word_begins(text, i), starts[i] == '^');
}

static void test_words(void **state) {
  (void)state;
  assert_words("ClientIP", "^     ^ ");
  assert_words("IPAddress", "^ ^      ");
  assert_words("client_ip", "^      ^ ");
  assert_words("a.b/C-d", "^ ^ ^ ^");
  assert_words("ZIP", "^  ");
  assert_words("P99", "^  ");
  assert_false(key_word_begins(STR("a"), 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spellings),
      cmocka_unit_test(test_tie),
      cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
