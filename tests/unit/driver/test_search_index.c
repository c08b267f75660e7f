/* The full-text index of kbc eval: it ranks as SQLite's bm25() does, and no query breaks it. */
#include "driver/eval/search_index.h"

#include "base/arena.h"
#include "base/database.h"
#include "emit/chunks/search_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const words[] = {"timeout", "pool",  "disk",     "full",   "retry",
                                    "bank",    "token", "kb_match", "node-7", "\uacb0\uc81c",
                                    "queue",   "lag",   "replica",  "write",  "x509"};
enum { WORDS = sizeof words / sizeof *words, CHUNKS = 120, QUERIES = 200 };

static unsigned draw(unsigned *state, unsigned below) {
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) % below;
}

/* A text whose words are not equally frequent. */
static struct str draw_text(struct arena *a, unsigned *state, unsigned longest) {
  struct buf text = {0};
  for (unsigned n = 1 + draw(state, longest); n > 0; n--)
    buf_printf(&text, "%s ", words[draw(state, 1 + draw(state, WORDS))]);
  struct str copy = arena_copy(a, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* The words of a text as a query in the language of SQLite. */
static struct str query_of(struct arena *a, struct str text) {
  struct str all = search_text(a, text);
  struct buf query = {0};
  size_t at = 0;
  while (at < all.n) {
    size_t end = str_find_char(all, ' ', at);
    struct str word = str_slice(all, at, end);
    struct str quoted = arena_printf(a, "\"%.*s\"", STR_ARG(word));
    if (str_find(buf_str(&query), quoted, 0) == STR_NONE)
      buf_printf(&query, "%s%.*s", query.n > 0 ? " OR " : "", STR_ARG(quoted));
    at = end == STR_NONE ? all.n : end + 1;
  }
  struct str copy = arena_copy(a, buf_str(&query));
  buf_free(&query);
  return copy;
}

/* SQLite's scores are below zero, the best first; ours are cut to thousandths of millionths. */
static void assert_ranked(struct ranking ranking, const double *scores, size_t found) {
  const double bits = 2e-9;
  assert_int_equal(ranking.count, found < RANKED ? found : RANKED);
  for (size_t i = 1; i < ranking.count; i++)
    assert_true(scores[ranking.cases[i - 1]] <= scores[ranking.cases[i]] + bits);
  for (size_t i = 0; i < CHUNKS && ranking.count > 0; i++)
    assert_true(ranking_place(&ranking, i) > 0 ||
                scores[i] >= scores[ranking.cases[ranking.count - 1]] - bits);
}

/* Each chunk is a case of its own, so the ranking is that of the rows. */
static void test_ranks_as_sqlite(void **state) {
  (void)state;
  struct arena a = {0};
  unsigned random = 7;
  struct search_index *index = search_index_new(&a);
  struct database *database = database_open();
  database_run(database, "CREATE VIRTUAL TABLE t USING fts5(s, tokenize = 'ascii')");
  struct statement *insert =
      database_prepare(database, "INSERT INTO t (rowid, s) VALUES (?1, ?2)");
  for (size_t i = 0; i < CHUNKS; i++) {
    struct str text = draw_text(&a, &random, 40);
    search_index_add(index, i, text);
    statement_bind_number(insert, 1, (int64_t)i);
    statement_bind_text(insert, 2, search_text(&a, text));
    statement_step(insert);
    statement_reset(insert);
  }
  struct statement *select =
      database_prepare(database, "SELECT rowid, bm25(t) FROM t WHERE t MATCH ?1");
  for (size_t i = 0; i < QUERIES; i++) {
    struct str text = draw_text(&a, &random, 5);
    double scores[CHUNKS] = {0};
    size_t found = 0;
    statement_bind_text(select, 1, query_of(&a, text));
    for (; statement_step(select); found++)
      scores[statement_number(select, 0)] = statement_real(select, 1);
    statement_reset(select);
    assert_ranked(search_index_ask(index, text), scores, found);
  }
  statement_free(insert);
  statement_free(select);
  database_close(database);
  search_index_free(index);
  arena_free(&a);
}

static void test_collapses_cases(void **state) {
  (void)state;
  struct arena a = {0};
  struct search_index *index = search_index_new(&a);
  search_index_add(index, 4, STR("disk full"));
  search_index_add(index, 4, STR("disk full again"));
  search_index_add(index, 2, STR("disk full, says the node, and then it says so again"));
  search_index_add(index, 9, STR("nothing"));
  struct ranking ranking = search_index_ask(index, STR("disk full"));
  assert_int_equal(ranking.count, 2);
  assert_int_equal(ranking.cases[0], 4);
  assert_int_equal(ranking.cases[1], 2);
  assert_int_equal(ranking.first_cases, 2);
  search_index_free(index);
  arena_free(&a);
}

/* Whatever stands in a query, it is words. */
static void test_any_query(void **state) {
  (void)state;
  static const char *const queries[] = {"",
                                        "\"",
                                        "'); DROP TABLE chunks; --",
                                        "NEAR(disk full, 2) AND NOT OR *",
                                        "^disk text:full {text} : full + -",
                                        "\"disk\" \"\" \\ \x01 ( [ {",
                                        "\xff\xfe disk"};
  struct arena a = {0};
  struct search_index *index = search_index_new(&a);
  search_index_add(index, 0, STR("disk full"));
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    struct ranking ranking = search_index_ask(index, str_from_c(queries[i]));
    bool has_word = str_find(str_from_c(queries[i]), STR("disk"), 0) != STR_NONE;
    assert_int_equal(ranking.count, has_word ? 1 : 0);
  }
  search_index_free(index);
  arena_free(&a);
}

/* Every chunk has the common words; the rare one is asked for, and finds its chunk. */
static void test_common_words(void **state) {
  (void)state;
  struct arena a = {0};
  struct search_index *index = search_index_new(&a);
  for (size_t i = 0; i < 3000; i++)
    search_index_add(index, i, arena_printf(&a, "write failed on volume w%zu", i));
  struct ranking ranking = search_index_ask(index, STR("failed on volume w2999 and write"));
  assert_int_equal(ranking.cases[0], 2999);
  ranking = search_index_ask(index, STR("write failed"));
  assert_int_equal(ranking.count, RANKED);
  search_index_free(index);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ranks_as_sqlite),
      cmocka_unit_test(test_collapses_cases),
      cmocka_unit_test(test_any_query),
      cmocka_unit_test(test_common_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
