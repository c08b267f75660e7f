/* Tests emit/parsers/dialect.c: what patterns become for Onigmo and for Rust, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/parsers/dialect.h"

static const struct stops no_stops = {NULL, 0};

static void assert_said(enum dialect dialect, const char *pattern, const char *stop,
                        const char *expected) {
  struct arena a = {0};
  struct buf out = {0};
  struct dialect_fault fault;
  struct str item = str_from_c(stop);
  struct stops stops = {&item, item.n > 0};
  const struct syntax_node *node =
      dialect_read(&a, str_from_c(pattern), dialect, false, &fault);
  assert_non_null(node);
  assert_null(fault.what);
  dialect_write(&out, dialect, node, stops);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  arena_free(&a);
}

static void both_say(const char *pattern, const char *expected) {
  assert_said(DIALECT_ONIGMO, pattern, "", expected);
  assert_said(DIALECT_RUST, pattern, "", expected);
}

static void sets_are_spelled_out(void **state) {
  (void)state;
  both_say("\\d+", "[0-9]+");
  both_say("[\\w-]", "[\\-0-9A-Z_a-z]");
  both_say(".*", "[^\\r\\n]*");
  both_say("[^\"]", "[^\\x22\\r\\n]");
  both_say("[^]", "[^\\r\\n]");
  both_say("\\D", "[^0-9\\r\\n]");
  both_say("[\\n\\r]", "\\n");
  both_say("[\\t-\\r]", "[\\x09\\x0b\\x0c]");
  both_say("\\s", "[\\x09\\x0b\\x0c \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f"
                  "\\u3000\\ufeff]");
  both_say("(?i)aB", "[Aa][Bb]");
}

static void what_is_special_is_escaped(void **state) {
  (void)state;
  both_say("a\\.b", "a\\.b");
  both_say("\\$\\{x\\}", "\\$\\{x\\}");
  both_say("'\"/", "\\x27\\x22\\x2f");
  both_say("[\\]\\[&~^-]", "[\\&\\-\\[\\]\\^\\~]");
  both_say("가|é", "(?:가|é)");
  both_say("\\u200b", "\\u200b");
  both_say("\\u{1f600}", "\xf0\x9f\x98\x80");
}

static void form_is_kept(void **state) {
  (void)state;
  both_say("v?\\d+(\\.\\d+){0,2}", "v?[0-9]+(?:\\.[0-9]+){0,2}");
  both_say("(?<name>a|b(?:c|d))e{2}f{3,}", "(?:a|b(?:c|d))e{2}f{3,}");
  both_say("(?:a+?)*", "(?:a+)*");
  both_say("^(?:a|b)$", "(?:a|b)");
  both_say("^a$|^b$", "(?:a|b)");
  both_say("(?i)^a$", "[Aa]");
}

static void onigmo_looks_where_a_field_ends(void **state) {
  (void)state;
  assert_said(DIALECT_ONIGMO, ".+", " | x", "(?:(?! \\| x)[^\\r\\n])+");
  assert_said(DIALECT_ONIGMO, "[a-z-]*", "/", "[\\-a-z]*");
  assert_said(DIALECT_ONIGMO, "a ?b", " ", "a(?:(?! ) )?b");
  assert_said(DIALECT_RUST, ".+", " | x", "[^\\r\\n]+");
}

/* What the dialects are asked before they write. */
static void fields_are_known(void **state) {
  (void)state;
  static const struct {
    const char *pattern;
    bool may_be_empty, may_stop; /* with the stop "/-" */
  } rows[] = {
      {"a*", true, false},       {"a+", false, false},      {"a|", true, false},
      {"(?:a?b)", false, false}, {"a{0,3}b*", true, false}, {".", false, true},
      {"[a-z]/", false, true},   {"[a-z]-", false, false},  {"^$", true, false},
  };
  struct str stop = STR("/-");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct arena a = {0};
    struct dialect_fault fault;
    const struct syntax_node *node =
        dialect_read(&a, str_from_c(rows[i].pattern), DIALECT_RUST, false, &fault);
    assert_non_null(node);
    assert_int_equal(dialect_may_be_empty(node), rows[i].may_be_empty);
    assert_int_equal(dialect_may_stop(node, (struct stops){&stop, 1}), rows[i].may_stop);
    arena_free(&a);
  }
}

static void assert_refused(enum dialect dialect, const char *pattern, bool of_line,
                           const char *what, size_t offset) {
  struct arena a = {0};
  struct dialect_fault fault;
  const struct syntax_node *node =
      dialect_read(&a, str_from_c(pattern), dialect, of_line, &fault);
  if (what) {
    assert_null(node);
    assert_string_equal(fault.what, what);
    assert_int_equal(fault.offset, offset);
  } else {
    assert_non_null(node);
  }
  arena_free(&a);
}

static void what_cannot_be_said_is_refused(void **state) {
  (void)state;
  assert_refused(DIALECT_ONIGMO, "a(?=b)", false, "look-around", 1);
  assert_refused(DIALECT_ONIGMO, "(?<!a)b", false, "look-around", 0);
  assert_refused(DIALECT_RUST, "a\\b", false, "a word border", 1);
  assert_refused(DIALECT_RUST, "(a)\\1", false, "a back-reference", 3);
  assert_refused(DIALECT_RUST, "(?<n>a)\\k<n>", false, "a back-reference", 7);
  assert_refused(DIALECT_ONIGMO, "a^", false, "an anchor in its middle", 1);
  assert_refused(DIALECT_ONIGMO, "(?:a$)+", false, "an anchor in its middle", 4);
  assert_refused(DIALECT_ONIGMO, "\\p{L}", false, "a Unicode property", 0);
  assert_refused(DIALECT_ONIGMO, "\\\\p", false, NULL, 0);
  assert_refused(DIALECT_ONIGMO, "(?i)é", false, "(?i) beside letters outside ASCII", 0);
  assert_refused(DIALECT_ONIGMO, "(?:a{100}){100}", false, NULL, 0);
  assert_refused(DIALECT_RUST, "(?:a{100}){100}", false, "repeats of more than 5000 characters",
                 0);
  assert_refused(DIALECT_RUST, "(?:a{1000}){5}", false, NULL, 0);
}

static void a_line_keeps_its_anchors(void **state) {
  (void)state;
  struct arena a = {0};
  struct buf out = {0};
  struct dialect_fault fault;
  struct str pattern = STR("^\\[(?:A|B)|x$|a^");
  const struct syntax_node *node = dialect_read(&a, pattern, DIALECT_ONIGMO, true, &fault);
  assert_non_null(node);
  dialect_write_line(&out, DIALECT_ONIGMO, node, pattern);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, "(?:^\\[(?:A|B)|x$|a^)");
  buf_free(&out);
  arena_free(&a);
  assert_refused(DIALECT_ONIGMO, "a(?!b)", true, "look-around", 1);
}

static void assert_until(enum dialect dialect, const char *literal, size_t least,
                         const char *expected, bool is_exact) {
  struct buf out = {0};
  assert_int_equal(dialect_write_until(&out, dialect, str_from_c(literal), least, no_stops),
                   is_exact);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
}

static void texts_end_before_a_literal(void **state) {
  (void)state;
  assert_until(DIALECT_ONIGMO, "=\"", 1, "(?:(?!=\\x22)[^\\r\\n])+", true);
  assert_until(DIALECT_RUST, ",", 0, "[^,\\r\\n]*", true);
  assert_until(DIALECT_RUST, "ab", 0, "(?:[^a\\r\\n]|a+[^ab\\r\\n])*a*", true);
  assert_until(DIALECT_RUST, "ab", 1, "(?:(?:[^a\\r\\n]|a+[^ab\\r\\n])+a*|a+)", true);
  assert_until(DIALECT_RUST, "aa", 1, "(?:a?[^a\\r\\n])+", true);
  assert_until(DIALECT_RUST, "abc", 1, "[^\\r\\n]+?", false);
}

static void comments_stay_on_their_line(void **state) {
  (void)state;
  struct buf out = {0};
  dialect_write_comment(&out, STR("a\nb\x7f \xe2\x80\xae 가 \xff"));
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, "a\\x0ab\\x7f \\u202e 가 \\xff");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sets_are_spelled_out),
      cmocka_unit_test(what_is_special_is_escaped),
      cmocka_unit_test(form_is_kept),
      cmocka_unit_test(onigmo_looks_where_a_field_ends),
      cmocka_unit_test(fields_are_known),
      cmocka_unit_test(what_cannot_be_said_is_refused),
      cmocka_unit_test(a_line_keeps_its_anchors),
      cmocka_unit_test(texts_end_before_a_literal),
      cmocka_unit_test(comments_stay_on_their_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
