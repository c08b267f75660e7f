/* Tests that a file is there as a whole or as it was, and that only what nobody writes is
 * cleared away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include "emit/disk/beside.h"
#include "emit/disk/disk.h"
#include "emit_place.h"

static int open_place(struct place *place) {
  int folder = disk_open_folder(path_of(place, ".").p);
  assert_true(folder >= 0);
  return folder;
}

static void assert_holds(struct place *place, const char *name, const char *text) {
  struct str found = read_file(place, name);
  assert_int_equal(found.n, strlen(text));
  assert_memory_equal(found.p, text, found.n);
}

static void it_takes_its_place_at_the_end(void **state) {
  struct place *place = *state;
  int folder = open_place(place);
  struct beside beside;
  write_file(place, "a.md", "old");
  assert_true(beside_open(&beside, &place->f.a, folder, STR("a.md")));
  assert_true(is_there(place, ".a.md.kbc-1"));
  assert_true(disk_write(beside.file, STR("new")));
  assert_holds(place, "a.md", "old");
  assert_true(beside_commit(&beside));
  assert_holds(place, "a.md", "new");
  assert_false(is_there(place, ".a.md.kbc-1"));
  disk_close(folder);
}

static void given_up_it_leaves_nothing(void **state) {
  struct place *place = *state;
  int folder = open_place(place);
  struct beside beside;
  assert_true(beside_open(&beside, &place->f.a, folder, STR("a.md")));
  errno = EDQUOT;
  beside_drop(&beside);
  assert_int_equal(errno, EDQUOT);
  assert_false(is_there(place, ".a.md.kbc-1"));
  assert_false(is_there(place, "a.md"));
  beside_drop(&beside);
  disk_close(folder);
}

static void what_a_kill_left_goes(void **state) {
  struct place *place = *state;
  int folder = open_place(place);
  struct beside beside;
  write_file(place, ".a.md.kbc-1", "half");
  assert_true(beside_open(&beside, &place->f.a, folder, STR("a.md")));
  assert_true(str_equal(beside.temporary, STR(".a.md.kbc-1")));
  assert_holds(place, ".a.md.kbc-1", "");
  beside_drop(&beside);
  disk_close(folder);
}

static void what_somebody_writes_stays(void **state) {
  struct place *place = *state;
  int folder = open_place(place);
  struct beside first, second;
  assert_true(beside_open(&first, &place->f.a, folder, STR("a.md")));
  assert_true(disk_write(first.file, STR("first")));
  assert_true(beside_open(&second, &place->f.a, folder, STR("a.md")));
  assert_true(str_equal(second.temporary, STR(".a.md.kbc-2")));
  assert_true(disk_write(second.file, STR("second")));
  assert_true(beside_commit(&first));
  assert_holds(place, "a.md", "first");
  assert_true(beside_commit(&second));
  assert_holds(place, "a.md", "second");
  disk_close(folder);
}

static void a_long_name_is_cut_between_characters(void **state) {
  struct place *place = *state;
  int folder = open_place(place);
  struct beside beside;
  struct buf name = {0};
  for (size_t i = 0; i < 84; i++)
    buf_add_c(&name, "\xEA\xB0\x80");
  assert_true(beside_open(&beside, &place->f.a, folder, buf_str(&name)));
  assert_int_equal(beside.temporary.n, 1 + 66 * 3 + strlen(".kbc-1"));
  assert_true(beside_commit(&beside));
  assert_true(is_there(place, arena_copy(&place->f.a, buf_str(&name)).p));
  buf_free(&name);
  disk_close(folder);
}

static void what_cannot_be_renamed_is_gone(void **state) {
  struct place *place = *state;
  int folder = open_place(place);
  struct beside beside;
  assert_int_equal(mkdir(path_of(place, "a.md").p, 0777), 0);
  assert_true(beside_open(&beside, &place->f.a, folder, STR("a.md")));
  assert_false(beside_commit(&beside));
  assert_int_equal(errno, EISDIR);
  assert_false(is_there(place, ".a.md.kbc-1"));
  disk_close(folder);
}

static void a_folder_is_the_same(void **state) {
  struct place *place = *state;
  int parent = open_place(place);
  struct str path = path_of(place, "."), first_name, second_name;
  assert_int_equal(mkdir(path_of(place, ".d.kbc-1").p, 0777), 0);
  write_file(place, ".d.kbc-1/half.md", "half");
  int first = beside_make_folder(&place->f.a, parent, path, STR("d"), &first_name);
  assert_true(first >= 0);
  assert_true(str_equal(first_name, STR(".d.kbc-1")));
  assert_false(is_there(place, ".d.kbc-1/half.md"));
  int second = beside_make_folder(&place->f.a, parent, path, STR("d"), &second_name);
  assert_true(second >= 0);
  assert_true(str_equal(second_name, STR(".d.kbc-2")));
  disk_close(first);
  disk_close(second);
  disk_close(parent);
}

static void no_folder_is_no_file(void **state) {
  struct place *place = *state;
  struct beside beside;
  struct str name;
  assert_false(beside_open(&beside, &place->f.a, -1, STR("a.md")));
  assert_int_equal(errno, EBADF);
  assert_int_equal(beside_make_folder(&place->f.a, -1, STR("x"), STR("d"), &name), -1);
  assert_int_equal(errno, EBADF);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(it_takes_its_place_at_the_end),
      TEST(given_up_it_leaves_nothing),
      TEST(what_a_kill_left_goes),
      TEST(what_somebody_writes_stays),
      TEST(a_long_name_is_cut_between_characters),
      TEST(what_cannot_be_renamed_is_gone),
      TEST(a_folder_is_the_same),
      TEST(no_folder_is_no_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
