/* Words of a list in a text: which stand there as whole words, and which of several. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/words.h"

/* "from-to=word" of each hit, by their order. */
static const char *hits(struct arena *a, const struct word_set *set, const struct str *words,
                        struct str text) {
  struct str all = STR("");
  struct word_hit hit;
  for (size_t at = 0; word_set_next(set, text, at, &hit); at = hit.to)
    all = arena_printf(a, "%.*s%s%zu-%zu=%.*s", STR_ARG(all), at > 0 ? " " : "", hit.from,
                       hit.to, STR_ARG(words[hit.word]));
  return all.p;
}

struct row {
  const char *text, *expected;
};

static void check(const struct str *words, size_t count, bool any_case, const struct row *rows,
                  size_t row_count) {
  struct arena a = {0};
  const struct word_set *set = word_set_new(&a, words, count, any_case);
  for (size_t i = 0; i < row_count; i++)
    assert_string_equal(hits(&a, set, words, str_from_c(rows[i].text)), rows[i].expected);
  arena_free(&a);
}

#define CHECK(words, any_case, rows)                                                           \
  check(words, sizeof words / sizeof *words, any_case, rows, sizeof rows / sizeof *rows)

static void test_whole_words(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("TODO"), STR_INIT("TBD")};
  static const struct row rows[] = {
      {"", ""},
      {"TODO", "0-4=TODO"},
      {"TODO: x TBD", "0-4=TODO 8-11=TBD"},
      {"TODOS aTODO TODO_ 1TODO todo TB TOD", ""},
      {"(TODO)/TBD-TODO", "1-5=TODO 7-10=TBD 11-15=TODO"},
      {"TODO\xEC\x9D\xB4\xEB\x8B\xA4", "0-4=TODO"}, /* a Korean ending */
      {"\xEB\x8A\x94TODO", "3-7=TODO"},
      {"\xC3\xA9TODO TODO\xD1\x8F TODO\xC3\x97", "14-18=TODO"}, /* é, я; a sign of times */
      {"TODO\xFF\xFETODO \xA9TODO", "0-4=TODO 6-10=TODO 12-16=TODO"},
  };
  CHECK(words, false, rows);
}

static void test_any_case(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("Black List"), STR_INIT("black"),
                                     STR_INIT("DB"),         STR_INIT("\xEB\xA7\x88"),
                                     STR_INIT(".NET"),       STR_INIT("\xC3\x89t")};
  static const struct row rows[] = {
      {"BLACK lists, db", "0-5=black 13-15=DB"},
      {"black list", "0-10=Black List"},
      {"black \n\t list Black", "0-13=Black List 14-19=black"},
      {"blacklist", ""},
      {"\xEC\x9D\xB4\xEB\xA7\x88\xEA\xB0\x80", "3-6=\xEB\xA7\x88"},
      {"ASP.net .netx", "3-7=.NET"},
      {"\xC3\x89T \xC3\xA9t", "0-3=\xC3\x89t"},
      {"d", ""},
      {"black ", "0-5=black"},
  };
  CHECK(words, true, rows);
}

/* A word of one character: every place may be one. */
static void test_shortest(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("?"), STR_INIT("x y"), STR_INIT(""),
                                     STR_INIT(" ")};
  static const struct row rows[] = {
      {"a?b??", "1-2=? 3-4=? 4-5=?"},
      {"x  y x", "0-4=x y"},
      {"  ", ""},
  };
  CHECK(words, false, rows);
}

static void test_decomposed(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("e\xCC\x81te")};
  static const struct row rows[] = {{"\xC3\xA9te", "0-4=e\xCC\x81te"}};
  CHECK(words, false, rows);
}

static void test_empty(void **state) {
  (void)state;
  struct arena a = {0};
  struct word_hit hit;
  assert_false(word_set_next(word_set_new(&a, NULL, 0, true), STR("TODO"), 0, &hit));
  arena_free(&a);
}

/* All words of one and two letters against a search that knows no tricks. */
static void test_against_simple_search(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("ab"), STR_INIT("b a"), STR_INIT("bab"),
                                     STR_INIT("a")};
  struct arena a = {0};
  const struct word_set *set = word_set_new(&a, words, 4, false);
  char text[9];
  for (size_t number = 0; number < 6561; number++) { /* 3 to the 8th */
    size_t rest = number;
    for (size_t i = 0; i < 8; i++, rest /= 3)
      text[i] = "ab "[rest % 3];
    text[8] = '\0';
    struct str s = {text, 8};
    for (size_t from = 0; from < 8; from++) {
      struct word_hit hit = {0, 8, 8};
      bool is_found = word_set_next(set, s, from, &hit);
      size_t first = 8;
      for (size_t w = 0; w < 4; w++) {
        for (size_t at = str_find(s, words[w], from); at != STR_NONE;
             at = str_find(s, words[w], at + 1)) {
          bool is_whole = (at == 0 || text[at - 1] == ' ') &&
                          (at + words[w].n == 8 || text[at + words[w].n] == ' ');
          first = is_whole && at < first ? at : first;
        }
      }
      /* "b a" may have more blanks than one. */
      for (size_t at = from; at + 2 < 8; at++) {
        size_t to = at + 1;
        while (to < 8 && text[to] == ' ')
          to++;
        if (text[at] == 'b' && to > at + 1 && to < 8 && text[to] == 'a' &&
            (at == 0 || text[at - 1] == ' ') && (to == 7 || text[to + 1] == ' '))
          first = at < first ? at : first;
      }
      assert_int_equal(is_found, first < 8);
      assert_int_equal(hit.from, first);
    }
  }
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_whole_words), cmocka_unit_test(test_any_case),
      cmocka_unit_test(test_shortest),    cmocka_unit_test(test_decomposed),
      cmocka_unit_test(test_empty),       cmocka_unit_test(test_against_simple_search),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
