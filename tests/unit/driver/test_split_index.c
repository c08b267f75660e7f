/* The index of a split: what is written is read again, and what kbc would not write is refused.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp, nftw */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "driver/layout/split_index.h"
#include "folder_fixture.h"

#define HASH "\"hash\":\"0123456789abcdef0123456789abcdef\""

static enum split_index_state read_text(struct folder *folder, const char *text,
                                        struct split_index *index) {
  struct str error = {NULL, 0};
  folder_write(folder, SPLIT_INDEX_NAME, text);
  return split_index_read(&folder->a, STR("."), index, &error);
}

static void test_round_trip(void **state) {
  struct folder *folder = *state;
  struct split_entry entries[] = {
      {STR_INIT("a.md"), STR_INIT("0123456789abcdef0123456789abcdef"), true, STR_INIT("\r\n"),
       STR_INIT("\n---\n\n")},
      {STR_INIT("카드.md"), STR_INIT("0123456789abcdef0123456789abcdee"), false, STR_INIT(""),
       STR_INIT("\t\"\\ \x7F </script> \xE2\x80\xA8")},
  };
  struct split_index index = {STR("\xEF\xBB\xBF# T\n"), entries, 2}, read;
  struct str text = split_index_text(&folder->a, &index);
  assert_int_equal(read_text(folder, text.p, &read), SPLIT_INDEX_READ);
  assert_true(str_equal(read.head, index.head));
  assert_int_equal(read.count, 2);
  for (size_t i = 0; i < 2; i++) {
    assert_true(str_equal(read.entries[i].file, entries[i].file));
    assert_true(str_equal(read.entries[i].hash, entries[i].hash));
    assert_true(str_equal(read.entries[i].between, entries[i].between));
    assert_true(str_equal(read.entries[i].behind, entries[i].behind));
    assert_int_equal(read.entries[i].is_moved, entries[i].is_moved);
  }
}

static void test_absent(void **state) {
  struct folder *folder = *state;
  struct split_index index;
  struct str error = {NULL, 0};
  assert_int_equal(split_index_read(&folder->a, STR("."), &index, &error), SPLIT_INDEX_NONE);
}

static void test_refused(void **state) {
  struct folder *folder = *state;
  static const char *const texts[] = {
      "",
      "{}",
      "[]",
      "{\"kbc-split\":2,\"head\":\"\",\"cases\":[]}",
      "{\"kbc-split\":\"1\",\"head\":\"\",\"cases\":[]}",
      "{\"kbc-split\":1,\"head\":\"\\u0000\",\"cases\":[]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"a.md\"}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"a.md\",\"hash\":\"short\"}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"../a.md\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"/etc/a.md\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\".a.md\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\".md\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"notes.txt\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[7]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"a.md\"," HASH "},{\"file\":\"a.md\"," HASH "}]}",
      "{\"kbc-split\":1,\"cases\":[{\"file\":\"a.md\"," HASH ",\"between\":\"text\"}]}",
  };
  struct split_index index;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (read_text(folder, texts[i], &index) != SPLIT_INDEX_REFUSED)
      print_error("%s\n", texts[i]);
    assert_int_equal(read_text(folder, texts[i], &index), SPLIT_INDEX_REFUSED);
  }
}

static void test_link_is_not_followed(void **state) {
  struct folder *folder = *state;
  struct split_index index;
  struct str error = {NULL, 0};
  folder_write(folder, "elsewhere", "{\"kbc-split\":1,\"head\":\"\",\"cases\":[]}");
  assert_int_equal(symlink("elsewhere", SPLIT_INDEX_NAME), 0);
  assert_int_equal(split_index_read(&folder->a, STR("."), &index, &error), SPLIT_INDEX_REFUSED);
}

static void test_plain_glue(void **state) {
  (void)state;
  assert_true(is_plain_glue(STR("")) && is_plain_glue(STR("\n---\r\n  \n-----\n")));
  assert_false(is_plain_glue(STR("\n---\n# Part\n")) || is_plain_glue(STR("- -")));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      FOLDER_TEST(test_round_trip),      FOLDER_TEST(test_absent),
      FOLDER_TEST(test_refused),         FOLDER_TEST(test_link_is_not_followed),
      cmocka_unit_test(test_plain_glue),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
