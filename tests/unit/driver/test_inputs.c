/* Tests of driver/inputs: when a PATH is a part of the corpus, and when a knowledge base of its
 * own. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "driver/config.h"
#include "driver/finder.h"
#include "driver/inputs.h"
#include "driver/options.h"
#include "driver/project.h"
#include "folder_fixture.h"
#include "model/schema.h"

/* A project with a corpus kb/, an excluded file in it, and files beside it. */
static void make_project(struct folder *folder) {
  static const char *const names[] = {"p/kb/a.md",        "p/kb/README.md", "p/kb/db/b.md",
                                      "p/kb/db/c.md",     "p/kb/db/x.txt",  "p/docs/d.md",
                                      "p/docs/more/e.md", "out/f.md",       "p/kbc.yaml"};
  folder_write(folder, "p/.git/", "");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    folder_write(folder, names[i], "x\n");
}

static struct str include[] = {STR_INIT("kb/**/*.md")}, exclude[] = {STR_INIT("**/README.md")};

static struct schema schema = {
    .include = include, .include_count = 1, .exclude = exclude, .exclude_count = 1};

struct found {
  struct inputs inputs;
  struct bag bag;
  struct str error;
  bool is_good;
};

/* The words between spaces. */
static struct str_list list_of(struct folder *folder, const char *words) {
  struct str_list list = {0};
  struct str rest = str_from_c(words);
  while (rest.n > 0) {
    size_t space = str_find_char(rest, ' ', 0);
    list.items = arena_grow(&folder->a, list.items, list.count, sizeof *list.items);
    list.items[list.count++] = arena_copy(&folder->a, str_slice(rest, 0, space));
    rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, space + 1, rest.n);
  }
  return list;
}

/* `paths` are separated by spaces. */
static struct found find(struct folder *folder, const char *from, const char *paths) {
  struct found found = {.bag = {.arena = &folder->a}};
  folder_go(folder, from);
  struct config config;
  assert_true(config_find(&folder->a, (struct str){NULL, 0}, &config, &found.error));
  struct project project = {.root = config.root, .has_corpus = true};
  project.shown_root = path_relative(&folder->a, config.root, config.working_folder);
  project.run = (struct pipeline){.schema = &schema, .bag = {.arena = &folder->a}};
  struct projects projects = {&project, 1, 0, &project.root, 1};
  struct str_list list = list_of(folder, paths);
  found.is_good = inputs_find(&folder->a, &config, &projects, &list, false, &found.error);
  found.inputs = project.inputs;
  found.bag = project.run.bag;
  return found;
}

/* The files of the knowledge base, "*" behind those that are named, "!" before a filter. */
static void assert_found(struct folder *folder, const char *from, const char *paths,
                         const char *expected) {
  struct found found = find(folder, from, paths);
  assert_true(found.is_good);
  struct buf out = {0};
  size_t named = 0;
  buf_add_c(&out, found.inputs.is_filtered ? "!" : "");
  for (size_t i = 0; i < found.inputs.count; i++) {
    const struct input *input = &found.inputs.items[i];
    buf_printf(&out, "%s%.*s%s", i > 0 ? " " : "", STR_ARG(input->path),
               input->is_named ? "*" : "");
    named += input->is_named;
  }
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  assert_int_equal(found.inputs.named_count, named);
  buf_free(&out);
}

static void takes_the_corpus_without_a_path(void **state) {
  make_project(*state);
  assert_found(*state, "p", "", "kb/a.md* kb/db/b.md* kb/db/c.md*");
  assert_found(*state, "p/kb/db", "", "../a.md* b.md* c.md*");
  assert_found(*state, "p/docs", "", "../kb/a.md* ../kb/db/b.md* ../kb/db/c.md*");
}

/* The root is the whole corpus, not a part of it. */
static void takes_the_root_for_all_of_it(void **state) {
  make_project(*state);
  assert_found(*state, "p", ".", "kb/a.md* kb/db/b.md* kb/db/c.md*");
  assert_found(*state, "p/docs", "..", "../kb/a.md* ../kb/db/b.md* ../kb/db/c.md*");
  assert_found(*state, "p", "kb/a.md .", "kb/a.md* kb/db/b.md* kb/db/c.md*");
}

static void filters_by_paths_in_the_corpus(void **state) {
  make_project(*state);
  assert_found(*state, "p", "kb/a.md", "!kb/a.md* kb/db/b.md kb/db/c.md");
  assert_found(*state, "p", "kb/db", "!kb/a.md kb/db/b.md* kb/db/c.md*");
  assert_found(*state, "p", "kb/db/", "!kb/a.md kb/db/b.md* kb/db/c.md*");
  assert_found(*state, "p", "./kb/../kb/db/c.md kb/a.md", "!kb/a.md* kb/db/b.md kb/db/c.md*");
  assert_found(*state, "p/kb/db", ".", "!../a.md b.md* c.md*");
  assert_found(*state, "p/kb/db", "../a.md", "!../a.md* b.md c.md");
  assert_found(*state, "p/docs", "../kb/db/b.md", "!../kb/a.md ../kb/db/b.md* ../kb/db/c.md");
}

static void knows_an_absolute_path(void **state) {
  struct folder *folder = *state;
  make_project(folder);
  assert_found(folder, "p", folder_path(folder, "p/kb/a.md"),
               "!kb/a.md* kb/db/b.md kb/db/c.md");
  assert_found(folder, "p", folder_path(folder, "p/docs/d.md"), "docs/d.md*");
  const char *outside = folder_path(folder, "out/f.md");
  assert_found(folder, "p", outside, arena_printf(&folder->a, "%s*", outside).p);
}

static void keeps_what_is_excluded_out_of_sight(void **state) {
  make_project(*state);
  assert_found(*state, "p", "kb/README.md", "!kb/a.md kb/db/b.md kb/db/c.md");
  assert_found(*state, "p", "kb/README.md kb/a.md", "!kb/a.md* kb/db/b.md kb/db/c.md");
  /* Outside of the corpus, too, as long as it is below the root. */
  folder_write(*state, "p/docs/README.md", "x\n");
  assert_found(*state, "p", "docs", "docs/d.md* docs/more/e.md*");
  assert_found(*state, "p", "docs/README.md", "");
}

static void takes_paths_outside_for_all_of_it(void **state) {
  make_project(*state);
  assert_found(*state, "p", "docs", "docs/d.md* docs/more/e.md*");
  assert_found(*state, "p", "docs/d.md", "docs/d.md*");
  assert_found(*state, "p", "../out", "../out/f.md*");
  assert_found(*state, "p", "../out/f.md kb/a.md", "../out/f.md* kb/a.md*");
  assert_found(*state, "p", "docs/d.md kb/db", "docs/d.md* kb/db/b.md* kb/db/c.md*");
  assert_found(*state, "p", "docs docs/d.md docs", "docs/d.md* docs/more/e.md*");
  /* A file of any name that is named is read. */
  assert_found(*state, "p", "kb/db/x.txt", "kb/db/x.txt*");
}

/* Was the corpus walked before it was plain that the PATH is in none? */
static bool is_walked(struct folder *folder, const char *path) {
  folder_go(folder, "p");
  struct config config;
  struct str error;
  assert_true(config_find(&folder->a, (struct str){NULL, 0}, &config, &error));
  struct project project = {.root = config.root, .has_corpus = true, .shown_root = STR(".")};
  project.run = (struct pipeline){.schema = &schema, .bag = {.arena = &folder->a}};
  struct projects projects = {&project, 1, 0, &project.root, 1};
  struct str_list list = list_of(folder, path);
  struct str absolute =
      str_from_c(folder_path(folder, arena_printf(&folder->a, "p/%s", path).p));
  struct finder finder = {&folder->a, &config, &projects, &list, &absolute, false};
  assert_false(finder_take_parts(&finder));
  return project.inputs.is_corpus;
}

static void walks_no_corpus_for_a_file_outside(void **state) {
  struct folder *folder = *state;
  make_project(folder);
  assert_false(is_walked(folder, "docs/d.md"));
  assert_false(is_walked(folder, "kb/db/x.txt"));
  /* A corpus may have files below a folder, and a link may lead to one. */
  assert_true(is_walked(folder, "docs"));
  assert_int_equal(symlink("d.md", folder_path(folder, "p/docs/link.md")), 0);
  assert_true(is_walked(folder, "docs/link.md"));
}

static void straightens_paths(void **state) {
  make_project(*state);
  assert_found(*state, "p/docs/more", "..", "../d.md* e.md*");
  assert_found(*state, "out", "../out", "f.md*");
}

static void takes_standard_input_for_all_of_it(void **state) {
  make_project(*state);
  assert_found(*state, "p", "-", "<stdin>*");
  assert_found(*state, "p", "- -", "<stdin>*");
  assert_found(*state, "p", "kb/a.md -", "<stdin>* kb/a.md*");
  struct found found = find(*state, "p", "- kb/a.md");
  assert_true(found.inputs.items[0].is_stdin);
  assert_false(found.inputs.items[1].is_stdin);
}

static void refuses_what_does_not_exist(void **state) {
  struct folder *folder = *state;
  make_project(folder);
  struct found found = find(folder, "p", "kb/a.md kb/nix.md");
  assert_false(found.is_good);
  assert_string_equal(arena_copy(&folder->a, found.error).p, "\"kb/nix.md\" does not exist");
}

static void reports_a_link_in_the_corpus(void **state) {
  struct folder *folder = *state;
  make_project(folder);
  assert_int_equal(symlink("/etc/hostname", folder_path(folder, "p/kb/link.md")), 0);
  struct found found = find(folder, "p", "");
  assert_int_equal(found.inputs.count, 3);
  assert_int_equal(found.bag.count, 1);
  assert_ptr_equal(found.bag.diags[0].rule, &io_rules[IO_FILE_REFUSED]);
  /* It is a part of the corpus: naming it makes no knowledge base of its own. */
  found = find(folder, "p", "kb/link.md");
  assert_true(found.inputs.is_filtered);
  assert_int_equal(found.inputs.named_count, 0);
  assert_true(inputs_show(&folder->a, &found.inputs, STR("kb/link.md")));
  assert_false(inputs_show(&folder->a, &found.inputs, STR("kb/a.md")));
  found = find(folder, "p/kb/db", "");
  assert_string_equal(arena_copy(&folder->a, found.bag.diags[0].path).p, "../link.md");
}

static void shows_what_is_named(void **state) {
  struct folder *folder = *state;
  make_project(folder);
  struct found found = find(folder, "p", "kb/db");
  assert_true(inputs_show(&folder->a, &found.inputs, STR("kb/db/b.md")));
  assert_true(inputs_show(&folder->a, &found.inputs, STR("kb/db/refused.md")));
  assert_false(inputs_show(&folder->a, &found.inputs, STR("kb/a.md")));
  assert_false(inputs_show(&folder->a, &found.inputs, STR("kb/dbx.md")));
  found = find(folder, "p", "docs");
  assert_true(inputs_show(&folder->a, &found.inputs, STR("anything")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FOLDER_TEST(takes_the_corpus_without_a_path),
      FOLDER_TEST(takes_the_root_for_all_of_it),
      FOLDER_TEST(filters_by_paths_in_the_corpus),
      FOLDER_TEST(knows_an_absolute_path),
      FOLDER_TEST(keeps_what_is_excluded_out_of_sight),
      FOLDER_TEST(takes_paths_outside_for_all_of_it),
      FOLDER_TEST(walks_no_corpus_for_a_file_outside),
      FOLDER_TEST(straightens_paths),
      FOLDER_TEST(takes_standard_input_for_all_of_it),
      FOLDER_TEST(refuses_what_does_not_exist),
      FOLDER_TEST(reports_a_link_in_the_corpus),
      FOLDER_TEST(shows_what_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
