/* Arenas, growing lists, buffers and maps: sizes at their borders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

static void test_alloc(void **state) {
  (void)state;
  struct arena a = {0};
  char *before = NULL;
  for (size_t n = 1; n < 5000; n += 7) {
    char *p = arena_alloc(&a, n);
    assert_int_equal((uintptr_t)p % 16, 0);
    for (size_t i = 0; i < n; i++)
      assert_int_equal(p[i], 0);
    memset(p, 0xAA, n);
    assert_ptr_not_equal(p, before);
    before = p;
  }
  char *large = arena_alloc(&a, 9 * 1024 * 1024);
  assert_int_equal(large[9 * 1024 * 1024 - 1], 0);
  arena_free(&a);
  assert_null(a.newest);
}

static void test_reset_keeps_zeroes(void **state) {
  (void)state;
  struct arena a = {0};
  memset(arena_alloc(&a, 100), 0xAA, 100);
  arena_alloc(&a, 300000);
  arena_reset(&a);
  char *p = arena_alloc(&a, 1000);
  for (size_t i = 0; i < 1000; i++)
    assert_int_equal(p[i], 0);
  arena_free(&a);
  arena_reset(&a);
  assert_null(a.newest);
}

/* What was handed out without zeroes must not make others lose theirs. */
static void test_room(void **state) {
  (void)state;
  struct arena a = {0};
  for (size_t n = 1; n < 3000; n += 11) {
    memset(arena_room(&a, n), 0xAA, n);
    char *old = arena_room(&a, n), *p = arena_resize(&a, old, n, n + 40);
    memset(p, 0xAA, n + 40);
    char *zeroes = arena_alloc(&a, n);
    for (size_t i = 0; i < n; i++)
      assert_int_equal(zeroes[i], 0);
  }
  arena_free(&a);
}

static void test_grow(void **state) {
  (void)state;
  struct arena a = {0};
  size_t *items = NULL;
  for (size_t n = 0; n < 3000; n++) {
    items = arena_grow(&a, items, n, sizeof *items);
    items[n] = n * 3;
  }
  for (size_t n = 0; n < 3000; n++)
    assert_int_equal(items[n], n * 3);
  arena_free(&a);
}

static void test_text(void **state) {
  (void)state;
  struct arena a = {0};
  struct str copy = arena_copy(&a, STR("ab"));
  assert_int_equal(copy.n, 2);
  assert_string_equal(copy.p, "ab");
  struct str text = arena_printf(&a, "%d-%.*s", 7, STR_ARG(STR("xyz")));
  assert_string_equal(text.p, "7-xyz");
  assert_int_equal(text.n, 5);
  arena_free(&a);
}

static void test_buf(void **state) {
  (void)state;
  struct buf b = {0};
  for (int i = 0; i < 1000; i++)
    buf_printf(&b, "%d,", i % 10);
  buf_add_repeat(&b, 'x', 300);
  buf_add_char(&b, '!');
  assert_int_equal(b.n, 2301);
  assert_true(str_starts_with(buf_str(&b), STR("0,1,2,3,4,5,6,7,8,9,0,")));
  assert_true(str_ends_with(buf_str(&b), STR("xx!")));
  buf_clear(&b);
  assert_int_equal(b.n, 0);
  buf_free(&b);
  assert_null(b.p);
}

static void test_map(void **state) {
  (void)state;
  struct arena a = {0};
  struct map m = {0};
  assert_true(map_find(&m, STR("0")) == STR_NONE);
  for (size_t i = 0; i < 2000; i++)
    assert_int_equal(map_add(&m, &a, arena_printf(&a, "%zu", i), i), i);
  assert_int_equal(map_add(&m, &a, STR("1234"), 7), 1234);
  assert_int_equal(m.count, 2000);
  for (size_t i = 0; i < 2000; i++)
    assert_int_equal(map_find(&m, arena_printf(&a, "%zu", i)), i);
  assert_true(map_find(&m, STR("2000")) == STR_NONE);
  assert_true(map_find(&m, STR("")) == STR_NONE);
  arena_free(&a);
}

/* Room that was made ahead is enough for all that was said to come, and what is there stays. */
static void test_map_reserve(void **state) {
  (void)state;
  for (size_t count = 0; count < 100; count++) {
    struct arena a = {0};
    struct map m = {0};
    map_add(&m, &a, STR("first"), 7);
    map_reserve(&m, &a, count + 1);
    size_t room = m.room;
    for (size_t i = 0; i < count; i++)
      map_add(&m, &a, arena_printf(&a, "%zu", i), i);
    assert_int_equal(m.room, room);
    map_reserve(&m, &a, 1);
    assert_int_equal(m.room, room);
    assert_int_equal(map_find(&m, STR("first")), 7);
    for (size_t i = 0; i < count; i++)
      assert_int_equal(map_find(&m, arena_printf(&a, "%zu", i)), i);
    arena_free(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_alloc), cmocka_unit_test(test_reset_keeps_zeroes),
      cmocka_unit_test(test_room),  cmocka_unit_test(test_grow),
      cmocka_unit_test(test_text),  cmocka_unit_test(test_buf),
      cmocka_unit_test(test_map),   cmocka_unit_test(test_map_reserve),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
