/* Tests emit/plan/sketch.c and emit/plan/near.c: what is near is found, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "emit/plan/near.h"

/* Pseudo-random bytes, the same in every run. */
static unsigned next_number(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 16;
}

static struct sketch sketch_new(unsigned seed) {
  struct sketch sketch;
  for (size_t i = 0; i < SKETCH_SIZE; i++)
    sketch.bytes[i] = (unsigned char)next_number(&seed);
  return sketch;
}

/* The same but for `count` of its places, spread over it. */
static struct sketch changed(struct sketch sketch, size_t count, unsigned seed) {
  for (size_t done = 0; done < count;) {
    size_t i = next_number(&seed) % SKETCH_SIZE;
    struct sketch before = sketch_new(seed);
    if (sketch.bytes[i] == before.bytes[i])
      continue;
    sketch.bytes[i] = before.bytes[i];
    done++;
  }
  return sketch;
}

static void digits_lead_back(void **state) {
  (void)state;
  char digits[SKETCH_DIGITS + 1];
  struct sketch sketch = sketch_new(7), back;
  sketch_write(&sketch, digits);
  assert_true(sketch_read(str_from_c(digits), &back));
  assert_memory_equal(&sketch, &back, sizeof back);
  digits[5] = 'G';
  assert_false(sketch_read(str_from_c(digits), &back));
  digits[5] = 'A';
  assert_false(sketch_read(str_from_c(digits), &back));
  assert_false(sketch_read(STR(""), &back));
}

static void what_is_empty_is_near_to_nothing(void **state) {
  (void)state;
  struct arena a = {0};
  struct sketch empty = {{0}};
  struct near_hit hits[4];
  assert_true(sketch_is_empty(&empty));
  assert_int_equal(sketch_agreement(&empty, &empty), 0);
  struct near near = near_new(&a, 1);
  near_add(&near, 3, &empty);
  assert_int_equal(near_find(&near, &empty, hits, 4), 0);
  arena_free(&a);
}

/* Against all pairs: an answer is right, and hardly one is missing. */
static void the_near_ones_are_found(void **state) {
  (void)state;
  enum { COUNT = 300, HIT_COUNT = 8 };
  struct arena a = {0};
  struct sketch *sketches = arena_array(&a, struct sketch, COUNT);
  struct near near = near_new(&a, COUNT);
  for (unsigned i = 0; i < COUNT; i++) {
    sketches[i] = sketch_new(i + 1);
    near_add(&near, i + 1000, &sketches[i]);
  }
  size_t expected = 0, found = 0;
  for (unsigned i = 0; i < COUNT; i++) {
    struct near_hit hits[HIT_COUNT];
    struct sketch asked = changed(sketches[i], i % SKETCH_SIZE, i + 5);
    size_t count = near_find(&near, &asked, hits, HIT_COUNT);
    expected += sketch_is_near(&asked, &sketches[i]);
    for (size_t j = 0; j < count; j++) {
      const struct sketch *hit = &sketches[hits[j].item - 1000];
      assert_true(sketch_is_near(&asked, hit));
      assert_int_equal(hits[j].agreement, sketch_agreement(&asked, hit));
      found += hits[j].item == i + 1000;
    }
  }
  assert_true(expected > COUNT / 3);
  assert_true(found * 100 >= expected * 97);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(digits_lead_back),
      cmocka_unit_test(what_is_empty_is_near_to_nothing),
      cmocka_unit_test(the_near_ones_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
