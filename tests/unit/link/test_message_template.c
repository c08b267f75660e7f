/* What stays of a log message: its parts, and the patterns by which a line finds its case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../kb_fixture.h"
#include "base/buf.h"
#include "link/message_draft.h"
#include "link/message_template.h"
#include "link/message_words.h"

#define TEMPLATE "{time} {service}: {message}[[ | {context}]]"

/* Words as they stand, values in <>, with one space between two. */
static void assert_words(const char *text, const char *expected) {
  struct buf said = {0};
  struct message_words words = {.text = str_from_c(text)};
  struct message_word word;
  while (message_word_next(&words, &word)) {
    if (said.n > 0)
      buf_add_char(&said, ' ');
    buf_printf(&said, word.is_value ? "<%.*s>" : "%.*s",
               STR_ARG(str_slice(words.text, word.from, word.to)));
  }
  buf_add_char(&said, '\0');
  assert_string_equal(said.p, expected);
  buf_free(&said);
}

static void test_words(void **state) {
  (void)state;
  assert_words("", "");
  assert_words(" .,; ", "");
  assert_words("Lock wait-timeout, and/or a.b", "Lock wait timeout and or a b");
  assert_words("node-3 is NotReady", "<node-3> is NotReady");
  assert_words("[FIN-ABC12] rate 150/s of 4.0GB", "<FIN-ABC12> rate <150/s> of <4.0GB>");
  assert_words("at 10.0.5.5:8080, fe80::1", "at <10.0.5.5:8080> <fe80> <1>");
  assert_words("status=502 x509: bad", "status <502> <x509> bad");
  assert_words("mail to a.b@example.org failed", "mail to <a.b@example.org> failed");
  assert_words("open /var/log/x: denied", "open <var/log/x> denied");
  assert_words("see https://example.org/a b", "see https <example.org/a> b");
  assert_words("a_b_c d--e f-", "a b c d e f");
  assert_words("\xEC\x9D\xB4 3\xED\x9A\x8C \xEC\x9E\xA0",
               "\xEC\x9D\xB4 <3\xED\x9A\x8C> \xEC\x9E\xA0");
}

static void test_quotes(void **state) {
  (void)state;
  assert_words("no table 'users' here", "no table <users> here");
  assert_words("key=\"a b\" `c`", "key a b <c>");
  assert_words("can't open 'a'b c'", "can t open a b c");
  assert_words("x '' y \"\" z", "x y z");
  assert_words("in JSON \\\"users\\\" \\\"\\\" end", "in JSON <users> end");
  assert_words("'unclosed", "unclosed");
}

/* Parts as they stand, variable ones in <>. */
static void assert_message(const struct kb_case *kb_case, const char *expected) {
  struct buf said = {0};
  for (size_t i = 0; i < kb_case->message_count; i++)
    buf_printf(&said, kb_case->message[i].is_variable ? "<%.*s>" : "%.*s",
               STR_ARG(kb_case->message[i].text));
  buf_add_char(&said, '\0');
  assert_string_equal(said.p, expected);
  buf_free(&said);
}

/* The patterns, one behind the other. */
static void assert_patterns(const struct kb_case *kb_case, const char *service,
                            const char *expected) {
  struct buf said = {0};
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    assert_true(str_equal_c(kb_case->patterns[i].service, service));
    buf_printf(&said, "%s%.*s", i > 0 ? " | " : "", STR_ARG(kb_case->patterns[i].words));
  }
  buf_add_char(&said, '\0');
  assert_string_equal(said.p, expected);
  buf_free(&said);
}

static void build(struct fixture *f) {
  for (size_t i = 0; i < f->kb.case_count; i++)
    message_drafts_build(&f->a, &f->schema, f->cases[i]);
  message_patterns_build(&f->a, &f->kb);
  for (size_t i = 0; i < f->kb.case_count; i++)
    message_template_build(&f->a, f->cases[i]);
}

static void test_parts(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *pool = fixture_case(
      &f, "a", "db", "Pool-1 is empty",
      "10:00:00.123 db: Connection Pool - Pool-1 is EMPTY, timed out after 30s. | x");
  const struct kb_case *first = fixture_case(&f, "b", "db", NULL, "10:00:00.123 db: 3 of 'x'");
  const struct kb_case *prose = fixture_case(&f, "c", "db", "went away", NULL);
  build(&f);
  assert_message(pool, "Connection Pool - <Pool-1> is EMPTY, timed out after <30s>.");
  assert_patterns(
      pool, "db",
      "connection pool is empty timed out after | is empty | is empty timed out after");
  assert_message(first, "<3> of '<x>'");
  assert_patterns(first, "db", "of");
  assert_message(prose, "");
  assert_patterns(prose, "db", "went away");
  fixture_close(&f);
}

static void test_label(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *one =
      fixture_case(&f, "a", "db", NULL, "10:00:00.123 db: Lost - again");
  const struct kb_case *two =
      fixture_case(&f, "b", "db", NULL, "10:00:00.123 db: Lost - it - again");
  build(&f);
  assert_patterns(one, "db", "lost again");
  assert_patterns(two, "db", "it again | lost it again");
  fixture_close(&f);
}

/* Numbers alone must not make two cases of one service equal. */
static void test_numbers_that_tell_apart(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *a =
      fixture_case(&f, "a", "web", NULL, "10:00:00.123 web: HTTP 502 from 10.0.0.1");
  const struct kb_case *b =
      fixture_case(&f, "b", "web", NULL, "10:00:00.123 web: HTTP 504 from 10.0.0.1");
  const struct kb_case *other =
      fixture_case(&f, "c", "api", NULL, "10:00:00.123 api: HTTP 403 from 10.0.0.1");
  const struct kb_case *shaped =
      fixture_case(&f, "d", "job", NULL, "10:00:00.123 job: E1 failed");
  const struct kb_case *bare =
      fixture_case(&f, "e", "job", NULL, "10:00:00.123 job: failed E2 7");
  build(&f);
  assert_patterns(a, "web", "http =502 from");
  assert_message(a, "HTTP 502 from <10.0.0.1>");
  assert_patterns(b, "web", "http =504 from");
  assert_patterns(other, "api", "http from");
  assert_message(other, "HTTP <403> from <10.0.0.1>");
  assert_patterns(shaped, "job", "=e1 failed");
  assert_patterns(bare, "job", "failed =e2 =7");
  assert_message(bare, "failed E2 7");
  fixture_close(&f);
}

/* Only what differs between the cases counts, though one text says more than the other. */
static void test_values_that_tell_nothing(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *a =
      fixture_case(&f, "a", "web", "HTTP 502 from", "10:00:00.123 web: HTTP 502 from 10.0.0.1");
  const struct kb_case *b =
      fixture_case(&f, "b", "web", "HTTP 504 from", "10:00:00.123 web: HTTP 504 from 10.0.0.1");
  build(&f);
  assert_patterns(a, "web", "http =502 from");
  assert_message(a, "HTTP 502 from <10.0.0.1>");
  assert_patterns(b, "web", "http =504 from");
  fixture_close(&f);
}

static void test_equal_cases_stay_equal(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *a =
      fixture_case(&f, "a", "web", NULL, "10:00:00.123 web: gone 5 times");
  const struct kb_case *b =
      fixture_case(&f, "b", "web", NULL, "10:00:00.123 web: gone 5 times");
  build(&f);
  assert_patterns(a, "web", "gone times");
  assert_patterns(b, "web", "gone times");
  fixture_close(&f);
}

static void test_values_only(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *code = fixture_case(&f, "a", "web", "", "10:00:00.123 web: ERR-42 /A");
  const struct kb_case *none = fixture_case(&f, "b", "web", NULL, "10:00:00.123 web: ...");
  build(&f);
  assert_patterns(code, "web", "=err =42 =a");
  assert_message(code, "ERR-42 /A");
  assert_patterns(none, "", "");
  assert_message(none, "...");
  fixture_close(&f);
}

/* A word in which services alone differ varies; one that tells the cases of a service apart, or
 * stands at an end, does not. */
static void test_words_that_vary(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *user =
      fixture_case(&f, "a", "user", NULL, "10:00:00.123 user: Pool - lost the user pool at 7");
  const struct kb_case *order = fixture_case(
      &f, "b", "order", NULL, "10:00:00.123 order: Pool - lost the order pool at 8");
  const struct kb_case *read =
      fixture_case(&f, "c", "db", NULL, "10:00:00.123 db: cannot read from disk");
  const struct kb_case *write =
      fixture_case(&f, "d", "db", NULL, "10:00:00.123 db: cannot write from disk");
  const struct kb_case *web =
      fixture_case(&f, "e", "web", NULL, "10:00:00.123 web: cannot copy from disk");
  const struct kb_case *first =
      fixture_case(&f, "f", "a", NULL, "10:00:00.123 a: alpha is gone");
  const struct kb_case *other =
      fixture_case(&f, "g", "b", NULL, "10:00:00.123 b: beta is gone");
  build(&f);
  assert_message(user, "Pool - lost the <user> pool at <7>");
  assert_patterns(user, "user", "lost the * pool at | pool lost the * pool at");
  assert_patterns(order, "order", "lost the * pool at | pool lost the * pool at");
  assert_patterns(read, "db", "cannot read from disk");
  assert_patterns(write, "db", "cannot write from disk");
  assert_patterns(web, "web", "cannot copy from disk");
  assert_patterns(first, "a", "alpha is gone");
  assert_patterns(other, "b", "beta is gone");
  fixture_close(&f);
}

/* Not where the shorter pattern would lose its lines to another case. */
static void test_words_that_must_not_vary(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *a =
      fixture_case(&f, "a", "db", NULL, "10:00:00.123 db: cannot write from disk");
  const struct kb_case *b =
      fixture_case(&f, "b", "web", NULL, "10:00:00.123 web: cannot copy from disk");
  const struct kb_case *c = fixture_case(&f, "c", "db", "cannot from disk", NULL);
  build(&f);
  assert_patterns(a, "db", "cannot write from disk");
  assert_patterns(b, "web", "cannot * from disk");
  assert_patterns(c, "db", "cannot from disk");
  fixture_close(&f);
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *shorter =
      fixture_case(&f, "a", "db", NULL, "10:00:00.123 db: cannot write from disk");
  const struct kb_case *longer =
      fixture_case(&f, "b", "db", NULL, "10:00:00.123 db: E cannot read from disk");
  const struct kb_case *other =
      fixture_case(&f, "c", "web", NULL, "10:00:00.123 web: cannot copy from disk");
  build(&f);
  assert_patterns(shorter, "db", "cannot write from disk");
  assert_patterns(longer, "db", "e cannot read from disk");
  assert_patterns(other, "web", "cannot * from disk");
  assert_int_equal(f.kb.fact_count, 0);
  fixture_close(&f);
}

/* A label tells cases apart that say the same behind it. */
static void test_labels_that_tell_apart(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *a =
      fixture_case(&f, "a", "db", NULL, "10:00:00.123 db: Reader - it timed out");
  const struct kb_case *b =
      fixture_case(&f, "b", "db", NULL, "10:00:00.123 db: Writer - it timed out");
  const struct kb_case *c =
      fixture_case(&f, "c", "web", "it timed out", "10:00:00.123 web: Reader - it timed out");
  const struct kb_case *d =
      fixture_case(&f, "d", "web", "it timed out", "10:00:00.123 web: Writer - it timed out");
  build(&f);
  assert_patterns(a, "db", "reader it timed out");
  assert_patterns(b, "db", "writer it timed out");
  assert_patterns(c, "web", "it timed out | reader it timed out");
  assert_patterns(d, "web", "it timed out | writer it timed out");
  assert_int_equal(f.kb.fact_count, 1);
  assert_int_equal(f.kb.facts[0].kind, PATTERN_EQUAL);
  assert_int_equal(f.kb.facts[0].number, 3);
  assert_int_equal(f.kb.facts[0].other, 2);
  fixture_close(&f);
}

/* Decomposed text is found as it stands and as others write it. */
static void test_normal_form(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *nfd =
      fixture_case(&f, "a", "web", NULL, "10:00:00.123 web: cafe\xCC\x81 closed");
  build(&f);
  assert_patterns(nfd, "web", "cafe\xCC\x81 closed | caf\xC3\xA9 closed");
  assert_message(nfd, "cafe\xCC\x81 closed");
  fixture_close(&f);
}

/* The router field, and what takes its place. */
static void test_service(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_template(&f, TEMPLATE);
  const struct kb_case *silent =
      fixture_case(&f, "a", NULL, NULL, "10:00:00.123 web: it broke");
  const struct kb_case *differs =
      fixture_case(&f, "b", "db", NULL, "10:00:00.123 web: it broke");
  build(&f);
  assert_patterns(silent, "web", "it broke");
  assert_patterns(differs, "db", "it broke");
  fixture_close(&f);
  fixture_open(&f);
  fixture_template(&f, "{time} {message}");
  const struct kb_case *alone = fixture_case(&f, "a", "db", "Broke", "10:00:00.123 it broke");
  build(&f);
  assert_patterns(alone, "", "broke | it broke");
  fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),
      cmocka_unit_test(test_quotes),
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_label),
      cmocka_unit_test(test_numbers_that_tell_apart),
      cmocka_unit_test(test_values_that_tell_nothing),
      cmocka_unit_test(test_equal_cases_stay_equal),
      cmocka_unit_test(test_values_only),
      cmocka_unit_test(test_words_that_vary),
      cmocka_unit_test(test_words_that_must_not_vary),
      cmocka_unit_test(test_labels_that_tell_apart),
      cmocka_unit_test(test_normal_form),
      cmocka_unit_test(test_service),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
