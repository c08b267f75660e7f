/* Tests base/line_file.c: the lines of a file, whatever their length, and what is no file. */
#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/line_file.h"

enum { LIMIT = 200000 };

static char path[64];

static int make_path(void **state) {
  (void)state;
  strcpy(path, "/tmp/kbc-lines-XXXXXX");
  int fd = mkstemp(path);
  return fd >= 0 ? close(fd) : -1;
}

static int remove_path(void **state) {
  (void)state;
  return remove(path);
}

static void write_file(const char *text, size_t n) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

static void assert_next(struct line_file *file, enum line_result result, const char *text) {
  struct str line = {NULL, 0};
  assert_int_equal(line_file_next(file, &line), result);
  assert_true(str_equal_c(line, text));
}

static void lines_come_one_by_one(void **state) {
  (void)state;
  struct line_file file;
  write_file("a\n\nb \r\nlast", 11);
  assert_true(line_file_open(&file, path, LIMIT));
  for (int round = 0; round < 2; round++) {
    assert_next(&file, LINE_READ, "a");
    assert_next(&file, LINE_READ, "");
    assert_next(&file, LINE_READ, "b \r");
    assert_int_equal(file.number, 3);
    assert_next(&file, LINE_UNENDED, "last");
    assert_next(&file, LINE_END, "");
    assert_next(&file, LINE_END, "");
    assert_true(line_file_rewind(&file));
  }
  line_file_close(&file);
  write_file("", 0);
  assert_true(line_file_open(&file, path, LIMIT));
  assert_next(&file, LINE_END, "");
  line_file_close(&file);
}

/* Lengths around the portions in which the file is read, and around the limit. */
static void a_line_has_any_length_up_to_the_limit(void **state) {
  (void)state;
  static const size_t lengths[] = {1, 65534, 65535, 65536, 65537, 131072, LIMIT - 1, LIMIT};
  static char text[2 * LIMIT];
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    size_t n = lengths[i];
    struct line_file file;
    struct str line;
    memset(text, 'x', n);
    memcpy(text + n, "\nend\n", 5);
    write_file(text, n + 5);
    assert_true(line_file_open(&file, path, LIMIT));
    assert_int_equal(line_file_next(&file, &line), LINE_READ);
    assert_int_equal(line.n, n);
    assert_next(&file, LINE_READ, "end");
    line_file_close(&file);
  }
  for (size_t more = 1; more < LIMIT / 2; more = more * 9 + 1) {
    struct line_file file;
    struct str line;
    memset(text, 'x', LIMIT + more);
    write_file(text, LIMIT + more);
    assert_true(line_file_open(&file, path, LIMIT));
    assert_int_equal(line_file_next(&file, &line), LINE_TOO_LONG);
    line_file_close(&file);
  }
}

static void what_is_no_file_is_not_waited_for(void **state) {
  (void)state;
  struct line_file file;
  char pipe_path[80];
  snprintf(pipe_path, sizeof pipe_path, "%s.pipe", path);
  assert_int_equal(mkfifo(pipe_path, 0600), 0);
  assert_false(line_file_open(&file, pipe_path, LIMIT));
  assert_int_equal(file.error, 0);
  line_file_close(&file);
  assert_int_equal(remove(pipe_path), 0);
  assert_false(line_file_open(&file, "/tmp", LIMIT));
  assert_int_equal(file.error, 0);
  line_file_close(&file);
  assert_false(line_file_open(&file, "/nowhere/at/all", LIMIT));
  assert_int_equal(file.error, ENOENT);
  line_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(lines_come_one_by_one, make_path, remove_path),
      cmocka_unit_test_setup_teardown(a_line_has_any_length_up_to_the_limit, make_path,
                                      remove_path),
      cmocka_unit_test_setup_teardown(what_is_no_file_is_not_waited_for, make_path,
                                      remove_path),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
