/* The database in memory: parameters, rows, and full-text search that ranks. */
#include "base/database.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_rows(void **state) {
  (void)state;
  struct database *database = database_open();
  database_run(database, "CREATE TABLE t (n INTEGER, s TEXT)");
  struct statement *insert = database_prepare(database, "INSERT INTO t VALUES (?1, ?2)");
  struct str texts[] = {STR("a'b\0c"), STR(""), {NULL, 0}, STR("\xea\xb2\xb0\xec\xa0\x9c")};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    statement_bind_number(insert, 1, INT64_MAX - (int64_t)i);
    statement_bind_text(insert, 2, texts[i]);
    assert_false(statement_step(insert));
    statement_reset(insert);
  }
  statement_free(insert);
  struct statement *select = database_prepare(database, "SELECT n, s FROM t ORDER BY n DESC");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    assert_true(statement_step(select));
    assert_true(statement_number(select, 0) == INT64_MAX - (int64_t)i);
    assert_true(str_equal(statement_text(select, 1), texts[i]));
  }
  assert_false(statement_step(select));
  statement_reset(select);
  assert_true(statement_step(select));
  statement_free(select);
  database_close(database);
}

static void test_search(void **state) {
  (void)state;
  struct database *database = database_open();
  assert_true(database_has_search(database));
  database_run(database, "CREATE VIRTUAL TABLE t USING fts5(s, tokenize = 'ascii');"
                         "INSERT INTO t (rowid, s) VALUES (1, 'apple pear plum'),"
                         "(2, 'pear'), (3, 'fig'), (4, 'fig fig'), (5, 'fig plum')");
  struct statement *select =
      database_prepare(database, "SELECT rowid, bm25(t) FROM t WHERE t MATCH ?1 ORDER BY 2, 1");
  statement_bind_text(select, 1, STR("\"pear\" OR \"apple\""));
  assert_true(statement_step(select));
  assert_int_equal(statement_number(select, 0), 1);
  double best = statement_real(select, 1);
  assert_true(statement_step(select));
  assert_int_equal(statement_number(select, 0), 2);
  assert_true(best < statement_real(select, 1));
  assert_false(statement_step(select));
  statement_free(select);
  database_close(database);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_search),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
