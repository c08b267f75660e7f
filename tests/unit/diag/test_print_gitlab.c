/* Tests of diag/print_gitlab and diag/fingerprint: members, and which findings are the same. */
#include "page_fixture.h"

#include "diag/fingerprint.h"

static void prints_every_member(void **state) {
  add_full(*state);
  const char *out = print_with(*state, &gitlab_printer);
  assert_non_null(strstr(out, "[{\"description\":\"a \\\"colon\\\" <\\\\x1b> %0A (here)\","
                              "\"check_name\":\"yaml-plain-colon\",\"fingerprint\":\""));
  assert_non_null(strstr(out,
                         "\",\"severity\":\"minor\",\"location\":{\"path\":\"kb/db/pool.md\","
                         "\"lines\":{\"begin\":2,\"end\":2}}}]\n"));
}

static void prints_an_empty_list(void **state) {
  assert_string_equal(print_with(*state, &gitlab_printer), "[]\n");
}

static void has_a_line_for_what_has_none(void **state) {
  struct printed *printed = *state;
  diag_add_path(&printed->bag, &colon_rule, STR("gone.md"), "m");
  diag_add(&printed->bag, &off_rule, (struct span){NULL, 0, 0}, "of the run")->level =
      LEVEL_NOTE;
  const char *out = print_with(printed, &gitlab_printer);
  assert_non_null(strstr(out, "{\"path\":\"kb/gone.md\",\"lines\":{\"begin\":1,\"end\":1}}"));
  assert_non_null(strstr(out, "\"severity\":\"info\",\"location\":{\"path\":\".\","));
}

/* The fingerprint of a finding about text[from, to), the first in its file. */
static struct hash_text print_of(struct printed *printed, const char *text, size_t from,
                                 size_t to, const char *message) {
  struct fingerprints fingerprints = {.counts = NULL};
  struct source *source = source_in(printed, "a.md", str_from_c(text));
  struct diag *diag =
      diag_add(&printed->bag, &colon_rule, span_of(source, from, to), "%s", message);
  struct hash_text hash = fingerprint_next(&fingerprints, diag, STR("kb/a.md"));
  fingerprints_end(&fingerprints);
  return hash;
}

static void knows_a_moved_line_again(void **state) {
  struct hash_text here = print_of(*state, "key: a: b\n", 5, 9, "as on line 3");
  struct hash_text there =
      print_of(*state, "x\r\n\r\n  key: a: b  \r\n", 12, 16, "as on line 17");
  assert_string_equal(here.digits, there.digits);
}

static void tells_texts_apart(void **state) {
  struct hash_text here = print_of(*state, "key: a: b\n", 5, 9, "m");
  assert_string_not_equal(here.digits, print_of(*state, "key: a: b\n", 5, 8, "m").digits);
  assert_string_not_equal(here.digits, print_of(*state, "kez: a: b\n", 5, 9, "m").digits);
  assert_string_not_equal(here.digits, print_of(*state, "key: a: b\n", 5, 9, "n").digits);
}

static void has_no_two_equal_ones(void **state) {
  struct printed *printed = *state;
  struct fingerprints fingerprints = {.counts = NULL};
  struct map seen = {0};
  struct source *source = source_in(printed, "a.md", STR("the same line\n"));
  for (size_t i = 0; i < 1000; i++) {
    struct diag *diag = diag_add(&printed->bag, &colon_rule, span_of(source, 0, 3), "m");
    struct hash_text hash = fingerprint_next(&fingerprints, diag, STR("kb/a.md"));
    struct str digits = arena_copy(&printed->a, str_from_c(hash.digits));
    assert_int_equal(map_add(&seen, &printed->a, digits, i), i);
  }
  fingerprints_end(&fingerprints);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(prints_every_member),
      TEST(prints_an_empty_list),
      TEST(has_a_line_for_what_has_none),
      TEST(knows_a_moved_line_again),
      TEST(tells_texts_apart),
      TEST(has_no_two_equal_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
