/* Secrets stay hidden: in frames, in those of other findings, and in texts that quote them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "diag/hidden.h"

static const struct rule rule = {"KBC9999", "a-rule", LEVEL_WARNING, "", "", "", "", NULL};

static struct span span_at(const struct source *source, size_t from, size_t to) {
  return span_of(source, from, to);
}

/* Every byte of two sources, against the spans as they were said. */
static void test_spans(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *b = source_new(&a, STR("b.md"), STR("0123456789abcdef"));
  const struct source *c = source_new(&a, STR("a.md"), STR("0123456789abcdef"));
  static const size_t said[][2] = {{9, 12}, {2, 5}, {4, 7}, {2, 3}, {15, 16}};
  bool is_hidden[16] = {false};
  for (size_t i = 0; i < 5; i++) {
    bag_hide(&bag, span_at(b, said[i][0], said[i][1]));
    memset(is_hidden + said[i][0], 1, said[i][1] - said[i][0]);
  }
  bag_hide(&bag, span_at(c, 0, 1));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  for (size_t i = 0; i < 16; i++) {
    assert_int_equal(hidden_touches(&hidden, span_at(b, i, i + 1)), is_hidden[i]);
    assert_int_equal(hidden_touches(&hidden, span_at(c, i, i + 1)), i == 0);
    assert_false(hidden_touches(NULL, span_at(b, i, i + 1)));
  }
  size_t count;
  const struct hidden_stretch *found = hidden_in_source(&a, &hidden, b, 3, 16, &count);
  assert_int_equal(count, 3);
  assert_int_equal(found[0].from, 3); /* the span began before */
  assert_int_equal(found[0].to, 7);
  assert_int_equal(found[1].from, 9);
  assert_int_equal(found[1].to, 12);
  assert_int_equal(found[2].from, 15);
  struct hidden none = hidden_of(&a, bag.hidden, 0);
  assert_false(hidden_touches(&none, span_at(b, 2, 3)));
  assert_null(hidden_in_source(&a, &none, b, 0, 16, &count));
  arena_free(&a);
}

/* What says the same as a secret is one, too: elsewhere, in the other case, between quotes. */
static void test_same_text(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *s =
      source_new(&a, STR("a.md"),
                 STR("tr\"b4dor-1 TR\"B4DOR-12 tr\"b4dor-1x, daniel, ab1 pay-team@a.io\n"));
  bag_hide(&bag, span_at(s, 0, 10));
  bag_hide(&bag, span_at(s, 36, 42)); /* a word of six letters is a name */
  bag_hide(&bag, span_at(s, 44, 47));
  bag_hide_name(&bag, span_at(s, 48, 56));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  size_t count;
  const struct hidden_stretch *found = hidden_in_source(&a, &hidden, s, 5, 47, &count);
  assert_int_equal(count, 5);
  assert_int_equal(found[1].from, 11);
  assert_int_equal(found[1].to, 21);
  assert_int_equal(found[2].from, 23);
  assert_int_equal(found[2].to, 33);
  count = 0;
  struct str text = STR("daniel ab1 tr\"b4dor-1tr\\\"b4dor-1, Tr\"b4dor-1");
  assert_true(
      str_equal_c(hidden_mask(&a, &hidden, text, &count), "daniel ab1 ********, ********"));
  assert_int_equal(count, 2);
  assert_true(hidden_mask(&a, &hidden, STR("tr\"b4dor"), &count).n == 8);
  text = STR("ask pay-team: PAY-team@a.io");
  assert_true(
      str_equal_c(hidden_mask(&a, &hidden, text, &count), "ask pay-team: ********@a.io"));
  arena_free(&a);
}

/* Of a secret of several lines each is one. */
static void test_lines(void **state) {
  (void)state;
  struct arena a = {0};
  const struct source *s = source_new(
      &a, STR("a.md"),
      STR("-- MIIEpAIBAAKCAQEA7\nq2W9kQ3VtLhZ0fXcP1\nand so on and on it goes\nYm9v==1\n"));
  struct span span = span_at(s, 3, s->bytes.n);
  struct hidden_span secret = {span, false};
  struct hidden hidden = hidden_of(&a, &secret, 1);
  size_t count = 0;
  struct str text =
      STR("q2W9kQ3VtLhZ0fXcP1 and so on and on it goes MIIEpAIBAAKCAQEA7 Ym9v==1");
  assert_true(str_equal_c(hidden_mask(&a, &hidden, text, &count),
                          "******** and so on and on it goes ******** Ym9v==1"));
  arena_free(&a);
}

static void test_texts(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *s = source_new(&a, STR("a.md"), STR("key: s3cr3t-1 and s3cr3t-1, ab\n"));
  diag_add(&bag, &rule, span_at(s, 5, 13), "a secret");
  bag_hide(&bag, span_at(s, 5, 13));
  bag_hide(&bag, span_at(s, 28, 30));
  struct diag *diag = diag_add(&bag, &rule, span_at(s, 0, 3), "\"s3cr3t-1, s3cr3t-1\" about");
  diag_label(&bag, diag, "s3cr3t-1");
  diag_help(&bag, diag, "write  \"s3cr3t-1\"");
  diag_relate(&bag, diag, span_at(s, 0, 3), "also s3cr3t-1");
  diag_edit(&bag, diag, span_at(s, 0, 3), STR("s3cr3t-1"));
  diag = diag_add(&bag, &rule, span_at(s, 0, 3), "a fix of the half of it");
  diag_edit(&bag, diag, span_at(s, 0, 6), STR("S"));
  diag = diag_add(&bag, &rule, span_at(s, 0, 3), "a fix beside it");
  diag_edit(&bag, diag, span_at(s, 13, 14), STR(" "));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  bag.count = 4;
  hide_in_texts(&a, &hidden, bag.diags, bag.count);
  assert_true(str_equal_c(bag.diags[1].message, "\"********, ********\" about"));
  assert_true(str_equal_c(bag.diags[1].label, "********"));
  assert_true(str_equal_c(bag.diags[1].help, "write  \"********\""));
  assert_true(str_equal_c(bag.diags[1].related[0].message, "also ********"));
  assert_true(str_equal_c(bag.diags[1].edits[0].text, "s3cr3t-1"));
  assert_true(bag.diags[1].has_secret_fix);
  assert_true(bag.diags[2].has_secret_fix);
  assert_false(bag.diags[3].has_secret_fix);
  assert_true(str_equal_c(bag.diags[0].message, "a secret"));
  arena_free(&a);
}

/* Secrets that begin alike: each is found, whatever came first, and the longest counts. */
static void test_same_heads(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *s =
      source_new(&a, STR("a.md"),
                 STR("s3cr3t-long-1 s3cr3t-2 s3cr3t-3 c:\\p4ss-1 s3cr3t-2 s3cr3t-long-2\n"));
  bag_hide(&bag, span_at(s, 0, 13));
  bag_hide(&bag, span_at(s, 14, 22));
  bag_hide(&bag, span_at(s, 23, 31));
  bag_hide(&bag, span_at(s, 32, 41));
  bag_hide(&bag, span_at(s, 42, 50));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  assert_int_equal(hidden.text_count, 5);
  size_t count = 0;
  struct str text = STR("s3cr3t-3, s3cr3t-2, s3cr3t-long-1, s3cr3t-long-3, s3cr3t-4");
  assert_true(str_equal_c(hidden_mask(&a, &hidden, text, &count),
                          "********, ********, ********, s3cr3t-long-3, s3cr3t-4"));
  assert_int_equal(count, 3);
  text = STR("\"c:\\\\p4ss-1\" c:\\p4ss-1 c:p4ss-1");
  assert_true(
      str_equal_c(hidden_mask(&a, &hidden, text, &count), "\"********\" ******** c:p4ss-1"));
  /* The text ends before the secret does. */
  text = (struct str){"s3cr3t-2", 7};
  assert_true(str_equal_c(hidden_mask(&a, &hidden, text, &count), "s3cr3t-"));
  arena_free(&a);
}

/* Of two files each has its own; what stands in a hidden stretch does not end it early. */
static void test_two_sources(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *one =
      source_new(&a, STR("a.md"), STR("x: key s3cr3t-2 and the rest of the line, s3cr3t-2.\n"));
  const struct source *two = source_new(&a, STR("b.md"), STR("y: s3cr3t-2 of the second\n"));
  bag_hide(&bag, span_at(one, 3, 40));
  bag_hide(&bag, span_at(two, 3, 11));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  size_t count;
  const struct hidden_stretch *found =
      hidden_in_source(&a, &hidden, one, 0, one->bytes.n, &count);
  assert_int_equal(count, 2);
  assert_true(found[0].from == 3 && found[0].to == 40);
  assert_true(found[1].from == 42 && found[1].to == 50);
  found = hidden_in_source(&a, &hidden, two, 0, two->bytes.n, &count);
  assert_int_equal(count, 1);
  assert_true(found[0].from == 3 && found[0].to == 11);
  arena_free(&a);
}

/* A secret that begins with another one is hidden whole. */
static void test_one_inside_another(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *s =
      source_new(&a, STR("a.md"), STR("s3cr3t-2 s3cr3t-22 s3cr3t-222 s3cr3t-23\n"));
  bag_hide(&bag, span_at(s, 9, 18));
  bag_hide(&bag, span_at(s, 0, 8));
  bag_hide(&bag, span_at(s, 19, 29));
  bag_hide(&bag, span_at(s, 30, 39));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  size_t count = 0;
  struct str text = STR("s3cr3t-222; s3cr3t-22; s3cr3t-2; s3cr3t-23; s3cr3t-24");
  assert_true(str_equal_c(hidden_mask(&a, &hidden, text, &count),
                          "********; ********; ********; ********; ********4"));
  assert_int_equal(count, 5);
  arena_free(&a);
}

/* Nothing is hidden: every text is the same text. */
static void test_nothing_hidden(void **state) {
  (void)state;
  struct arena a = {0};
  size_t count = 0;
  struct str text = STR("s3cr3t-1");
  struct hidden none = {0};
  assert_ptr_equal(hidden_mask(&a, NULL, text, &count).p, text.p);
  assert_ptr_equal(hidden_mask(&a, &none, text, &count).p, text.p);
  assert_int_equal(count, 0);
  /* A secret too short to be known elsewhere is hidden where it stands. */
  const struct source *s = source_new(&a, STR("a.md"), STR("pw: ab1, ab1\n"));
  struct hidden_span secret = {span_at(s, 4, 7), false};
  struct hidden hidden = hidden_of(&a, &secret, 1);
  assert_int_equal(hidden.text_count, 0);
  assert_ptr_equal(hidden_mask(&a, &hidden, s->bytes, &count).p, s->bytes.p);
  assert_true(hidden_touches(&hidden, span_at(s, 6, 9)));
  assert_false(hidden_touches(&hidden, span_at(s, 7, 9)));
  assert_false(hidden_touches(&hidden, (struct span){0}));
  assert_null(hidden_in_source(&a, NULL, s, 0, 5, &count));
  assert_int_equal(count, 0);
  arena_free(&a);
}

/* A fix that takes a secret away shows none; one that shows it twice is marked all the same. */
static void test_fixes(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  const struct source *s = source_new(&a, STR("a.md"), STR("key: s3cr3t-1 and more\n"));
  bag_hide(&bag, span_at(s, 5, 13));
  struct diag *diag = diag_add(&bag, &rule, span_at(s, 0, 3), "take it away");
  diag_edit(&bag, diag, span_at(s, 4, 13), STR(""));
  diag = diag_add(&bag, &rule, span_at(s, 0, 3), "write it twice");
  diag_edit(&bag, diag, span_at(s, 0, 3), STR("s3cr3t-1"));
  diag_edit(&bag, diag, span_at(s, 14, 17), STR("s3cr3t-1"));
  struct hidden hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  hide_in_texts(&a, &hidden, bag.diags, bag.count);
  assert_false(bag.diags[0].has_secret_fix);
  assert_true(bag.diags[1].has_secret_fix);
  struct hidden none = {0};
  bag.diags[1].has_secret_fix = false;
  hide_in_texts(&a, &none, bag.diags, bag.count);
  assert_false(bag.diags[1].has_secret_fix);
  arena_free(&a);
}

/* Who takes a finding out does not take out what is hidden. */
static void test_bags(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag from = {.arena = &a}, to = {.arena = &a};
  const struct source *s = source_new(&a, STR("a.md"), STR("s3cr3t-1\n"));
  diag_add(&from, &rule, span_at(s, 0, 8), "a secret");
  bag_hide(&from, span_at(s, 0, 8));
  from.count = 0;
  bag_sort(&from);
  bag_append(&to, &from);
  assert_int_equal(to.count, 0);
  assert_int_equal(to.hidden_count, 1);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spans),       cmocka_unit_test(test_same_text),
      cmocka_unit_test(test_lines),       cmocka_unit_test(test_texts),
      cmocka_unit_test(test_bags),        cmocka_unit_test(test_same_heads),
      cmocka_unit_test(test_fixes),       cmocka_unit_test(test_nothing_hidden),
      cmocka_unit_test(test_two_sources), cmocka_unit_test(test_one_inside_another),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
