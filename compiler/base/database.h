/* A relational database with full-text search, in memory. */
#ifndef BASE_DATABASE_H
#define BASE_DATABASE_H

#include "base/str.h"

#include <stdint.h>

struct database;
struct statement;

/* Everything here dies where it fails: what is asked is ours, and only memory can be missing.
 * Not for two threads at a time. */

/* An empty database in memory. Free with database_close, statements first. */
struct database *database_open(void);
void database_close(struct database *database);

/* Can it search full text (FTS5)? The library may have been built without. */
bool database_has_search(struct database *database);

/* Runs SQL that answers nothing. */
void database_run(struct database *database, const char *sql);

/* One statement, compiled. Free with statement_free. */
struct statement *database_prepare(struct database *database, const char *sql);
void statement_free(struct statement *statement);

/* Parameters, counted from 1. The text is borrowed until the next statement_reset. */
void statement_bind_text(struct statement *statement, int parameter, struct str text);
void statement_bind_number(struct statement *statement, int parameter, int64_t number);

/* The next row; false behind the last one. */
bool statement_step(struct statement *statement);

/* A column of the row, counted from 0. The text is borrowed from the statement until its next
 * step. */
int64_t statement_number(struct statement *statement, int column);
double statement_real(struct statement *statement, int column);
struct str statement_text(struct statement *statement, int column);

/* Back to the beginning, with no parameters. */
void statement_reset(struct statement *statement);

#endif
