/* Tests that files in a folder of the folder are replaced, kept and refused as all others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit_place.h"

/* bedrock writes two files a case into a folder, the chunks go with it. */
static void choose(struct place *place, const char *name) {
  const struct emitter **chosen = arena_array(&place->f.a, const struct emitter *, 1);
  chosen[0] = emitter_find(str_from_c(name));
  place->f.request.emitters = chosen;
  place->f.request.emitter_count = 1;
}

static const char *text_of(struct place *place, size_t i) {
  return arena_printf(&place->f.a, "bedrock/%.*s.txt", STR_ARG(place->f.cases[i]->id)).p;
}

static struct str in_out(struct place *place, const char *name) {
  return arena_printf(&place->f.a, "out/%s", name);
}

static void what_has_not_changed_stays(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(place->report.file_count, 5);
  struct str first = in_out(place, text_of(place, 0));
  assert_true(read_file(place, first.p).n > 0);
  make_old(place, first.p);
  make_old(place, "out");
  assert_int_equal(build(place), EMIT_DONE);
  assert_false(place->report.has_changed);
  assert_true(is_old(place, "out"));
  fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(change_of(place, text_of(place, 0)), EMIT_SAME);
  assert_int_equal(change_of(place, text_of(place, 1)), EMIT_NEW);
  assert_true(is_old(place, first.p));
  assert_true(is_there(place, in_out(place, text_of(place, 1)).p));
  place->f.request.is_check = true;
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

static void a_case_that_is_gone_takes_its_files(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
  assert_int_equal(build(place), EMIT_DONE);
  place->f.kb.case_count = 1;
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(change_of(place, text_of(place, 1)), EMIT_GONE);
  assert_false(is_there(place, in_out(place, text_of(place, 1)).p));
  choose(place, "chunks");
  assert_int_equal(build(place), EMIT_DONE);
  assert_false(is_there(place, "out/bedrock"));
  assert_clean(place);
}

static void a_check_sees_an_edit(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  write_file(place, in_out(place, text_of(place, 0)).p, "by hand");
  place->f.request.is_check = true;
  assert_int_equal(build(place), EMIT_STALE);
  assert_int_equal(change_of(place, text_of(place, 0)), EMIT_CHANGED);
  place->f.request.is_check = false;
  assert_int_equal(build(place), EMIT_DONE);
  assert_true(str_find(read_file(place, in_out(place, text_of(place, 0)).p), STR("bank"), 0) !=
              STR_NONE);
}

static void a_stranger_is_refused(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  write_file(place, "out/bedrock/mine.txt", "mine");
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/bedrock/mine.txt");
  assert_int_equal(unlink(path_of(place, "out/bedrock/mine.txt").p), 0);
  assert_int_equal(mkdir(path_of(place, "out/bedrock/sub").p, 0777), 0);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/bedrock/sub");
  assert_int_equal(rmdir(path_of(place, "out/bedrock/sub").p), 0);
  struct str first = in_out(place, text_of(place, 0));
  assert_int_equal(unlink(path_of(place, first.p).p), 0);
  assert_int_equal(symlink("/dev/null", path_of(place, first.p).p), 0);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", first.p);
}

/* Neither read nor written through. */
static void a_link_in_its_place_is_refused(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(rename(path_of(place, "out/bedrock").p, path_of(place, "elsewhere").p), 0);
  assert_int_equal(symlink("../elsewhere", path_of(place, "out/bedrock").p), 0);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/bedrock");
  assert_true(is_there(place, "elsewhere"));
}

/* A manifest gives no right to what stands deeper, or elsewhere. */
static void a_manifest_claims_no_more_than_files(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(mkdir(path_of(place, "out").p, 0777), 0);
  assert_int_equal(mkdir(path_of(place, "out/a").p, 0777), 0);
  assert_int_equal(mkdir(path_of(place, "out/a/b").p, 0777), 0);
  write_file(place, "out/a/b/c.txt", "mine");
  write_file(place, "mine.txt", "mine");
  write_file(place, "out/manifest.json",
             "{\"format\":\"kbc-manifest\",\"files\":[\n{\"name\":\"a/b/c.txt\"},\n"
             "{\"name\":\"a/../../mine.txt\"},\n{\"name\":\"../mine.txt\"}\n]}\n");
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/a/b");
  assert_true(is_there(place, "mine.txt"));
  assert_true(is_there(place, "out/a/b/c.txt"));
}

static void a_broken_manifest_is_no_obstacle(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  struct str good = read_file(place, "out/manifest.json");
  struct str cut = arena_printf(&place->f.a, "%.*s", 60, good.p);
  write_file(place, "out/manifest.json", cut.p);
  assert_int_equal(build(place), EMIT_DONE);
  assert_true(str_equal(read_file(place, "out/manifest.json"), good));
  write_file(place, "out/bedrock/no-id.txt", "mine");
  write_file(place, "out/manifest.json", cut.p);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/bedrock/no-id.txt");
}

/* File by file: the folder in it is made, filled, emptied and taken away. */
static void the_working_folder_stays(void **state) {
  struct place *place = *state;
  choose(place, "chunks");
  assert_int_equal(build(place), EMIT_DONE);
  place->f.request.working_folder = path_of(place, "out");
  place->f.request.folder = STR(".");
  struct stat before, after;
  assert_int_equal(stat(path_of(place, "out").p, &before), 0);
  choose(place, "bedrock");
  fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
  assert_int_equal(build(place), EMIT_DONE);
  assert_finding(place, "output-not-replaced", ".");
  assert_true(is_there(place, in_out(place, text_of(place, 1)).p));
  place->f.kb.case_count = 1;
  assert_int_equal(build(place), EMIT_DONE);
  assert_false(is_there(place, in_out(place, text_of(place, 1)).p));
  assert_true(is_there(place, in_out(place, text_of(place, 0)).p));
  place->f.request.is_check = true;
  assert_int_equal(build(place), EMIT_DONE);
  place->f.request.is_check = false;
  choose(place, "chunks");
  assert_int_equal(build(place), EMIT_DONE);
  assert_false(is_there(place, "out/bedrock"));
  assert_int_equal(stat(path_of(place, "out").p, &after), 0);
  assert_int_equal(before.st_ino, after.st_ino);
  assert_clean(place);
}

static void leftovers_are_cleared_away(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(mkdir(path_of(place, ".out.kbc-12-0").p, 0777), 0);
  assert_int_equal(mkdir(path_of(place, ".out.kbc-12-0/bedrock").p, 0777), 0);
  write_file(place, ".out.kbc-12-0/bedrock/x.txt", "half");
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

/* While it is being replaced, somebody puts a file of his own into it. */
static bool put_a_file(void *context) {
  struct place *place = context;
  write_file(place, "out/bedrock/mine.txt", "mine");
  return true;
}

static void what_came_in_meanwhile_is_kept(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  assert_int_equal(build(place), EMIT_DONE);
  place->f.request.before_commit = put_a_file;
  place->f.request.context = place;
  choose(place, "chunks");
  assert_int_equal(build(place), EMIT_DONE);
  assert_true(str_equal_c(read_file(place, "out/bedrock/mine.txt"), "mine"));
  assert_false(is_there(place, in_out(place, text_of(place, 0)).p));
  place->f.request.before_commit = NULL;
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_clean(place);
}

static bool say_no(void *context) {
  (void)context;
  return false;
}

static void the_caller_may_call_it_off(void **state) {
  struct place *place = *state;
  choose(place, "bedrock");
  place->f.request.before_commit = say_no;
  assert_int_equal(build(place), EMIT_STOPPED);
  assert_false(is_there(place, "out"));
  place->f.request.before_commit = NULL;
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_has_not_changed_stays),
      TEST(a_case_that_is_gone_takes_its_files),
      TEST(a_check_sees_an_edit),
      TEST(a_stranger_is_refused),
      TEST(a_link_in_its_place_is_refused),
      TEST(a_manifest_claims_no_more_than_files),
      TEST(a_broken_manifest_is_no_obstacle),
      TEST(the_working_folder_stays),
      TEST(leftovers_are_cleared_away),
      TEST(what_came_in_meanwhile_is_kept),
      TEST(the_caller_may_call_it_off),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
