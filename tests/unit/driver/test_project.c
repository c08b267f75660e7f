/* Tests of driver/project and of inputs over several: whose a file is, and what a root is. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "driver/config.h"
#include "driver/options.h"
#include "driver/project.h"
#include "driver/rules.h"
#include "folder_fixture.h"

static const char small[] = "kbc: 1\nname: small\nfrontmatter: {presence: optional}\n"
                            "corpus: {include: ['kb/**/*.md'], exclude: ['**/README.md']}\n";

struct desk {
  struct folder *folder;
  struct catalogue catalogue;
  struct policy policy;
  struct config config;
  struct projects projects;
  struct bag bag;
  bool is_good;
};

/* Reads the configuration of the folder `p` from the folder `from`. */
static void open_desk(struct desk *desk, struct folder *folder, const char *from) {
  *desk = (struct desk){.folder = folder, .bag = {&folder->a}};
  folder_go(folder, from);
  struct str error = {NULL, 0};
  assert_true(config_find(&folder->a, (struct str){NULL, 0}, &desk->config, &error));
  desk->catalogue = catalogue_new(&folder->a);
  desk->policy = policy_new(&folder->a, &desk->catalogue);
  desk->is_good =
      projects_read(&folder->a, &desk->bag, &desk->config, &desk->policy, &desk->projects);
}

static void make_nested(struct folder *folder) {
  static const char *const names[] = {"p/kb/a.md",         "p/kb/README.md", "p/draft.md",
                                      "p/in/kb/b.md",      "p/in/draft.md",  "p/in/x/kb/c.md",
                                      "p/kb/deep/kb/d.md", "p/kb/deep/e.md", "q/f.md"};
  folder_write(folder, "p/.git/", "");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    folder_write(folder, names[i], "x\n");
  folder_write(folder, "p/case.yaml", small);
  folder_write(folder, "p/kbc.yaml",
               "kbc: 1\nprojects:\n  - {root: in, schema: case.yaml, name: in}\n"
               "  - {root: kb/deep, schema: case.yaml, name: deep}\n"
               "  - {root: ., schema: case.yaml}\n");
}

/* "name: files…; " of each project that is used, with the marks of test_inputs. */
static void assert_found(struct folder *folder, const char *from, const char *path,
                         const char *expected) {
  struct desk desk;
  open_desk(&desk, folder, from);
  assert_true(desk.is_good);
  struct str word = str_from_c(path), error = {NULL, 0};
  struct str_list paths = {&word, word.n > 0};
  assert_true(inputs_find(&folder->a, &desk.config, &desk.projects, &paths, false, &error));
  struct buf out = {0};
  for (size_t i = 0; i < desk.projects.count; i++) {
    const struct project *project = &desk.projects.items[i];
    if (!project->is_used)
      continue;
    buf_printf(&out, "%s%.*s:%s", out.n > 0 ? "; " : "", STR_ARG(project->shown_root),
               project->inputs.is_filtered ? "!" : "");
    for (size_t j = 0; j < project->inputs.count; j++)
      buf_printf(&out, " %.*s%s", STR_ARG(project->inputs.items[j].path),
                 project->inputs.items[j].is_named ? "*" : "");
  }
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  projects_end(&desk.projects);
}

static void a_file_belongs_to_the_nearest_root(void **state) {
  struct folder *folder = *state;
  make_nested(folder);
  assert_found(folder, "p", "", "in: in/kb/b.md*; kb/deep: kb/deep/kb/d.md*; .: kb/a.md*");
  assert_found(folder, "p/kb", "", "../in: ../in/kb/b.md*; deep: deep/kb/d.md*; ..: a.md*");
  struct desk desk;
  open_desk(&desk, folder, "p");
  struct str path = str_from_c(folder_path(folder, "p/kb/deep/e.md"));
  assert_ptr_equal(projects_owner(&desk.projects, path), &desk.projects.items[1]);
  path = str_from_c(folder_path(folder, "p/kb/deeper"));
  assert_ptr_equal(projects_owner(&desk.projects, path), &desk.projects.items[2]);
  path = str_from_c(folder_path(folder, "q"));
  assert_ptr_equal(projects_owner(&desk.projects, path),
                   &desk.projects.items[desk.projects.stray]);
  projects_end(&desk.projects);
}

static void a_path_names_a_part_of_each(void **state) {
  struct folder *folder = *state;
  make_nested(folder);
  assert_found(folder, "p", "kb/a.md", ".:! kb/a.md*");
  assert_found(folder, "p", "kb/README.md", ".:! kb/a.md");
  assert_found(folder, "p", "kb", "kb/deep: kb/deep/kb/d.md*; .:! kb/a.md*");
  assert_found(folder, "p", "in/kb/b.md", "in:! in/kb/b.md*");
  assert_found(folder, "p", ".", "in: in/kb/b.md*; kb/deep: kb/deep/kb/d.md*; .: kb/a.md*");
}

static void a_path_outside_goes_to_its_project(void **state) {
  struct folder *folder = *state;
  make_nested(folder);
  assert_found(folder, "p", "draft.md", ".: draft.md*");
  assert_found(folder, "p", "in/draft.md", "in: in/draft.md*");
  assert_found(folder, "p", "kb/deep/e.md", "kb/deep: kb/deep/e.md*");
  assert_found(folder, "p", "../q", ".: ../q/f.md*");
  /* A folder around roots: each takes what is its own. */
  assert_found(folder, "p", "..",
               "in: in/draft.md* in/kb/b.md* in/x/kb/c.md*; "
               "kb/deep: kb/deep/e.md* kb/deep/kb/d.md*; "
               ".: draft.md* kb/a.md*; .: ../q/f.md*");
}

static void knows_one_project_as_well(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "p/.git/", "");
  folder_write(folder, "p/kbc.yaml", small);
  folder_write(folder, "p/kb/a.md", "x\n");
  folder_write(folder, "b.md", "x\n");
  assert_found(folder, "p", "", ".: kb/a.md*");
  assert_found(folder, "p", "..", ".: ../b.md* kb/a.md*");
  assert_found(folder, "p", "../b.md", ".: ../b.md*");
}

static void a_root_is_no_link(void **state) {
  struct folder *folder = *state;
  make_nested(folder);
  assert_int_equal(symlink("in", folder_path(folder, "p/alias")), 0);
  assert_int_equal(symlink("../q", folder_path(folder, "p/out")), 0);
  folder_write(folder, "p/kbc.yaml",
               "kbc: 1\nprojects:\n  - {root: alias, schema: case.yaml, name: a}\n"
               "  - {root: alias/x, schema: case.yaml, name: b}\n"
               "  - {root: out, schema: case.yaml, name: c}\n");
  struct desk desk;
  open_desk(&desk, folder, "p");
  assert_false(desk.is_good);
  assert_int_equal(desk.bag.count, 3);
  for (size_t i = 0; i < 3; i++)
    assert_ptr_equal(desk.bag.diags[i].rule, &driver_rules[DRIVER_RULE_PROJECT_PATH]);
  assert_true(str_equal_c(desk.bag.diags[1].message,
                          "\"alias/x\" leads through a link; name the folder itself"));
  projects_end(&desk.projects);
  /* That the folder of kbc.yaml has two names is nobody's fault. */
  make_nested(folder);
  assert_int_equal(symlink("p", folder_path(folder, "also")), 0);
  assert_found(folder, "also", "kb/a.md", ".:! kb/a.md*");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FOLDER_TEST(a_file_belongs_to_the_nearest_root),
      FOLDER_TEST(a_path_names_a_part_of_each),
      FOLDER_TEST(a_path_outside_goes_to_its_project),
      FOLDER_TEST(knows_one_project_as_well),
      FOLDER_TEST(a_root_is_no_link),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
