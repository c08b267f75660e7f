/* The key of a message is what its words, one by one, give, whatever stands in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "link/message_key.h"
#include "link/message_words.h"

#include <string.h>

static uint64_t next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return *state >> 33;
}

/* Texts in which everything happens that cuts words: joints, quotes, paths, digits, bytes above
 * ASCII. */
static struct str random_text(struct buf *text, uint64_t *state) {
  static const char *const pieces[] = {"a",  "Bc",       "7",  "-",  "--", "_",    ".",  ":",
                                       "/",  "@",        "#",  "\"", "'",  "`",    " ",  "  ",
                                       "\t", "\xC3\xA9", "\\", "x1", "(",  "\\\"", "foo"};
  size_t count = next_random(state) % 24;
  buf_clear(text);
  for (size_t i = 0; i < count; i++)
    buf_add_c(text, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
  return buf_str(text);
}

/* The words that message_word_next finds, or its values, marked. */
static void slow_key(struct buf *key, struct str text, size_t *words) {
  struct arena a = {0};
  struct key_parts parts = message_parts(&a, text);
  buf_clear(key);
  buf_add_c(key, "svc\n");
  *words = 0;
  for (size_t i = 0; i < parts.count; i++) {
    if (!parts.items[i].is_constant)
      continue;
    struct key_parts one = {&parts.items[i], 1};
    struct str item = message_parts_key(&a, (struct str){NULL, 0}, &one);
    buf_add_c(key, key->n > 4 && item.n > 1 ? " " : "");
    buf_add(key, str_slice(item, 1, item.n));
    *words += !parts.items[i].is_value;
  }
  arena_free(&a);
}

static void test_random(void **state) {
  (void)state;
  struct buf text = {0}, expected = {0};
  uint64_t chance = 4711;
  for (size_t round = 0; round < 20000; round++) {
    struct arena a = {0};
    size_t words;
    struct str message = random_text(&text, &chance);
    struct message_key key = message_key_of(&a, STR("svc"), message, STR_NONE);
    slow_key(&expected, message, &words);
    if (!str_equal(key.full, buf_str(&expected)) || key.word_count != words)
      fail_msg("%.*s: %.*s, not %.*s", STR_ARG(message), STR_ARG(key.full),
               STR_ARG(buf_str(&expected)));
    arena_free(&a);
  }
  buf_free(&text);
  buf_free(&expected);
}

/* What stands behind a label is what the same text gives alone. */
static void test_behind(void **state) {
  (void)state;
  struct buf text = {0};
  uint64_t chance = 17;
  for (size_t round = 0; round < 20000; round++) {
    struct arena a = {0};
    random_text(&text, &chance);
    size_t label = text.n;
    buf_add_c(&text, " - ");
    for (size_t i = next_random(&chance) % 8; i > 0; i--)
      buf_add_c(&text, i % 2 == 0 ? " foo" : "Bar.7 x");
    struct str message = buf_str(&text), tail = str_slice(message, label + 3, message.n);
    struct message_key key = message_key_of(&a, STR("svc"), message, label);
    if (key.word_count > key.words_before) {
      struct message_key behind = message_key_behind(&a, &key);
      struct message_key alone = message_key_of(&a, STR("svc"), tail, STR_NONE);
      assert_true(str_equal(behind.full, alone.full));
      assert_int_equal(behind.word_count, alone.word_count);
      assert_memory_equal(behind.hashes, alone.hashes, alone.word_count * sizeof(uint64_t));
    }
    arena_free(&a);
  }
  buf_free(&text);
}

static void test_many_words(void **state) {
  (void)state;
  struct arena a = {0};
  struct buf text = {0};
  for (size_t i = 0; i < 1000; i++)
    buf_add_c(&text, "w ");
  struct message_key key = message_key_of(&a, STR(""), buf_str(&text), STR_NONE);
  assert_int_equal(key.word_count, 1000);
  assert_int_equal(key.full.n, 2000);
  assert_true(key.hashes[0] == key.hashes[999]);
  buf_free(&text);
  arena_free(&a);
}

static void test_ascii(void **state) {
  (void)state;
  struct arena a = {0};
  assert_true(message_key_of(&a, STR(""), STR("a 'b' 7"), STR_NONE).is_ascii == false);
  assert_true(message_key_of(&a, STR(""), STR("a b 7"), STR_NONE).is_ascii);
  assert_false(message_key_of(&a, STR(""), STR("caf\xC3\xA9 7"), STR_NONE).is_ascii);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_random),
      cmocka_unit_test(test_behind),
      cmocka_unit_test(test_many_words),
      cmocka_unit_test(test_ascii),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
