/* The files of a knowledge base: which are taken, which passed over, which refused. */
#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "diag/diag.h"
#include "model/schema.h"
#include "read/discover.h"

/* Each test stands in an empty folder of its own. */
static char home[4096], folder[64];

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static int enter(void **state) {
  (void)state;
  strcpy(folder, "/tmp/kbc-discover-XXXXXX");
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

static void make_folder(const char *path) {
  assert_int_equal(mkdir(path, 0700), 0);
}

static void make_link(const char *target, const char *path) {
  assert_int_equal(symlink(target, path), 0);
}

struct bench {
  struct arena a;
  struct bag bag;
  struct str include[1], exclude[1];
  struct schema schema;
  struct file_set files;
};

static void bench_open(struct bench *b, const char *include) {
  memset(b, 0, sizeof *b);
  b->bag.arena = &b->a;
  b->include[0] = str_from_c(include);
  b->exclude[0] = STR("**/README.md");
  b->schema.include = b->include;
  b->schema.exclude = b->exclude;
  b->schema.include_count = b->schema.exclude_count = 1;
}

/* The files, each behind a blank, then " RULE PATH MESSAGE" for each finding. */
static void bench_expect(struct bench *b, const char *expected) {
  struct buf out = {0};
  for (size_t i = 0; i < b->files.count; i++)
    buf_printf(&out, " %.*s", STR_ARG(b->files.paths[i]));
  for (size_t i = 0; i < b->bag.count; i++)
    buf_printf(&out, "; %s %.*s: %.*s", b->bag.diags[i].rule->name,
               STR_ARG(b->bag.diags[i].path), STR_ARG(b->bag.diags[i].message));
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected);
  buf_free(&out);
  arena_free(&b->a);
}

static void expect_corpus(const char *include, const char *expected) {
  struct bench b;
  bench_open(&b, include);
  struct corpus corpus = {STR("."), &b.schema, NULL, 0, {NULL, 0}};
  discover_corpus(&b.a, &b.bag, &corpus, &b.files);
  bench_expect(&b, expected);
}

static void expect_path(const char *path, const char *root, const char *expected) {
  struct bench b;
  bench_open(&b, "kb/**/*.md");
  struct corpus corpus = {str_from_c(root), &b.schema, NULL, 0, {NULL, 0}};
  assert_true(discover_path(&b.a, &b.bag, str_from_c(path), &corpus, &b.files));
  bench_expect(&b, expected);
}

static void test_globs_and_order(void **state) {
  (void)state;
  make_folder("kb");
  make_folder("kb/a");
  make_folder("kb/.hidden");
  make_folder("other");
  write_file("kb/a/x.md", "");
  write_file("kb/a-b.md", "");
  write_file("kb/a.md", "");
  write_file("kb/a.txt", "");
  write_file("kb/README.md", "");
  write_file("kb/.hidden/x.md", "");
  write_file("kb/line\nend.md", "");
  write_file("other/x.md", "");
  expect_corpus("kb/**/*.md", " kb/a-b.md kb/a.md kb/a/x.md kb/line\nend.md");
  expect_corpus("nothing/*.md", "");
}

static void test_outputs_are_no_corpus(void **state) {
  (void)state;
  make_folder("kb");
  make_folder("kb/generated");
  make_folder("kb/foreign");
  write_file("kb/generated/manifest.json", "{\"kbc-manifest\":1,\n\"entries\":[]}");
  write_file("kb/generated/rules.md", "");
  write_file("kb/foreign/manifest.json", "{\"name\":\"x\"}");
  write_file("kb/foreign/x.md", "");
  expect_corpus("kb/**/*.md", " kb/foreign/x.md");
  expect_path("kb", ".", " kb/foreign/x.md");
}

static void test_links(void **state) {
  (void)state;
  make_folder("tree");
  make_folder("tree/kb");
  make_folder("outside");
  write_file("outside/secret.md", "");
  write_file("tree/kb/a.md", "");
  assert_int_equal(chdir("tree"), 0);
  make_link("a.md", "kb/inside.md");
  make_link("gone.md", "kb/.#a.md");
  expect_corpus("kb/*.md", " kb/a.md");
  make_link("../../outside/secret.md", "kb/b.md");
  expect_corpus(
      "kb/*.md",
      " kb/a.md; file-refused kb/b.md: this is a link that leads out of the tree, and "
      "is not read");
  assert_int_equal(unlink("kb/b.md"), 0);
  make_link("gone.md", "kb/c.md");
  expect_corpus("kb/*.md", " kb/a.md; file-refused kb/c.md: this is a link that leads nowhere, "
                           "and is not read");
  assert_int_equal(unlink("kb/c.md"), 0);
  make_link("..", "kb/loop");
  make_link("../../outside", "kb/more");
  expect_corpus("kb/*.md", " kb/a.md");
  expect_corpus("kb/**/*.md",
                " kb/a.md; file-refused kb/loop: this is a link to a folder that it stands in, "
                "and is not read; file-refused kb/more: this is a link that leads out of the "
                "tree, and is not read");
}

static void test_refused(void **state) {
  (void)state;
  make_folder("kb");
  assert_int_equal(mkfifo("kb/a.md", 0600), 0);
  assert_int_equal(mkfifo("kb/pipe", 0600), 0);
  write_file("kb/\xFF.md", "");
  expect_corpus("kb/*.md",
                "; file-refused kb/a.md: this is a pipe, socket or device, and is not "
                "read; file-refused kb/\xFF.md: this is a file whose name is not "
                "UTF-8, and is not read");
  expect_path("kb/pipe", ".",
              "; file-refused kb/pipe: this is a pipe, socket or device, and is "
              "not read");
}

/* Only what an include reaches has to be readable. */
static void test_unreadable_folders(void **state) {
  (void)state;
  make_folder("kb");
  make_folder("other");
  write_file("kb/a.md", "");
  assert_int_equal(chmod("other", 0), 0);
  expect_corpus("kb/**/*.md", " kb/a.md");
  if (geteuid() != 0)
    expect_corpus("**/*.md", " kb/a.md; file-unreadable other: this cannot be read: Permission "
                             "denied");
  assert_int_equal(chmod("other", 0700), 0);
}

static void test_named(void **state) {
  (void)state;
  make_folder("kb");
  make_folder("notes");
  write_file("kb/README.md", "");
  write_file("kb/x.txt", "");
  write_file("notes/b.md", "");
  write_file("notes/a.md", "");
  expect_path("./kb/x.txt", ".", " kb/x.txt");
  expect_path("kb/README.md", ".", "");
  expect_path("notes/", ".", " notes/a.md notes/b.md");
  make_link("../notes/a.md", "kb/link.md");
  expect_path("kb/link.md", ".", " notes/a.md");
  expect_path(
      "kb/link.md", "kb",
      "; file-refused kb/link.md: this is a link that leads out of the tree, and is not "
      "read");
  make_link("self.md", "kb/self.md");
  expect_path(
      "kb/self.md", ".",
      "; file-refused kb/self.md: this is a link that leads to itself, and is not read");
  struct bench b;
  bench_open(&b, "kb/**/*.md");
  struct corpus corpus = {STR("."), &b.schema, NULL, 0, {NULL, 0}};
  assert_false(discover_path(&b.a, &b.bag, STR("kb/none.md"), &corpus, &b.files));
  bench_expect(&b, "");
}

/* What stands in a repository of git whose index is missing, so that nothing is tracked. */
static void test_what_git_ignores(void **state) {
  (void)state;
  make_folder(".git");
  make_folder(".git/info");
  make_folder("kb");
  make_folder("kb/drafts");
  make_folder("kb/more");
  write_file(".gitignore", "drafts/\n*-old.md\n");
  write_file(".git/info/exclude", "mine.md\n");
  write_file("kb/more/.gitignore", "!b-old.md\n/c.md\n!mine.md\n");
  static const char *const names[] = {"kb/a.md",          "kb/a-old.md",  "kb/mine.md",
                                      "kb/drafts/x.md",   "kb/more/a.md", "kb/more/a-old.md",
                                      "kb/more/b-old.md", "kb/more/c.md", "kb/more/mine.md"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    write_file(names[i], "");
  make_link("gone.md", "kb/link-old.md");
  expect_corpus("kb/**/*.md", " kb/a.md kb/more/a.md kb/more/b-old.md kb/more/mine.md");
  /* A walk that begins below knows what stands above. */
  assert_int_equal(chdir("kb/more"), 0);
  expect_corpus("*.md", " a.md b-old.md mine.md");
  assert_int_equal(chdir("../.."), 0);
  /* Who names it wants it: a file, or a folder, in which its own rules hold. */
  expect_path("kb/a-old.md", ".", " kb/a-old.md");
  write_file("kb/drafts/.gitignore", "y.md\n");
  write_file("kb/drafts/y.md", "");
  expect_path("kb/drafts", ".", " kb/drafts/x.md");
  expect_path("kb/more", ".", " kb/more/a.md kb/more/b-old.md kb/more/mine.md");
}

static void test_rules_that_cannot_be_read(void **state) {
  (void)state;
  make_folder(".git");
  make_folder("kb");
  write_file("kb/a.md", "");
  /* To git a link or a folder is no .gitignore. */
  make_folder(".gitignore");
  write_file("rules", "*.md\n");
  make_link("../rules", "kb/.gitignore");
  expect_corpus("kb/*.md", " kb/a.md");
  assert_int_equal(remove("kb/.gitignore"), 0);
  static char large[300 * 1024];
  memset(large, 'x', sizeof large - 1);
  write_file("kb/.gitignore", large);
  expect_corpus("kb/*.md",
                " kb/a.md; file-unreadable kb/.gitignore: this cannot be read: it is "
                "larger than 256 KiB");
}

static void test_an_index_that_cannot_be_read(void **state) {
  (void)state;
  make_folder(".git");
  make_folder("kb");
  write_file("kb/a.md", "");
  write_file("kb/b.md", "");
  write_file("kb/c.md", "");
  write_file(".git/index", "DIRC, or what somebody takes for it");
  /* Nobody asks for it as long as nothing is ignored. */
  write_file(".gitignore", "*.txt\nother/\n");
  make_folder("other");
  expect_corpus("kb/*.md", " kb/a.md kb/b.md kb/c.md");
  write_file(".gitignore", "b.md\nc.md\n");
  expect_corpus("kb/*.md",
                " kb/a.md; index-unknown .git: what git tracks here cannot be read, so "
                "every file that is ignored by name is left out");
}

/* A repository in a corpus has rules of its own, as a submodule has. */
static void test_a_repository_within(void **state) {
  (void)state;
  make_folder(".git");
  make_folder("kb");
  make_folder("kb/inner");
  make_folder("kb/inner/.git");
  write_file(".gitignore", "a.md\n");
  write_file("kb/inner/.gitignore", "b.md\n");
  write_file("kb/a.md", "");
  write_file("kb/b.md", "");
  write_file("kb/inner/a.md", "");
  write_file("kb/inner/b.md", "");
  expect_corpus("kb/**/*.md", " kb/b.md kb/inner/a.md");
}

static void test_borders(void **state) {
  (void)state;
  make_folder("kb");
  make_folder("kb/in");
  make_folder("kb/inner");
  write_file("kb/a.md", "");
  write_file("kb/in/b.md", "");
  write_file("kb/inner/c.md", "");
  struct bench b;
  bench_open(&b, "**/*.md");
  struct str here = file_working_folder(&b.a);
  struct str borders[] = {path_join(&b.a, here, STR("kb")),
                          path_join(&b.a, here, STR("kb/in"))};
  struct corpus corpus = {STR("kb"), &b.schema, borders, 2, borders[0]};
  discover_corpus(&b.a, &b.bag, &corpus, &b.files);
  bench_expect(&b, " kb/a.md kb/inner/c.md");
}

int main(void) {
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter, leave)
  const struct CMUnitTest tests[] = {
      TEST(test_globs_and_order),
      TEST(test_outputs_are_no_corpus),
      TEST(test_links),
      TEST(test_refused),
      TEST(test_unreadable_folders),
      TEST(test_named),
      TEST(test_what_git_ignores),
      TEST(test_rules_that_cannot_be_read),
      TEST(test_an_index_that_cannot_be_read),
      TEST(test_a_repository_within),
      TEST(test_borders),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
