/* Tests base/perfect.c: every key has a place of its own, and the same one everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/perfect.h"

static void assert_perfect(const struct perfect *perfect, const struct str *texts, size_t parts,
                           size_t count) {
  size_t taken = 0;
  for (size_t i = 0; i < count; i++)
    assert_int_equal(perfect->keys[perfect_place(perfect, texts + i * parts, parts)], i);
  for (size_t i = 0; i < perfect->place_count; i++)
    taken += perfect->keys[i] != STR_NONE;
  assert_int_equal(taken, count);
}

static void every_number_of_keys(void **state) {
  (void)state;
  struct arena a = {0};
  struct str texts[200];
  for (size_t i = 0; i < 200; i++)
    texts[i] = arena_printf(&a, "key %zu", i);
  for (size_t count = 0; count <= 200; count++) {
    struct perfect perfect = perfect_of(&a, texts, 1, count);
    assert_perfect(&perfect, texts, 1, count);
    assert_true(perfect_place(&perfect, &(struct str){"no key", 6}, 1) < perfect.place_count);
  }
  arena_free(&a);
}

/* As long as they come, with every byte in them, and alike but for one bit. */
static void every_length_and_byte(void **state) {
  (void)state;
  enum { LENGTHS = 70, BITS = 8 };
  struct arena a = {0};
  struct str *texts = arena_array(&a, struct str, LENGTHS * LENGTHS * BITS);
  size_t count = 0;
  for (size_t n = 0; n < LENGTHS; n++) {
    texts[count++] = (struct str){arena_alloc(&a, n + 1), n};
    for (size_t bit = 0; bit < n * BITS; bit++) {
      char *p = arena_alloc(&a, n);
      p[bit / BITS] = (char)(1 << bit % BITS);
      texts[count++] = (struct str){p, n};
    }
  }
  struct perfect perfect = perfect_of(&a, texts, 1, count);
  assert_perfect(&perfect, texts, 1, count);
  arena_free(&a);
}

/* What stands in the first part and what in the second makes a difference. */
static void keys_of_two_parts(void **state) {
  (void)state;
  struct arena a = {0};
  struct str *texts = arena_array(&a, struct str, 2 * 40 * 40);
  size_t count = 0;
  char *p = arena_alloc(&a, 80);
  memset(p, 'x', 80);
  for (size_t n = 0; n < 40; n++) {
    for (size_t m = 0; m < 40; m++, count++) {
      texts[2 * count] = (struct str){p, n};
      texts[2 * count + 1] = (struct str){p, m};
    }
  }
  struct perfect perfect = perfect_of(&a, texts, 2, count);
  assert_perfect(&perfect, texts, 2, count);
  arena_free(&a);
}

static void a_hundred_thousand(void **state) {
  (void)state;
  enum { COUNT = 100000 };
  struct arena a = {0};
  struct str *texts = arena_array(&a, struct str, COUNT);
  for (size_t i = 0; i < COUNT; i++)
    texts[i] = arena_printf(&a, "%08zx-7c3a-5d27-8eb6-c7eb6bb396fe", i * 2654435761 % COUNT);
  struct perfect perfect = perfect_of(&a, texts, 1, COUNT);
  assert_perfect(&perfect, texts, 1, COUNT);
  assert_true(perfect.bucket_count * 2 + perfect.place_count * 4 < COUNT * 5);
  arena_free(&a);
}

/* The generated C does the same sums on any machine, so they must not change unnoticed. These
 * come from a few lines of Python. */
static void the_places_are_known(void **state) {
  (void)state;
  struct arena a = {0};
  const struct str texts[] = {STR_INIT("a"), STR_INIT("eight by"), STR_INIT("\xFF\x80\x01"),
                              STR_INIT("60bcd274-2c3c-5d27-8eb6-c7eb6bb396fe")};
  struct perfect perfect = perfect_of(&a, texts, 1, 4);
  assert_int_equal(perfect.bucket_count, 2);
  assert_int_equal(perfect.place_count, 5);
  assert_perfect(&perfect, texts, 1, 4);
  assert_true(perfect.seed == 0x6B834DFA85293F0C);
  assert_true(perfect.factors[0] == 0x02D7D74368C6962F);
  assert_true(perfect.factors[4] == 0x579EE19D7774EE35);
  assert_int_equal(perfect.pilots[0], 0);
  assert_int_equal(perfect.pilots[1], 1);
  assert_int_equal(perfect_place(&perfect, &texts[0], 1), 2);
  assert_int_equal(perfect_place(&perfect, &texts[1], 1), 3);
  assert_int_equal(perfect_place(&perfect, &texts[2], 1), 0);
  assert_int_equal(perfect_place(&perfect, &texts[3], 1), 4);
  arena_free(&a);
}

static void the_places_of_uuids_are_known(void **state) {
  (void)state;
  struct arena a = {0};
  struct str texts[4];
  for (size_t i = 0; i < 4; i++)
    texts[i] = arena_printf(&a, "%08zx-2c3c-5d27-8eb6-c7eb6bb396fe", i);
  struct perfect perfect = perfect_of(&a, texts, 1, 4);
  assert_perfect(&perfect, texts, 1, 4);
  assert_true(perfect.are_uuids);
  assert_int_equal(perfect.pilots[0], 0);
  assert_int_equal(perfect.pilots[1], 5);
  assert_int_equal(perfect_place(&perfect, &texts[0], 1), 1);
  assert_int_equal(perfect_place(&perfect, &texts[1], 1), 4);
  assert_int_equal(perfect_place(&perfect, &texts[2], 1), 2);
  assert_int_equal(perfect_place(&perfect, &texts[3], 1), 0);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_number_of_keys), cmocka_unit_test(every_length_and_byte),
      cmocka_unit_test(keys_of_two_parts),    cmocka_unit_test(a_hundred_thousand),
      cmocka_unit_test(the_places_are_known), cmocka_unit_test(the_places_of_uuids_are_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
