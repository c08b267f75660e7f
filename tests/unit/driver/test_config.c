/* Tests of driver/config: which schema is found, and what its globs are relative to. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "driver/config.h"
#include "folder_fixture.h"

static const char *text_of(struct folder *folder, struct str s) {
  return arena_copy(&folder->a, s).p;
}

/* From the folder `from`: the schema as it is shown, and the root below the test's folder. */
static void assert_config(struct folder *folder, const char *from, const char *option,
                          const char *schema, const char *root, const char *shown_root) {
  folder_go(folder, from);
  struct config config;
  struct str error = {NULL, 0};
  assert_true(config_find(&folder->a, str_from_c(option), &config, &error));
  assert_string_equal(text_of(folder, config.schema_path), schema);
  assert_string_equal(text_of(folder, config.root), folder_path(folder, root));
  struct str shown = path_relative(&folder->a, config.root, config.working_folder);
  assert_string_equal(text_of(folder, shown), shown_root);
  assert_string_equal(text_of(folder, config.working_folder), folder_path(folder, from));
}

static void looks_upward(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/schema/case.yaml", "x");
  folder_write(folder, "p/kb/db/", "");
  assert_config(folder, "p", "", "schema/case.yaml", "p", ".");
  assert_config(folder, "p/kb/db", "", "../../schema/case.yaml", "p", "../..");
  assert_config(folder, "p/schema", "", "case.yaml", "p", "..");
}

/* Wherever kbc runs, a file has one place in its corpus. */
static void places_are_relative_to_the_root(void **state) {
  struct folder *folder = *state;
  struct str root = STR("/srv/project"), here = STR("/srv/project/sub");
  struct arena *a = &folder->a;
  assert_true(str_equal_c(config_place(a, root, here, STR("../kb/a.md")), "kb/a.md"));
  assert_true(str_equal_c(config_place(a, root, here, STR("a.md")), "sub/a.md"));
  assert_true(
      str_equal_c(config_place(a, root, here, STR("/srv/other/a.md")), "../other/a.md"));
}

static void takes_the_nearest(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/kbc.yaml", "x");
  folder_write(folder, "p/a/schema/case.yaml", "x");
  folder_write(folder, "p/a/b/", "");
  assert_config(folder, "p/a/b", "", "../schema/case.yaml", "p/a", "..");
  assert_config(folder, "p", "", "kbc.yaml", "p", ".");
}

static void prefers_kbc_yaml_in_one_folder(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/kbc.yaml", "x");
  folder_write(folder, "p/schema/case.yaml", "x");
  folder_write(folder, "p/schema/kbc.yaml", "x");
  assert_config(folder, "p", "", "kbc.yaml", "p", ".");
  /* The globs of kbc.yaml are relative to its folder, whatever that is called. */
  assert_config(folder, "p/schema", "", "kbc.yaml", "p/schema", ".");
}

static void stops_at_the_repository(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "kbc.yaml", "x");
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/a/", "");
  folder_write(folder, "w/.git", "gitdir: elsewhere\n"); /* a worktree or submodule */
  assert_config(folder, "p/a", "", "", "p/a", ".");
  assert_config(folder, "w", "", "", "w", ".");
  folder_write(folder, ".git/", "");
  assert_config(folder, "p/a", "", "", "p/a", ".");
  folder_write(folder, "q/", "");
  assert_config(folder, "q", "", "../kbc.yaml", "", "..");
}

static void ignores_what_is_no_file(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/kbc.yaml/", "");
  folder_write(folder, "p/schema/case.yaml/", "");
  assert_config(folder, "p", "", "", "p", ".");
}

static void takes_what_the_caller_names(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/kbc.yaml", "x");
  folder_write(folder, "p/a/other.yaml", "x");
  folder_write(folder, "p/a/schema/mine.yaml", "x");
  assert_config(folder, "p", "a/other.yaml", "a/other.yaml", "p/a", "a");
  assert_config(folder, "p/a", "schema/mine.yaml", "schema/mine.yaml", "p/a", ".");
  assert_config(folder, "p/a/schema", "./mine.yaml", "mine.yaml", "p/a", "..");
  assert_config(folder, "p/a", folder_path(folder, "p/a/schema/mine.yaml"), "schema/mine.yaml",
                "p/a", ".");
}

static void refuses_what_does_not_exist(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "schema/", "");
  folder_go(folder, "");
  struct config config;
  struct str error = {NULL, 0};
  assert_false(config_find(&folder->a, STR("nix.yaml"), &config, &error));
  assert_string_equal(text_of(folder, error), "--schema: \"nix.yaml\" does not exist");
  assert_false(config_find(&folder->a, STR("schema"), &config, &error));
  assert_string_equal(text_of(folder, error), "--schema: \"schema\" is a folder");
}

static void knows_the_repository(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/a/b/", "");
  folder_go(folder, "p/a/b");
  struct config config;
  struct str error = {NULL, 0};
  assert_true(config_find(&folder->a, (struct str){NULL, 0}, &config, &error));
  assert_string_equal(text_of(folder, config.repository), folder_path(folder, "p"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FOLDER_TEST(places_are_relative_to_the_root),
      FOLDER_TEST(looks_upward),
      FOLDER_TEST(takes_the_nearest),
      FOLDER_TEST(prefers_kbc_yaml_in_one_folder),
      FOLDER_TEST(stops_at_the_repository),
      FOLDER_TEST(ignores_what_is_no_file),
      FOLDER_TEST(takes_what_the_caller_names),
      FOLDER_TEST(refuses_what_does_not_exist),
      FOLDER_TEST(knows_the_repository),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
