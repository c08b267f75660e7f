/* How kbc ends without memory: one line, whoever and however many find out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/die.h"
#include "base/str.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 16 };

/* In the place of the C library's: gives the other threads the time in which they would speak.
 */
_Noreturn void _Exit(int status) {
  static const struct timespec time = {.tv_nsec = 50 * 1000 * 1000};
  nanosleep(&time, NULL);
  _exit(status);
}

static void *end(void *start) {
  pthread_barrier_wait(start);
  die_without_memory();
}

static void end_at_once(void) {
  pthread_barrier_t start;
  pthread_t threads[THREADS];
  pthread_barrier_init(&start, NULL, THREADS);
  for (size_t i = 0; i < THREADS; i++)
    pthread_create(&threads[i], NULL, end, &start);
  pause();
}

static void end_with_no_memory(void) {
  die_if_no_memory(EMFILE);
  die_if_no_memory(ENOMEM);
}

static void end_with_sum(void) {
  (void)checked_add(SIZE_MAX, 1);
}

static void end_with_product(void) {
  (void)checked_multiply(SIZE_MAX / 2, 3);
}

/* In a process of its own, for the one that dies is gone. */
static void expect_end(void (*run)(void), const char *line) {
  int ends[2];
  char said[512];
  size_t n = 0;
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    run();
    _exit(0);
  }
  close(ends[1]);
  for (ssize_t got; n < sizeof said && (got = read(ends[0], said + n, sizeof said - n)) > 0;)
    n += (size_t)got;
  close(ends[0]);
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == DIE_STATUS);
  assert_true(str_equal_c((struct str){said, n}, line));
}

static void many_threads_say_it_once(void **state) {
  (void)state;
  expect_end(end_at_once, "kbc: out of memory\n");
}

static void only_want_of_memory_ends_it(void **state) {
  (void)state;
  die_if_no_memory(0);
  die_if_no_memory(ENOENT);
  expect_end(end_with_no_memory, "kbc: out of memory\n");
}

static void sums_are_checked(void **state) {
  (void)state;
  assert_int_equal(checked_add(SIZE_MAX - 1, 1), SIZE_MAX);
  assert_int_equal(checked_multiply(0, SIZE_MAX), 0);
  assert_int_equal(checked_multiply(SIZE_MAX, 0), 0);
  assert_int_equal(checked_multiply(SIZE_MAX, 1), SIZE_MAX);
  expect_end(end_with_sum, "kbc: a size is too large\n");
  expect_end(end_with_product, "kbc: a size is too large\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(many_threads_say_it_once),
      cmocka_unit_test(only_want_of_memory_ends_it),
      cmocka_unit_test(sums_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
