/* A relational database with full-text search; the only file that knows SQLite. */
#include "base/database.h"

#include "base/die.h"

#include <sqlite3.h>

/* Both are SQLite's own structures under our names: there is nothing to add to them. */

static sqlite3 *handle_of(struct database *database) {
  return (sqlite3 *)(void *)database;
}

static sqlite3_stmt *statement_of(struct statement *statement) {
  return (sqlite3_stmt *)(void *)statement;
}

static noreturn void fail(sqlite3 *handle) {
  if (!handle || sqlite3_errcode(handle) == SQLITE_NOMEM)
    die_without_memory();
  die("SQLite: %s", sqlite3_errmsg(handle));
}

static void expect_ok(sqlite3 *handle, int result) {
  if (result != SQLITE_OK)
    fail(handle);
}

struct database *database_open(void) {
  sqlite3 *handle = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
              SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  expect_ok(handle, sqlite3_open_v2(":memory:", &handle, flags, NULL));
  /* Nobody undoes what is done here, and what is sorted stays in memory, too. */
  database_run((struct database *)(void *)handle,
               "PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY");
  return (struct database *)(void *)handle;
}

void database_close(struct database *database) {
  expect_ok(handle_of(database), sqlite3_close(handle_of(database)));
}

bool database_has_search(struct database *database) {
  struct statement *modules =
      database_prepare(database, "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'");
  bool has_search = statement_step(modules);
  statement_free(modules);
  return has_search;
}

void database_run(struct database *database, const char *sql) {
  expect_ok(handle_of(database), sqlite3_exec(handle_of(database), sql, NULL, NULL, NULL));
}

struct statement *database_prepare(struct database *database, const char *sql) {
  sqlite3_stmt *statement = NULL;
  expect_ok(handle_of(database),
            sqlite3_prepare_v2(handle_of(database), sql, -1, &statement, NULL));
  return (struct statement *)(void *)statement;
}

/* What went wrong in a step was said there. */
void statement_free(struct statement *statement) {
  sqlite3_finalize(statement_of(statement));
}

void statement_bind_text(struct statement *statement, int parameter, struct str text) {
  sqlite3_stmt *of = statement_of(statement);
  expect_ok(sqlite3_db_handle(of), sqlite3_bind_text64(of, parameter, text.n > 0 ? text.p : "",
                                                       text.n, SQLITE_STATIC, SQLITE_UTF8));
}

void statement_bind_number(struct statement *statement, int parameter, int64_t number) {
  sqlite3_stmt *of = statement_of(statement);
  expect_ok(sqlite3_db_handle(of), sqlite3_bind_int64(of, parameter, number));
}

bool statement_step(struct statement *statement) {
  int result = sqlite3_step(statement_of(statement));
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    fail(sqlite3_db_handle(statement_of(statement)));
  return result == SQLITE_ROW;
}

int64_t statement_number(struct statement *statement, int column) {
  return sqlite3_column_int64(statement_of(statement), column);
}

double statement_real(struct statement *statement, int column) {
  return sqlite3_column_double(statement_of(statement), column);
}

struct str statement_text(struct statement *statement, int column) {
  sqlite3 *handle = sqlite3_db_handle(statement_of(statement));
  const void *text = sqlite3_column_text(statement_of(statement), column);
  if (!text && sqlite3_errcode(handle) == SQLITE_NOMEM)
    fail(handle);
  int n = sqlite3_column_bytes(statement_of(statement), column);
  return (struct str){text, (size_t)n};
}

void statement_reset(struct statement *statement) {
  sqlite3_reset(statement_of(statement));
  sqlite3_clear_bindings(statement_of(statement));
}
