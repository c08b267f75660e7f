/* The file system: what is read, and what is never opened for reading. */
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
#include <fcntl.h>
#include <ftw.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* Each test stands in an empty folder of its own. */
static char home[4096], folder[64];

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static int enter(void **state) {
  (void)state;
  strcpy(folder, "/tmp/kbc-file-XXXXXX");
  return getcwd(home, sizeof home) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state) {
  (void)state;
  return chdir(home) == 0 ? nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS) : -1;
}

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

static void test_kinds(void **state) {
  (void)state;
  write_file("file", "");
  assert_int_equal(mkdir("folder", 0700), 0);
  assert_int_equal(symlink("file", "link"), 0);
  assert_int_equal(symlink("nothing", "dangling"), 0);
  assert_int_equal(symlink("self", "self"), 0);
  assert_int_equal(mkfifo("pipe", 0600), 0);
  assert_int_equal(file_kind_of("file", false), FILE_REGULAR);
  assert_int_equal(file_kind_of("folder", false), FILE_FOLDER);
  assert_int_equal(file_kind_of("link", false), FILE_LINK);
  assert_int_equal(file_kind_of("link", true), FILE_REGULAR);
  assert_int_equal(file_kind_of("dangling", true), FILE_MISSING);
  assert_int_equal(file_kind_of("self", true), FILE_ERROR);
  assert_int_equal(errno, ELOOP);
  assert_int_equal(file_kind_of("pipe", true), FILE_OTHER);
  assert_int_equal(file_kind_of("nothing", false), FILE_MISSING);
  assert_int_equal(file_kind_of("file/below", false), FILE_MISSING);
}

static void test_read(void **state) {
  (void)state;
  struct arena a = {0};
  struct str bytes = {NULL, 0};
  int error = 0;
  write_file("file", "0123456789");
  write_file("empty", "");
  assert_int_equal(file_read(&a, "file", 10, false, &bytes, &error), FILE_OK);
  assert_int_equal(bytes.n, 10);
  assert_memory_equal(bytes.p, "0123456789", 10);
  assert_int_equal(file_read(&a, "file", 9, false, &bytes, &error), FILE_TOO_LARGE);
  assert_int_equal(file_read(&a, "empty", 10, false, &bytes, &error), FILE_OK);
  assert_int_equal(bytes.n, 0);
  assert_int_equal(file_read_head(&a, "file", 4, &bytes, &error), FILE_OK);
  assert_int_equal(bytes.n, 4);
  assert_int_equal(file_read(&a, "nothing", 10, false, &bytes, &error), FILE_FAILED);
  assert_int_equal(error, ENOENT);
  arena_free(&a);
}

/* A pipe without a writer would keep whoever opens it waiting for ever. */
static void test_refused(void **state) {
  (void)state;
  struct arena a = {0};
  struct str bytes = {NULL, 0};
  int error = 0;
  write_file("file", "text");
  assert_int_equal(symlink("file", "link"), 0);
  assert_int_equal(mkfifo("pipe", 0600), 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  assert_int_equal(bind(s, (struct sockaddr *)&address, sizeof address), 0);
  static const char *const paths[] = {"link", "pipe", "socket", ".", "/dev/null"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    assert_int_equal(file_read(&a, paths[i], 10, false, &bytes, &error), FILE_NOT_REGULAR);
  assert_int_equal(file_read(&a, "link", 10, true, &bytes, &error), FILE_OK);
  assert_int_equal(bytes.n, 4);
  close(s);
  arena_free(&a);
}

/* What says to have no bytes and has some: /proc, and files that grow while they are read. */
static void test_read_what_lies_about_its_size(void **state) {
  (void)state;
  struct arena a = {0};
  struct str bytes = {NULL, 0};
  int error = 0;
  if (file_kind_of("/proc/self/status", false) != FILE_REGULAR)
    skip();
  assert_int_equal(file_read(&a, "/proc/self/status", 1 << 20, false, &bytes, &error), FILE_OK);
  assert_true(bytes.n > 100);
  assert_int_equal(file_read(&a, "/proc/self/status", 10, false, &bytes, &error),
                   FILE_TOO_LARGE);
  arena_free(&a);
}

static void test_stdin(void **state) {
  (void)state;
  struct arena a = {0};
  struct str bytes = {NULL, 0};
  int error = 0, saved = dup(0);
  FILE *file = fopen("large", "wb");
  for (int i = 0; i < 100000; i++)
    fputs("ab", file);
  fclose(file);
  for (size_t limit = 199999; limit <= 200000; limit++) {
    int fd = open("large", O_RDONLY);
    dup2(fd, 0);
    close(fd);
    enum file_result expected = limit < 200000 ? FILE_TOO_LARGE : FILE_OK;
    assert_int_equal(file_read_stdin(&a, limit, &bytes, &error), expected);
  }
  assert_int_equal(bytes.n, 200000);
  assert_memory_equal(bytes.p + 199990, "ababababab", 10);
  dup2(saved, 0);
  close(saved);
  arena_free(&a);
}

static void test_list(void **state) {
  (void)state;
  struct arena a = {0};
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  write_file("b", "");
  write_file(".a", "");
  write_file("line\nend", "");
  write_file("\xFF", "");
  assert_int_equal(mkdir("a", 0700), 0);
  assert_int_equal(symlink("b", "c"), 0);
  assert_true(file_list(&a, ".", &entries, &count, &error));
  static const struct {
    const char *name;
    enum file_kind kind;
  } expected[] = {{".a", FILE_REGULAR}, {"a", FILE_FOLDER},          {"b", FILE_REGULAR},
                  {"c", FILE_LINK},     {"line\nend", FILE_REGULAR}, {"\xFF", FILE_REGULAR}};
  assert_int_equal(count, 6);
  for (size_t i = 0; i < count; i++) {
    assert_true(str_equal_c(entries[i].name, expected[i].name));
    assert_int_equal(entries[i].kind, expected[i].kind);
  }
  assert_false(file_list(&a, "nothing", &entries, &count, &error));
  assert_int_equal(error, ENOENT);
  assert_int_equal(count, 0);
  arena_free(&a);
}

static void test_paths(void **state) {
  (void)state;
  struct arena a = {0};
  struct str here = file_working_folder(&a);
  assert_true(here.n > 1 && here.p[0] == '/');
  assert_true(str_equal(path_absolute(&a, STR("x/../y")), path_join(&a, here, STR("y"))));
  assert_true(str_equal_c(path_absolute(&a, STR("/x/./y")), "/x/y"));
  assert_int_equal(path_resolved(&a, STR("nothing")).n, 0);
  write_file("file", "");
  assert_int_equal(symlink("file", "link"), 0);
  assert_true(str_equal(path_resolved(&a, STR("link")), path_resolved(&a, STR("file"))));
  arena_free(&a);
}

int main(void) {
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter, leave)
  const struct CMUnitTest tests[] = {
      TEST(test_kinds),   TEST(test_read),
      TEST(test_refused), TEST(test_read_what_lies_about_its_size),
      TEST(test_stdin),   TEST(test_list),
      TEST(test_paths),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
