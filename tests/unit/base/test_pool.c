/* Tests of base/pool: each item once, whatever the number of threads. */
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ITEMS = 10000 };

struct count {
  unsigned char times[ITEMS]; /* by item */
  size_t worker_items[256];   /* by worker: nobody else touches its slot */
  size_t highest_worker;
  size_t order[64]; /* the first items of worker 0 as it got them */
};

static void count_item(void *ctx, size_t item, size_t worker) {
  struct count *count = ctx;
  count->times[item]++;
  if (worker == 0 && count->worker_items[0] < 64)
    count->order[count->worker_items[0]] = item;
  count->worker_items[worker]++;
}

static void assert_each_once(size_t threads, size_t items) {
  static struct count count;
  memset(&count, 0, sizeof count);
  pool_map(threads, items, count_item, &count);
  size_t total = 0;
  for (size_t i = 0; i < ITEMS; i++)
    assert_int_equal(count.times[i], i < items ? 1 : 0);
  for (size_t i = 0; i < 256; i++) {
    if (i >= pool_threads(threads, items))
      assert_int_equal(count.worker_items[i], 0);
    total += count.worker_items[i];
  }
  assert_int_equal(total, items);
  for (size_t i = 1; i < 64 && i < count.worker_items[0]; i++)
    assert_true(count.order[i - 1] < count.order[i]);
}

static void does_each_item_once(void **state) {
  (void)state;
  assert_each_once(1, ITEMS);
  assert_each_once(2, ITEMS);
  assert_each_once(8, ITEMS);
  assert_each_once(64, ITEMS);
  assert_each_once(0, ITEMS);
}

static void does_nothing_for_nothing(void **state) {
  (void)state;
  assert_each_once(8, 0);
  assert_each_once(0, 0);
  assert_each_once(8, 1);
  assert_each_once(8, 3);
}

static void never_has_more_threads_than_items(void **state) {
  (void)state;
  assert_int_equal(pool_threads(8, 0), 1);
  assert_int_equal(pool_threads(8, 1), 1);
  assert_int_equal(pool_threads(8, 3), 3);
  assert_int_equal(pool_threads(8, 100), 8);
  assert_int_equal(pool_threads(1, 100), 1);
  assert_int_equal(pool_threads(100000, 100000), 256);
}

static void takes_one_thread_for_a_few_items(void **state) {
  (void)state;
  assert_int_equal(pool_threads(0, 0), 1);
  assert_int_equal(pool_threads(0, 25), 1);
  assert_true(pool_threads(0, 100000) >= 1);
  assert_true(pool_threads(0, 100000) <= 256);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(does_each_item_once),
      cmocka_unit_test(does_nothing_for_nothing),
      cmocka_unit_test(never_has_more_threads_than_items),
      cmocka_unit_test(takes_one_thread_for_a_few_items),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
