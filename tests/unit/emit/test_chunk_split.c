/* Tests emit/chunk_split.c: borders, budgets, and that no word is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/chunk_split.h"
#include "emit/tokens.h"

#include <string.h>

/* The parts of the text with "|" between them. */
static void assert_split(const char *text, size_t budget, const char *expected) {
  struct arena a = {0};
  struct buf out = {0};
  struct text_parts parts = chunk_split(&a, str_from_c(text), STR("o200k"), budget);
  for (size_t i = 0; i < parts.count; i++) {
    if (i > 0)
      buf_add_char(&out, '|');
    buf_add(&out, parts.items[i]);
  }
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  arena_free(&a);
}

static void what_fits_stays_whole(void **state) {
  (void)state;
  assert_split("one two\n\nthree", 10, "one two\n\nthree");
  assert_split("", 10, "");
  assert_split("\n\n  \n", 10, "");
}

static void paragraphs_and_items_are_borders(void **state) {
  (void)state;
  assert_split("one two three\n\nfour five six", 5, "one two three|four five six");
  assert_split("one two\nthree\n\nfour five six", 5, "one two\nthree|four five six");
  assert_split("1. one two\n2. three four\n3. five six", 6,
               "1. one two|2. three four|3. five six");
  assert_split("1. one two\n2. three four\n3. five six", 12,
               "1. one two\n2. three four|3. five six");
  assert_split("- one\n  two\n\n  three\n- four five six", 8,
               "- one\n  two\n\n  three|- four five six");
  assert_split("- one\n  - two\n  - three\n- four five six", 10,
               "- one\n  - two\n  - three|- four five six");
}

static void code_is_whole_if_it_can(void **state) {
  (void)state;
  assert_split("one two three four five\n```\na\n\n- b\n```\nsix seven", 8,
               "one two three four five|```\na\n\n- b\n```|six seven");
  assert_split("```\naaa bbb. ccc\nddd eee\n```", 7, "```\naaa bbb. ccc|ddd eee\n```");
}

static void long_ones_are_cut_inside(void **state) {
  (void)state;
  assert_split("One two three. Four five six. Seven eight.", 6,
               "One two three.|Four five six.|Seven eight.");
  assert_split("one two three four five six", 4, "one two three four|five six");
  assert_split("see 1. 2. 3. 4. 5. for it", 6, "see 1.|2. 3.|4. 5.|for it");
  assert_split("한글 한글 한글 한글", 5, "한글 한글|한글 한글");
  assert_split("漢字漢字", 2, "漢|字|漢|字");
  assert_split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 3,
               "aaaaaaaaaaaaaaaa|aaaaaaaaaaaaaaaa|aaaaaaaa");
}

static struct str random_text(char *out, size_t n, uint32_t *seed) {
  static const char *const words[] = {"bank ", "1. ",   "오류", "결제.\n", " ",  "\n",
                                      "\n\n",  "```\n", "\n- ", "漢字",    "  ", "\n\n   ",
                                      "`",     "~~~",   ". ",   "word"};
  size_t used = 0;
  for (;;) {
    *seed = *seed * 1664525u + 1013904223u;
    const char *word = words[*seed >> 28];
    if (used + strlen(word) > n)
      return (struct str){out, used};
    memcpy(out + used, word, strlen(word));
    used += strlen(word);
  }
}

static bool is_white(char c) {
  return c == ' ' || c == '\n';
}

/* Skips white space in the text, and compares the rest with a part. */
static size_t follow(struct str text, size_t at, struct str part) {
  for (size_t i = 0; i < part.n; i++) {
    if (is_white(part.p[i]))
      continue;
    while (at < text.n && is_white(text.p[at]))
      at++;
    assert_true(at < text.n);
    assert_int_equal(text.p[at++], part.p[i]);
  }
  return at;
}

static void nothing_is_lost(void **state) {
  (void)state;
  uint32_t seed = 3;
  for (size_t round = 0; round < 3000; round++) {
    struct arena a = {0};
    char bytes[400];
    struct str text = random_text(bytes, sizeof bytes, &seed);
    size_t budget = 3 + seed % 60, at = 0;
    struct text_parts parts = chunk_split(&a, text, STR("o200k"), budget);
    for (size_t i = 0; i < parts.count; i++) {
      assert_true(parts.items[i].n > 0);
      assert_true(token_estimate(parts.items[i], STR("o200k")) <= budget);
      at = follow(text, at, parts.items[i]);
    }
    while (at < text.n && is_white(text.p[at]))
      at++;
    assert_int_equal(at, text.n);
    arena_free(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_fits_stays_whole),
      cmocka_unit_test(paragraphs_and_items_are_borders),
      cmocka_unit_test(code_is_whole_if_it_can),
      cmocka_unit_test(long_ones_are_cut_inside),
      cmocka_unit_test(nothing_is_lost),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
