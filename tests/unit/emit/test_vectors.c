/* Tests emit/stores/vectors.c: what is found in a file of vectors, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "emit/stores/vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ONE "6767f339-d07a-5682-9b3c-a7fd1e702345"
#define TWO "a3651d68-142e-5c70-bcba-882ae92f1e3b"

struct file {
  struct arena a;
  struct bag bag;
  char path[64];
};

static struct vectors *open_text(struct file *file, struct str text) {
  memset(file, 0, sizeof *file);
  file->bag.arena = &file->a;
  strcpy(file->path, "/tmp/kbc-test-XXXXXX");
  int number = mkstemp(file->path);
  assert_true(number >= 0);
  assert_int_equal(write(number, text.p, text.n), (ssize_t)text.n);
  close(number);
  return vectors_open(&file->a, &file->bag, str_from_c(file->path));
}

static void close_file(struct file *file, struct vectors *vectors) {
  vectors_close(vectors);
  unlink(file->path);
  arena_free(&file->a);
}

static void assert_vector(struct file *file, struct vectors *vectors, const char *id,
                          const char *expected) {
  struct str numbers = {NULL, 0};
  bool is_found = vectors_find(vectors, &file->a, str_from_c(id), &numbers);
  assert_int_equal(is_found, expected != NULL);
  if (expected)
    assert_true(str_equal_c(numbers, expected));
}

static void numbers_stay_as_they_stand(void **state) {
  (void)state;
  struct file file;
  struct vectors *vectors =
      open_text(&file, STR("{\"id\":\"" ONE "\",\"vector\":[ 0.10,\t-1E-50 ,3e0]}\r\n\n"
                           "{\"vector\":[1,2,3.4028235e38],\"x\":{},\"id\":\"" TWO "\"}"));
  assert_non_null(vectors);
  assert_int_equal(vectors_dimension(vectors), 3);
  assert_vector(&file, vectors, ONE, "[0.10,-1E-50,3e0]");
  assert_vector(&file, vectors, TWO, "[1,2,3.4028235e38]");
  assert_vector(&file, vectors, "00000000-0000-5000-8000-000000000000", NULL);
  assert_vector(&file, vectors, "x", NULL);
  close_file(&file, vectors);
}

static void a_file_that_changes_is_broken(void **state) {
  (void)state;
  struct file file;
  struct vectors *vectors = open_text(&file, STR("{\"id\":\"" ONE "\",\"vector\":[1,2]}\n"
                                                 "{\"id\":\"" TWO "\",\"vector\":[3,4]}\n"));
  assert_non_null(vectors);
  assert_int_equal(truncate(file.path, 70), 0);
  assert_vector(&file, vectors, ONE, "[1,2]");
  assert_false(vectors_are_broken(vectors));
  assert_vector(&file, vectors, "00000000-0000-5000-8000-000000000000", NULL);
  assert_false(vectors_are_broken(vectors));
  assert_vector(&file, vectors, TWO, NULL);
  assert_true(vectors_are_broken(vectors));
  assert_vector(&file, vectors, TWO, NULL);
  assert_int_equal(file.bag.count, 1);
  close_file(&file, vectors);
}

static void what_is_no_vector_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = {
      "{\"id\":\"" ONE "\",\"vector\":[]}",
      "{\"id\":\"" ONE "\",\"vector\":1}",
      "{\"id\":\"" ONE "\",\"vector\":[\"1\"]}",
      "{\"id\":\"" ONE "\",\"vector\":[[1]]}",
      "{\"id\":\"" ONE "\",\"vector\":[null]}",
      "{\"id\":\"" ONE "\",\"vector\":[NaN]}",
      "{\"id\":\"" ONE "\",\"vector\":[1e39]}",
      "{\"id\":\"" ONE "\",\"vector\":[340282356779733661637539395458142568448]}",
      "{\"id\":\"" ONE "\",\"vector\":[1e999]}",
      "{\"id\":\"" ONE "\",\"vector\":[1],\"vector\":[2]}",
      "{\"id\":1,\"vector\":[1]}",
      "{\"id\":\"" ONE "\"}",
      "{\"vector\":[1]}",
      "[]",
      "{\"id\":\"" ONE "\",\"vector\":[1]",
      "{\"id\":\"" ONE "\",\"vector\":[1]}\n{\"id\":\"" TWO "\",\"vector\":[1,2]}",
      "{\"id\":\"" ONE "\",\"vector\":[1]}\n{\"id\":\"" ONE "\",\"vector\":[1]}",
      "{\"id\":\"\xFF\",\"vector\":[1]}",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct file file;
    assert_null(open_text(&file, str_from_c(bad[i])));
    assert_int_equal(file.bag.count, 1);
    assert_string_equal(file.bag.diags[0].rule->name, "store-vectors");
    close_file(&file, NULL);
  }
}

/* Of many mistakes of one kind the first are named, the others counted. */
static void mistakes_are_counted(void **state) {
  (void)state;
  struct buf text = {0};
  for (size_t i = 0; i < 1000; i++)
    buf_add_c(&text, "{}\n");
  struct file file;
  assert_null(open_text(&file, buf_str(&text)));
  assert_int_equal(file.bag.count, 21);
  assert_true(str_equal_c(file.bag.diags[20].message, "980 more of this kind"));
  buf_free(&text);
  close_file(&file, NULL);
}

/* Lines that lie across what is read at once, in any order of ids. */
static void long_files_are_read_in_pieces(void **state) {
  (void)state;
  enum { COUNT = 3000, DIMENSION = 30 };
  struct buf text = {0};
  for (size_t i = 0; i < COUNT; i++) {
    buf_printf(&text, "{\"id\":\"%08zx-0000-5000-8000-000000000000\",\"vector\":[%zu",
               i * 2654435761U % 0xFFFFFFFFU, i);
    for (size_t j = 1; j < DIMENSION; j++)
      buf_printf(&text, ",%zu.5", j);
    buf_add_c(&text, "]}\n");
  }
  struct file file;
  struct vectors *vectors = open_text(&file, buf_str(&text));
  assert_non_null(vectors);
  for (size_t i = 0; i < COUNT; i++) {
    struct str id = arena_printf(&file.a, "%08zx-0000-5000-8000-000000000000",
                                 i * 2654435761U % 0xFFFFFFFFU);
    struct str numbers = {NULL, 0};
    assert_true(vectors_find(vectors, &file.a, id, &numbers));
    assert_true(str_starts_with(numbers, arena_printf(&file.a, "[%zu,1.5,", i)));
  }
  buf_free(&text);
  close_file(&file, vectors);
}

static void what_is_no_file_is_said(void **state) {
  (void)state;
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  assert_null(vectors_open(&a, &bag, STR("/tmp")));
  assert_null(vectors_open(&a, &bag, STR("/tmp/kbc-no-such-file")));
  assert_int_equal(bag.count, 2);
  assert_string_equal(bag.diags[0].rule->name, "file-unreadable");
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_stay_as_they_stand),
      cmocka_unit_test(a_file_that_changes_is_broken),
      cmocka_unit_test(what_is_no_vector_is_refused),
      cmocka_unit_test(mistakes_are_counted),
      cmocka_unit_test(long_files_are_read_in_pieces),
      cmocka_unit_test(what_is_no_file_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
