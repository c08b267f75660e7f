/* Tests of base/pattern: what matches, what is refused, and that nothing takes long. */
#include "base/pattern.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct arena arena;

static struct pattern *compile(const char *text, unsigned flags) {
  struct pattern_error error = {STR_INIT(""), 0};
  struct pattern *p = pattern_compile(&arena, str_from_c(text), flags, &error);
  if (!p)
    print_error("%s: %.*s at %zu\n", text, STR_ARG(error.message), error.offset);
  assert_non_null(p);
  return p;
}

static enum pattern_result match_str(const char *text, unsigned flags, struct str subject) {
  struct pattern *p = compile(text, flags);
  enum pattern_result slow = pattern_match(p, subject, &arena, NULL, 0);
  pattern_speed_up(p);
  enum pattern_result fast = pattern_match(p, subject, &arena, NULL, 0);
  pattern_free(p);
  assert_int_equal(slow, fast);
  return slow;
}

static enum pattern_result match(const char *text, const char *subject) {
  return match_str(text, 0, str_from_c(subject));
}

static void assert_refused(const char *text, const char *message, size_t offset) {
  struct pattern_error error = {STR_INIT(""), 0};
  struct pattern *p = pattern_compile(&arena, str_from_c(text), 0, &error);
  if (p)
    print_error("%s is not refused\n", text);
  assert_null(p);
  assert_int_equal(error.message.n, strlen(message));
  assert_memory_equal(error.message.p, message, error.message.n);
  assert_int_equal(error.offset, offset);
}

static bool is_ambiguous(const char *text) {
  struct pattern_error error = {STR_INIT(""), 0};
  struct pattern *p = pattern_compile(&arena, str_from_c(text), 0, &error);
  if (p)
    return false;
  assert_true(str_starts_with(error.message, STR("a repeat within this repeat")));
  return true;
}

static void finds_anywhere(void **state) {
  (void)state;
  assert_int_equal(match("a+", "xxaayy"), PATTERN_HIT);
  assert_int_equal(match("^a+$", "aa"), PATTERN_HIT);
  assert_int_equal(match("^a+$", "xaa"), PATTERN_MISS);
  assert_int_equal(match("", ""), PATTERN_HIT);
  assert_int_equal(match("a", ""), PATTERN_MISS);
}

static void speaks_ecma_262(void **state) {
  (void)state;
  assert_int_equal(match("^a$", "a\n"), PATTERN_MISS);        /* $ is the very end */
  assert_int_equal(match("^\\d$", "\xd9\xa3"), PATTERN_MISS); /* an Arabic digit */
  assert_int_equal(match("^\\w$", "\xc3\xa9"), PATTERN_MISS);
  assert_int_equal(match("^\\W$", "\xc3\xa9"), PATTERN_HIT);
  assert_int_equal(match("^\\s$", "\xc2\xa0"), PATTERN_HIT); /* a no-break space */
  assert_int_equal(match("^\\s$", "\xe3\x80\x80"), PATTERN_HIT);
  assert_int_equal(match("^\\S$", "\xe3\x80\x80"), PATTERN_MISS);
  assert_int_equal(match("^[\\s]$", "\xef\xbb\xbf"), PATTERN_HIT);
  assert_int_equal(match("^[^\\s]$", "\xc2\xa0"), PATTERN_MISS);
  assert_int_equal(match("^[\\S]$", "\xc2\xa0"), PATTERN_MISS);
  assert_int_equal(match("^[\\S]$", "\xed\x95\x9c"), PATTERN_HIT);
  assert_int_equal(match("^[\\s-x]+$", " -x"), PATTERN_HIT); /* no range, so a hyphen */
  assert_int_equal(match("^[\\w.-]+$", "a.b-c"), PATTERN_HIT);
  assert_int_equal(match("^\\v$", "\x0b"), PATTERN_HIT);
  assert_int_equal(match("^\\v$", "\n"), PATTERN_MISS);
  assert_int_equal(match("^[\\b]$", "\b"), PATTERN_HIT);
  assert_int_equal(match("^\\x41\\u0042\\u{43}\\cJ$", "ABC\n"), PATTERN_HIT);
  assert_int_equal(match_str("^\\0$", 0, (struct str){"", 1}), PATTERN_HIT);
  assert_int_equal(match("^\\ud83d\\ude00$", "\xf0\x9f\x98\x80"), PATTERN_HIT);
  assert_int_equal(match("^[\\ud83d\\ude00]$", "\xf0\x9f\x98\x80"), PATTERN_HIT);
  assert_int_equal(match("^.$", "\xf0\x9f\x98\x80"), PATTERN_HIT); /* one character */
  assert_int_equal(match("^[^]$", "\n"), PATTERN_HIT);
  assert_int_equal(match("[]", "a"), PATTERN_MISS);
  assert_int_equal(match("^[[:]$", ":"), PATTERN_HIT);
  assert_int_equal(match("^(?:(a)|b)\\1$", "b"), PATTERN_HIT); /* unset means empty */
  assert_int_equal(match("^(?<x>a)\\k<x>$", "aa"), PATTERN_HIT);
  assert_int_equal(match("(?<=a)b(?!c)", "abd"), PATTERN_HIT);
  assert_int_equal(match("^a\\/\\-\\.b$", "a/-.b"), PATTERN_HIT);
}

static void knows_properties(void **state) {
  (void)state;
  assert_int_equal(match("^\\p{Letter}+$", "Hello\xcf\x80"), PATTERN_HIT);
  assert_int_equal(match("^\\p{Letter}+$", "123"), PATTERN_MISS);
  assert_int_equal(match("^\\p{L}\\p{gc=Decimal_Number}$", "a1"), PATTERN_HIT);
  assert_int_equal(match("^\\P{Lu}$", "a"), PATTERN_HIT);
  assert_int_equal(match("^[\\p{Uppercase_Letter}\\d]+$", "A1"), PATTERN_HIT);
  assert_int_equal(match("^\\p{Script=Hangul}+$", "\xed\x95\x9c\xea\xb8\x80"), PATTERN_HIT);
}

static void obeys_flags(void **state) {
  (void)state;
  assert_int_equal(match_str("a|ab", PATTERN_WHOLE, STR("ab")), PATTERN_HIT);
  assert_int_equal(match_str("a|ab", PATTERN_WHOLE, STR("abc")), PATTERN_MISS);
  assert_int_equal(match_str("b", PATTERN_WHOLE, STR("ab")), PATTERN_MISS);
  assert_int_equal(match_str("todo", PATTERN_IGNORE_CASE, STR("ToDo")), PATTERN_HIT);
  assert_int_equal(match("(?i)todo", "ToDo"), PATTERN_HIT);
  assert_int_equal(match("(?i:t)odo", "TODO"), PATTERN_MISS);
}

static void captures_by_name(void **state) {
  (void)state;
  struct pattern *p =
      compile("^(?:(?<number>\\d{2,})\\. )?(?:(?<category>.+?) - )?(?<title>.+)$", 0);
  assert_int_equal(pattern_group_count(p), 3);
  assert_true(str_equal_c(pattern_group_name(p, 1), "number"));
  assert_true(str_equal_c(pattern_group_name(p, 2), "category"));
  assert_true(str_equal_c(pattern_group_name(p, 3), "title"));
  assert_int_equal(pattern_group_name(p, 0).n, 0);
  assert_int_equal(pattern_group_name(p, 4).n, 0);

  struct pattern_span spans[6];
  struct str subject = STR("01. Auth - Token - Late");
  assert_int_equal(pattern_match(p, subject, &arena, spans, 6), PATTERN_HIT);
  assert_int_equal(spans[0].from, 0);
  assert_int_equal(spans[0].to, subject.n);
  assert_int_equal(spans[1].from, 0);
  assert_int_equal(spans[1].to, 2);
  assert_int_equal(spans[2].from, 4);
  assert_int_equal(spans[2].to, 8);
  assert_int_equal(spans[3].from, 11);
  assert_int_equal(spans[3].to, subject.n);
  assert_int_equal(spans[4].from, STR_NONE);

  assert_int_equal(pattern_match(p, STR("Late"), &arena, spans, 4), PATTERN_HIT);
  assert_int_equal(spans[1].from, STR_NONE);
  assert_int_equal(spans[1].to, STR_NONE);
  assert_int_equal(spans[2].from, STR_NONE);
  assert_int_equal(spans[3].from, 0);
  assert_int_equal(pattern_match(p, STR("Late"), &arena, spans, 1), PATTERN_HIT);
  assert_int_equal(spans[0].to, 4);
  pattern_free(p);
}

/* ^, \b and what is looked back at are those of the whole subject. */
static void goes_on_from_a_place(void **state) {
  (void)state;
  static const struct {
    const char *pattern;
    size_t from, expected;
  } rows[] = {{"a", 0, 0},         {"a", 1, 3},           {"a", 4, STR_NONE}, {"^a", 0, 0},
              {"^a", 3, STR_NONE}, {"\\ba", 3, STR_NONE}, {"(?<=b)a", 3, 3},  {"$", 2, 4}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct pattern *p = compile(rows[i].pattern, 0);
    struct pattern_span span = {STR_NONE, 0};
    enum pattern_result result =
        pattern_match_from(p, STR("abba"), rows[i].from, &arena, &span, 1);
    assert_int_equal(result == PATTERN_HIT, rows[i].expected != STR_NONE);
    assert_int_equal(span.from, rows[i].expected);
    pattern_free(p);
  }
  arena_reset(&arena);
}

static void says_what_is_wrong_and_where(void **state) {
  (void)state;
  assert_refused("(a", "missing closing parenthesis", 2);
  assert_refused("\\s(a", "missing closing parenthesis", 4); /* in the text as written */
  assert_refused("a)b", "unmatched closing parenthesis", 1);
  assert_refused("[a", "missing terminating ] for character class", 2);
  assert_refused("a\\", "\\ at end of pattern", 2);
  assert_refused("*a", "quantifier does not follow a repeatable item", 0);
  assert_refused("[z-a]", "a range cannot end here", 3);
  assert_refused("[a-\\d]", "a range cannot end here", 3);
  assert_refused("\\Ab", "\\A is no part of ECMA-262 patterns: write ^", 0);
  assert_refused("x\\Z", "\\Z is no part of ECMA-262 patterns: write $", 1);
  assert_refused("x\\Kx", "\\K is no part of ECMA-262 patterns", 1);
  assert_refused("\\y", "\\y is no part of ECMA-262 patterns", 0);
  assert_refused("(?>a)", "(?>…) is no part of ECMA-262 patterns: write (?:…)", 0);
  assert_refused("(?P<x>a)", "(?P<…>) is no part of ECMA-262 patterns: write (?<…>)", 0);
  assert_refused("(?R)", "this kind of group is no part of ECMA-262 patterns", 0);
  assert_refused("(*UCP)a", "this kind of group is no part of ECMA-262 patterns", 0);
  assert_refused("(?x)a", "this kind of group is no part of ECMA-262 patterns", 0);
  assert_refused("a++", "a possessive repeat is no part of ECMA-262 patterns", 2);
  assert_refused("[[:alpha:]]", "[:…:] is no part of ECMA-262 patterns", 1);
  assert_refused("a{,3}", "write {0,…}: not every reader of patterns knows {,…}", 1);
  assert_refused("\\u12", "\\u does not name a character here", 0);
  assert_refused("\\ud800", "\\u does not name a character here", 0);
  assert_refused("\\x4", "\\x does not name a character here", 0);
  assert_refused("\\pL", "\\p does not name a character here", 0);
  assert_refused("a\xff", "the pattern is not UTF-8", 1);
}

static void refuses_repeats_that_explode(void **state) {
  (void)state;
  static const char *const ambiguous[] = {
      "(a+)+",           "(a*)*",          "^(?:a+b?)+$",
      "(a|a)*",          "(a|ab|b)*c",     "(?:\\w+\\s*)+$",
      "(?:\\d|\\w)+x",   "(?:a?b?)*",      "(?:[a-z]+[._-]?)+@",
      "(?:a{1,3})*b",    "(?:.+,)*x",      "(?=(a+)+)b",
      "((a+b)+|c+)+d+x", "(?i:[a-m]|M)+x", "^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\\.)+[a-z]{2,}$",
  };
  for (size_t i = 0; i < sizeof ambiguous / sizeof ambiguous[0]; i++) {
    bool is_refused = is_ambiguous(ambiguous[i]);
    /* (a+b)+ alone is fine, and so are the next ones: each round ends or begins unmistakably.
     */
    bool is_fine = strcmp(ambiguous[i], "((a+b)+|c+)+d+x") == 0;
    if (!is_refused && !is_fine)
      print_error("%s is not refused\n", ambiguous[i]);
    assert_true(is_refused || is_fine);
  }
  assert_refused("x(?:a+)+",
                 "a repeat within this repeat lets one text match in exponentially "
                 "many ways",
                 1);
}

static void lets_ordinary_repeats_pass(void **state) {
  (void)state;
  static const char *const ordinary[] = {
      "^(?:(?<number>\\d{2,})\\. )?(?:(?<category>.+?) - )?(?<title>.+)$",
      "v?\\d+(\\.\\d+){0,2}",
      "^[a-z]+(-[a-z0-9]+)*$",
      "^[a-z0-9]+(?:[._-][a-z0-9]+)*$",
      "(?:a+b)+",
      "(?:\\d{1,3}\\.)*\\d{1,3}",
      "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$",
      "(?:[^\"\\\\]|\\\\.)*",
      "(?:[^\\n]+\\n)*",
      "^(?:/[^/]+)+/?$",
      "^\\w+(?:, \\w+)*$",
      "(?:(?!-->)[^])*",
      "(?:[가-힣]+·)*[가-힣]+",
      "^(a|b|c)*$",
      "^(?:x{2,}y)*$",
      "(?:ab|cd+)*",
      "(?:[a-z]+\\.)+[a-z]{2,}",
      "^[^@\\s]+@(?:[a-z0-9-]+\\.)+[a-z]{2,}$",
  };
  for (size_t i = 0; i < sizeof ordinary / sizeof ordinary[0]; i++)
    pattern_free(compile(ordinary[i], 0));
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Patterns and texts that keep a matcher busy: an answer must come, and soon. The bound is
 * loose, for slow machines and sanitizers; what it rules out takes minutes. */
static void never_takes_long(void **state) {
  (void)state;
  static const char *const slow[] = {
      "\\d+[xy]",
      "\\d*\\d*\\d*[xy]",
      "^.*.*.*.*.*[xy]",
      "(\\d+)\\1[xy]",
      "(?:(?=\\d*).)*?[xy]",
      "^(?:\\d\\d?){2,40}[xy]",
      "(?:\\d{1,9}){1,9}[xy]",
      "\\d{3000}[xy]",
      "(?=.*.*.*[xy]).",
      "^(.*?,){11}P",
  };
  static const size_t lengths[] = {10, 100, 1000, 20000, 65536};
  char *text = arena_alloc(&arena, 65536);
  memset(text, '1', 65536);
  for (size_t i = 0; i < sizeof slow / sizeof slow[0]; i++) {
    struct pattern *p = compile(slow[i], 0);
    for (size_t k = 0; k < 2 * sizeof lengths / sizeof lengths[0]; k++) {
      if (k == sizeof lengths / sizeof lengths[0])
        pattern_speed_up(p);
      struct str subject = {text, lengths[k % 5]};
      double start = seconds();
      enum pattern_result result = pattern_match(p, subject, &arena, NULL, 0);
      double taken = seconds() - start;
      assert_int_not_equal(result, PATTERN_HIT);
      if (taken > 0.02)
        print_message("%s on %zu: %.1f ms\n", slow[i], subject.n, taken * 1e3);
      assert_true(taken < 0.5);
    }
    pattern_free(p);
  }
}

static void reaches_the_end_of_long_texts(void **state) {
  (void)state;
  char *text = arena_alloc(&arena, 60000);
  for (size_t i = 0; i < 60000; i++)
    text[i] = i % 3 == 2 ? '-' : 'a';
  struct str subject = {text, 59999};
  assert_int_equal(match_str("^[a-z]+(-[a-z0-9]+)*$", 0, subject), PATTERN_HIT);
  assert_int_equal(match_str("^(?:(?<category>.+?) - )?(?<title>.+)$", 0, subject),
                   PATTERN_HIT);
  assert_int_equal(match_str("TODO|TBD|FIXME", 0, subject), PATTERN_MISS);
  assert_int_equal(match_str("\\s+$", 0, subject), PATTERN_MISS);
}

static void matches_no_broken_text(void **state) {
  (void)state;
  assert_int_equal(match_str(".", 0, STR("\xff")), PATTERN_MISS);
  assert_int_equal(match_str("a", 0, STR("a\xed\xa0\x80")), PATTERN_MISS);
}

static void refuses_what_is_too_large(void **state) {
  (void)state;
  char *text = arena_alloc(&arena, 8000);
  memset(text, 'a', 8000);
  struct pattern_error error;
  assert_null(pattern_compile(&arena, (struct str){text, 4097}, 0, &error));
  assert_int_equal(error.offset, 4096);
  pattern_free(pattern_compile(&arena, (struct str){text, 4096}, 0, &error));
  memset(text, '(', 4096);
  assert_null(pattern_compile(&arena, (struct str){text, 4096}, 0, &error));
  assert_true(str_equal_c(error.message, "groups nest deeper than 64"));
  assert_null(pattern_compile(&arena, STR("((a{999}){999}){999}"), 0, &error));
  assert_null(pattern_compile(&arena, STR("a{70000}"), 0, &error));
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_anywhere),
      cmocka_unit_test(speaks_ecma_262),
      cmocka_unit_test(knows_properties),
      cmocka_unit_test(obeys_flags),
      cmocka_unit_test(captures_by_name),
      cmocka_unit_test(goes_on_from_a_place),
      cmocka_unit_test(says_what_is_wrong_and_where),
      cmocka_unit_test(refuses_repeats_that_explode),
      cmocka_unit_test(lets_ordinary_repeats_pass),
      cmocka_unit_test(never_takes_long),
      cmocka_unit_test(reaches_the_end_of_long_texts),
      cmocka_unit_test(matches_no_broken_text),
      cmocka_unit_test(refuses_what_is_too_large),
  };
  return cmocka_run_group_tests(tests, NULL, teardown);
}
