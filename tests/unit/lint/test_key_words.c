/* The words of keys and the sentences of texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/key_words.h"
#include "lint/sentence.h"
#include "lint/words.h"

static struct arena arena;

static void assert_text(struct str text, const char *expected) {
  if (!str_equal_c(text, expected))
    fail_msg("\"%.*s\", not \"%s\"", STR_ARG(text), expected);
}

static void test_key_words(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"MaxLimit", "max limit"},
      {"max_limit", "max limit"},
      {"maxLimit", "max limit"},
      {"MAX-LIMIT", "max limit"},
      {"OrderID", "order id"},
      {"OrderIDs", "order ids"},
      {"DBHost", "db host"},
      {"P99Latency", "p99 latency"},
      {"TTL", "ttl"},
      {"_a__b_", "a b"},
      {"", ""},
      {"\uD55C\uB3C4", "\uD55C\uB3C4"},
      {"Mem_Usage", "mem usage"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_text(key_words(&arena, str_from_c(rows[i][0])), rows[i][1]);
  arena_free(&arena);
}

static void test_words_in_keys(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("max"), STR_INIT("in use"), STR_INIT("")};
  assert_true(key_has_word(STR("pool max"), words, 3));
  assert_true(key_has_word(STR("slots in use now"), words, 3));
  assert_false(key_has_word(STR("maximal in useful"), words, 3));
  assert_false(key_has_word(STR(""), words, 3));
  assert_text(key_without_words(&arena, STR("pool max size"), words, 3), "pool size");
  assert_text(key_without_words(&arena, STR("max pool"), words, 3), "pool");
  assert_text(key_without_words(&arena, STR("pool in use"), words, 3), "pool");
  assert_text(key_without_words(&arena, STR("max"), words, 3), "");
  assert_text(key_without_words(&arena, STR("other"), words, 3), "other");
  arena_free(&arena);
}

/* The sentence around the "@" of the text. */
static void assert_sentence(const char *text, const char *expected) {
  struct str all = str_from_c(text);
  struct stretch found = sentence_around(all, str_find_char(all, '@', 0));
  assert_text(str_trim(str_slice(all, found.from, found.to)), expected);
}

static void test_sentences(void **state) {
  (void)state;
  assert_sentence("@", "@");
  assert_sentence("One. Two @ two. Three.", "Two @ two");
  assert_sentence("One. Two\n@.", "Two\n@.");
  assert_sentence("One! @ two? Three", "@ two");
  assert_sentence("See (e.g. @ two) 1.5 s. Three", "See (e.g. @ two) 1.5 s");
  assert_sentence("1. One @. Two", "1. One @");
  assert_sentence("A case. @", "@");
  assert_sentence("\u3042\u3002\u3044@\u3002\u3046", "\u3044@");
}

static void test_words_beside(void **state) {
  (void)state;
  static const struct str words[] = {STR_INIT("not"), STR_INIT("\uBE44\uC815\uC0C1")};
  const struct word_set *set = word_set_new(&arena, words, 2, true);
  struct str text = STR("is not a fault. It is Not so");
  assert_true(stretch_has_word(text, (struct stretch){0, text.n}, (struct stretch){3, 6}, set));
  assert_false(stretch_has_word(text, (struct stretch){0, 14}, (struct stretch){3, 14}, set));
  assert_true(stretch_has_word(text, (struct stretch){0, 14}, (struct stretch){4, 14}, set));
  assert_false(stretch_has_word(text, (struct stretch){7, 14}, (struct stretch){7, 7}, set));
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_key_words),
      cmocka_unit_test(test_words_in_keys),
      cmocka_unit_test(test_sentences),
      cmocka_unit_test(test_words_beside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
