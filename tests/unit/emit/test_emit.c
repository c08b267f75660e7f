/* Tests emit/emit.c on a real folder: what is replaced, what is kept, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit_place.h"

#include <sys/wait.h>

static void a_new_folder(void **state) {
  struct place *place = *state;
  place->f.request.folder = STR("a/b/../b/out/");
  assert_int_equal(build(place), EMIT_DONE);
  assert_true(place->report.has_changed);
  assert_int_equal(place->report.case_count, 1);
  assert_int_equal(place->report.chunk_count, 1);
  assert_int_equal(change_of(place, "chunks.jsonl"), EMIT_NEW);
  assert_int_equal(place->bag.count, 0);
  assert_true(str_starts_with(read_file(place, "a/b/out/chunks.jsonl"), STR("{\"id\":")));
  assert_false(is_there(place, "a/b/.out.kbc-lock"));
}

static void nothing_changes_twice(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  make_old(place, "out");
  make_old(place, "out/kb.json");
  assert_int_equal(build(place), EMIT_DONE);
  assert_false(place->report.has_changed);
  assert_true(is_old(place, "out"));
  assert_true(is_old(place, "out/kb.json"));
  place->f.request.is_check = true;
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

static void what_has_not_changed_keeps_its_time(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  make_old(place, "out/chunk.schema.json");
  make_old(place, "out/kb.json");
  fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
  assert_int_equal(build(place), EMIT_DONE);
  assert_true(is_old(place, "out/chunk.schema.json"));
  assert_false(is_old(place, "out/kb.json"));
  assert_int_equal(change_of(place, "kb.json"), EMIT_CHANGED);
  assert_int_equal(change_of(place, "chunk.schema.json"), EMIT_SAME);
  assert_clean(place);
}

static void a_check_touches_nothing(void **state) {
  struct place *place = *state;
  place->f.request.is_check = true;
  assert_int_equal(build(place), EMIT_STALE);
  assert_false(is_there(place, "out"));
  place->f.request.is_check = false;
  assert_int_equal(build(place), EMIT_DONE);
  struct str kb = read_file(place, "out/kb.json");
  write_file(place, "out/sample.log", "");
  assert_int_equal(unlink(path_of(place, "out/chunks.json").p), 0);
  place->f.request.is_check = true;
  make_old(place, "out");
  assert_int_equal(build(place), EMIT_STALE);
  assert_int_equal(change_of(place, "sample.log"), EMIT_CHANGED);
  assert_int_equal(change_of(place, "chunks.json"), EMIT_NEW);
  assert_int_equal(change_of(place, "kb.json"), EMIT_SAME);
  assert_true(str_equal(read_file(place, "out/kb.json"), kb));
  assert_true(is_old(place, "out"));
  assert_clean(place);
}

static void edits_by_hand_are_undone(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  struct str kb = read_file(place, "out/kb.json");
  struct str longer = arena_printf(&place->f.a, "%.*sx", STR_ARG(kb));
  struct str shorter = arena_printf(&place->f.a, "%.*s", (int)kb.n - 1, kb.p);
  const char *edits[] = {longer.p, shorter.p, "", "{}"};
  for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
    write_file(place, "out/kb.json", edits[i]);
    make_old(place, "out/manifest.json");
    assert_int_equal(build(place), EMIT_DONE);
    assert_int_equal(change_of(place, "kb.json"), EMIT_CHANGED);
    assert_true(str_equal(read_file(place, "out/kb.json"), kb));
    assert_true(is_old(place, "out/manifest.json"));
  }
}

static void fewer_emitters_leave_fewer_files(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  const struct emitter *chosen[] = {emitter_find(STR("kb")), emitter_find(STR("kb"))};
  place->f.request.emitters = chosen;
  place->f.request.emitter_count = 2;
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(change_of(place, "chunks.json"), EMIT_GONE);
  assert_int_equal(change_of(place, "kb.json"), EMIT_SAME);
  assert_false(is_there(place, "out/chunks.json"));
  assert_true(is_there(place, "out/kb.json"));
  assert_null(emitter_find(STR("KB")));
  assert_null(emitter_at(100));
  assert_clean(place);
}

static void what_is_not_ours_is_refused(void **state) {
  struct place *place = *state;
  assert_int_equal(mkdir(path_of(place, "out").p, 0777), 0);
  write_file(place, "out/kb.json", "mine");
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/kb.json");
  assert_true(str_equal_c(read_file(place, "out/kb.json"), "mine"));
  write_file(place, "out/manifest.json", "{\"name\":\"my web page\"}");
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_clean(place);
}

static void a_stranger_among_ours_is_refused(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  write_file(place, "out/notes.txt", "mine");
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/notes.txt");
  assert_int_equal(unlink(path_of(place, "out/notes.txt").p), 0);
  assert_int_equal(mkdir(path_of(place, "out/sub").p, 0777), 0);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_int_equal(rmdir(path_of(place, "out/sub").p), 0);
  assert_int_equal(unlink(path_of(place, "out/kb.json").p), 0);
  assert_int_equal(symlink("chunks.json", path_of(place, "out/kb.json").p), 0);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out/kb.json");
  assert_clean(place);
}

static void what_is_no_folder_is_refused(void **state) {
  struct place *place = *state;
  write_file(place, "out", "mine");
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_finding(place, "output-foreign", "out");
  assert_int_equal(unlink(path_of(place, "out").p), 0);
  assert_int_equal(symlink("nowhere", path_of(place, "out").p), 0);
  assert_int_equal(build(place), EMIT_FOREIGN);
  assert_false(is_there(place, "nowhere"));
  assert_clean(place);
}

static void a_link_to_a_folder_stays_one(void **state) {
  struct place *place = *state;
  assert_int_equal(mkdir(path_of(place, "real").p, 0777), 0);
  assert_int_equal(symlink("real", path_of(place, "out").p), 0);
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(file_kind_of(path_of(place, "out").p, false), FILE_LINK);
  assert_true(is_there(place, "real/kb.json"));
}

static void a_broken_manifest_is_no_obstacle(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  struct str good = read_file(place, "out/manifest.json");
  size_t entry = str_find(good, STR("{\"name\":\"kb.json\""), 0);
  struct str conflict = arena_printf(
      &place->f.a,
      "%.*s<<<<<<< HEAD\n%.*s=======\n{\"name\":\"other.txt\"},\n>>>>>>> topic\n%.*s",
      (int)entry, good.p, 20, good.p + entry, (int)(good.n - entry - 20), good.p + entry + 20);
  write_file(place, "out/other.txt", "ours, too");
  write_file(place, "out/manifest.json", conflict.p);
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(change_of(place, "other.txt"), EMIT_GONE);
  assert_true(str_equal(read_file(place, "out/manifest.json"), good));
  write_file(place, "out/manifest.json", arena_printf(&place->f.a, "%.*s", 30, good.p).p);
  assert_int_equal(build(place), EMIT_DONE);
  assert_true(str_equal(read_file(place, "out/manifest.json"), good));
  write_file(place, "out/notes.txt", "mine");
  write_file(place, "out/manifest.json", arena_printf(&place->f.a, "%.*s", 30, good.p).p);
  assert_int_equal(build(place), EMIT_FOREIGN);
}

static bool say_no(void *context) {
  ++*(int *)context;
  return false;
}

static void the_caller_may_call_it_off(void **state) {
  struct place *place = *state;
  int calls = 0;
  place->f.request.before_commit = say_no;
  place->f.request.context = &calls;
  assert_int_equal(build(place), EMIT_STOPPED);
  assert_int_equal(calls, 1);
  assert_false(is_there(place, "out"));
  place->f.request.before_commit = NULL;
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

static void leftovers_are_cleared_away(void **state) {
  struct place *place = *state;
  assert_int_equal(mkdir(path_of(place, ".out.kbc-12-0").p, 0777), 0);
  write_file(place, ".out.kbc-12-0/kb.json", "half");
  write_file(place, ".out.kbc-lock", "");
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(mkdir(path_of(place, "out/.kbc-13-0").p, 0777), 0);
  write_file(place, "out/.kbc-13-0/kb.json", "half");
  assert_int_equal(build(place), EMIT_DONE);
  assert_false(is_there(place, "out/.kbc-13-0"));
  assert_clean(place);
}

/* The working folder is never taken from under anybody's feet: file by file, with a note. */
static void the_working_folder_stays(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  place->f.request.working_folder = path_of(place, "out");
  place->f.request.folder = STR(".");
  struct stat before, after;
  assert_int_equal(stat(path_of(place, "out").p, &before), 0);
  make_old(place, "out/chunk.schema.json");
  fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
  assert_int_equal(build(place), EMIT_DONE);
  assert_finding(place, "output-not-replaced", ".");
  assert_int_equal(stat(path_of(place, "out").p, &after), 0);
  assert_int_equal(before.st_ino, after.st_ino);
  assert_true(is_old(place, "out/chunk.schema.json"));
  place->f.request.is_check = true;
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

static void an_unfinished_replacement_is_finished(void **state) {
  struct place *place = *state;
  assert_int_equal(build(place), EMIT_DONE);
  write_file(
      place, "out/manifest.json",
      "{\"format\":\"kbc-manifest\",\"version\":1,\"kbc\":\"0\",\"state\":\"incomplete\","
      "\"files\":[\n{\"name\":\"old.h\"},\n{\"name\":\"kb.json\"},\n{\"name\":\"chunks.json\"},"
      "\n"
      "{\"name\":\"chunks.jsonl\"},\n{\"name\":\"chunk.schema.json\"},\n"
      "{\"name\":\"kb.schema.json\"},\n{\"name\":\"kb.h\"},\n{\"name\":\"kb.c\"},\n"
      "{\"name\":\"rules.md\"},\n{\"name\":\"sample.log\"},\n"
      "{\"name\":\"sample.labels.jsonl\"}\n]}\n");
  write_file(place, "out/old.h", "");
  assert_int_equal(build(place), EMIT_DONE);
  assert_int_equal(change_of(place, "old.h"), EMIT_GONE);
  assert_true(str_find(read_file(place, "out/manifest.json"), STR("\"complete\""), 0) !=
              STR_NONE);
}

static void two_cases_with_one_id_are_refused(void **state) {
  struct place *place = *state;
  fixture_case(&place->f, "kb/again.md", FIXTURE_TIMEOUT);
  assert_int_equal(build(place), EMIT_REFUSED);
  assert_finding(place, "output-id-duplicate", "kb/again.md");
  assert_false(is_there(place, "out"));
}

/* Several at once: each waits for the others, and what stands at the end is one of them, whole.
 */
static void builds_take_turns(void **state) {
  struct place *place = *state;
  for (int i = 0; i < 8; i++) {
    pid_t child = fork();
    if (child == 0) {
      for (int round = 0; round < 5; round++) {
        if (i % 2 == round % 2 && place->f.kb.case_count == 1)
          fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
        if (build(place) != EMIT_DONE)
          _exit(1);
      }
      _exit(0);
    }
  }
  for (int i = 0; i < 8; i++) {
    int status = 0;
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
  }
  fixture_case(&place->f, "kb/disk.md", FIXTURE_DISK);
  assert_int_equal(build(place), EMIT_DONE);
  assert_clean(place);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_new_folder),
      TEST(nothing_changes_twice),
      TEST(what_has_not_changed_keeps_its_time),
      TEST(a_check_touches_nothing),
      TEST(edits_by_hand_are_undone),
      TEST(fewer_emitters_leave_fewer_files),
      TEST(what_is_not_ours_is_refused),
      TEST(a_stranger_among_ours_is_refused),
      TEST(what_is_no_folder_is_refused),
      TEST(a_link_to_a_folder_stays_one),
      TEST(a_broken_manifest_is_no_obstacle),
      TEST(the_caller_may_call_it_off),
      TEST(leftovers_are_cleared_away),
      TEST(the_working_folder_stays),
      TEST(an_unfinished_replacement_is_finished),
      TEST(two_cases_with_one_id_are_refused),
      TEST(builds_take_turns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
