/* Tests of driver/schema_files: which file a reference leads to, and which it may not. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/json_schema.h"
#include "driver/config.h"
#include "driver/schema_files.h"
#include "folder_fixture.h"

/* Of the schema p/schema/case.yaml, seen from the folder `from`. */
static struct schema_files files_from(struct folder *folder, const char *from,
                                      const char *schema) {
  folder_go(folder, from);
  struct config config;
  struct str error = {NULL, 0};
  assert_true(config_find(&folder->a, str_from_c(schema), &config, &error));
  return schema_files_new(&folder->a, config.working_folder, config.repository,
                          config.schema_path);
}

static void assert_file(struct schema_files *files, const char *uri, const char *path) {
  struct json_schema_absence absence = {.was_reported = false};
  const struct schema_file *file = schema_files_find(files, str_from_c(uri), &absence);
  assert_non_null(file);
  assert_string_equal(arena_copy(files->a, file->path).p, path);
  assert_ptr_equal(schema_files_find(files, str_from_c(uri), &absence), file);
}

static void assert_refused(struct schema_files *files, const char *uri, const char *message) {
  struct json_schema_absence absence = {.was_reported = false};
  assert_null(schema_files_find(files, str_from_c(uri), &absence));
  assert_string_equal(arena_copy(files->a, absence.message).p, message);
}

static void write_project(struct folder *folder) {
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/kb/db/", "");
  folder_write(folder, "p/schema/case.yaml", "x");
  folder_write(folder, "p/schema/a b#1.yaml", "x");
  folder_write(folder, "p/parts/c.json", "x");
  folder_write(folder, "other/case.yaml", "x");
  folder_write(folder, "other/d.json", "x");
}

/* The same URI wherever the working folder is, and a path as it is shown there. */
static void paths_are_shown_from_the_working_folder(void **state) {
  struct folder *folder = *state;
  write_project(folder);
  struct schema_files files = files_from(folder, "p", "");
  assert_string_equal(arena_copy(files.a, files.base).p, "schema/case.yaml");
  assert_file(&files, "schema/a%20b%231.yaml", "schema/a b#1.yaml");
  assert_file(&files, "parts/c.json", "parts/c.json");
  files = files_from(folder, "p/kb/db", "");
  assert_string_equal(arena_copy(files.a, files.base).p, "schema/case.yaml");
  assert_file(&files, "parts/c.json", "../../parts/c.json");
  files = files_from(folder, "p/schema", "a b#1.yaml");
  assert_string_equal(arena_copy(files.a, files.base).p, "schema/a%20b%231.yaml");
}

static void nothing_outside_is_read(void **state) {
  struct folder *folder = *state;
  write_project(folder);
  assert_int_equal(symlink("../other", folder_path(folder, "p/out")), 0);
  assert_int_equal(symlink("parts", folder_path(folder, "p/in")), 0);
  struct schema_files files = files_from(folder, "p", "");
  assert_refused(&files, "../other/d.json",
                 "\"../other/d.json\" lies outside of the repository");
  assert_refused(&files, "out/d.json", "\"out/d.json\" lies outside of the repository");
  assert_file(&files, "in/c.json", "in/c.json");
}

/* A schema that lies in no repository of ours has its own folder, and nothing above it. */
static void a_schema_from_elsewhere_has_its_folder(void **state) {
  struct folder *folder = *state;
  write_project(folder);
  struct schema_files files = files_from(folder, "p", "../other/case.yaml");
  assert_string_equal(arena_copy(files.a, files.base).p, "case.yaml");
  assert_file(&files, "d.json", "../other/d.json");
  assert_refused(&files, "../p/parts/c.json",
                 "\"parts/c.json\" lies outside of the repository");
}

static void there_is_an_end_to_files(void **state) {
  struct folder *folder = *state;
  write_project(folder);
  struct schema_files files = files_from(folder, "p", "");
  for (int i = 0; i <= 64; i++) {
    struct str name = arena_printf(&folder->a, "parts/f%d.json", i);
    folder_write(folder, arena_printf(&folder->a, "p/%s", name.p).p, "{}");
    if (i < 64)
      assert_file(&files, name.p, name.p);
    else
      assert_refused(&files, name.p, "this schema refers to more than 64 files");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FOLDER_TEST(paths_are_shown_from_the_working_folder),
      FOLDER_TEST(nothing_outside_is_read),
      FOLDER_TEST(a_schema_from_elsewhere_has_its_folder),
      FOLDER_TEST(there_is_an_end_to_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
