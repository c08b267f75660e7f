/* The same work for many items on several threads. */
#include "base/pool.h"

#include "base/die.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* A thread costs more than a handful of items, so an unasked-for one must be worth it. */
enum { ITEMS_PER_THREAD = 16, MOST_THREADS = 256, STACK_SIZE = 4 * 1024 * 1024 };

/* The one thing that threads share: which item is next. */
struct pool {
  void (*work)(void *ctx, size_t item, size_t worker);
  void *ctx;
  size_t count;
  atomic_size_t next;
};

struct pool_worker {
  struct pool *pool;
  size_t index;
  pthread_t thread;
};

static size_t processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? (size_t)count : 1;
}

size_t pool_threads(size_t threads, size_t count) {
  size_t worthwhile = count;
  if (threads == 0) {
    worthwhile = count / ITEMS_PER_THREAD;
    /* To ask the system takes longer than to check a case. */
    threads = worthwhile > 1 ? processors() : 1;
  }
  if (threads > worthwhile)
    threads = worthwhile;
  if (threads > MOST_THREADS)
    threads = MOST_THREADS;
  return threads > 0 ? threads : 1;
}

static void *pool_run(void *argument) {
  const struct pool_worker *worker = argument;
  struct pool *pool = worker->pool;
  for (;;) {
    /* Relaxed: the number is all that is shared here; what the items wrote is seen after the
     * join. */
    size_t item = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
    if (item >= pool->count)
      return NULL;
    pool->work(pool->ctx, item, worker->index);
  }
}

static bool thread_start(struct pool_worker *worker) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0)
    return false;
  /* Some C libraries give a thread 128 KiB, too little for deep containers and regular
   * expressions. */
  bool is_ready = pthread_attr_setstacksize(&attributes, STACK_SIZE) == 0 &&
                  pthread_create(&worker->thread, &attributes, pool_run, worker) == 0;
  pthread_attr_destroy(&attributes);
  return is_ready;
}

void pool_map(size_t threads, size_t count, void (*work)(void *ctx, size_t item, size_t worker),
              void *ctx) {
  struct pool pool = {work, ctx, count, 0};
  size_t wanted = pool_threads(threads, count);
  struct pool_worker *workers = checked_alloc(wanted, sizeof *workers);
  for (size_t i = 0; i < wanted; i++)
    workers[i] = (struct pool_worker){.pool = &pool, .index = i};
  /* Worker 0 is the caller. Where the system gives no more threads, those that run do all the
   * work. */
  size_t started = 1;
  while (started < wanted && thread_start(&workers[started]))
    started++;
  pool_run(&workers[0]);
  for (size_t i = 1; i < started; i++)
    pthread_join(workers[i].thread, NULL);
  free(workers);
}
