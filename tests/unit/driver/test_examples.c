/* The examples of the rule book: a bad one raises its rule and no other, a good one nothing. */
#define _XOPEN_SOURCE 700 /* mkdtemp, nftw */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <ftw.h>

#include "base/arena.h"
#include "base/buf.h"
#include "driver/session.h"

static int remove_entry(const char *path, const struct stat *info, int kind,
                        struct FTW *place) {
  (void)info;
  (void)kind;
  (void)place;
  return remove(path);
}

/* The text with \xNN as bytes. */
static void unescape(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    unsigned byte;
    if (text.n - i >= 4 && text.p[i] == '\\' && text.p[i + 1] == 'x' &&
        sscanf(text.p + i + 2, "%2x", &byte) == 1) {
      buf_add_char(out, (char)byte);
      i += 3;
    } else {
      buf_add_char(out, text.p[i]);
    }
  }
}

static void write_file(struct arena *a, struct str path, struct str text) {
  for (size_t slash = str_find_char(path, '/', 0); slash != STR_NONE;
       slash = str_find_char(path, '/', slash + 1))
    mkdir(arena_copy(a, str_slice(path, 0, slash)).p, 0700);
  struct buf bytes = {0};
  unescape(&bytes, text);
  FILE *file = fopen(arena_copy(a, path).p, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
  assert_int_equal(fclose(file), 0);
  buf_free(&bytes);
}

/* Lays the files of an example out in the working folder. */
static void lay_out(struct arena *a, const char *example) {
  struct str rest = str_from_c(example), mark = STR("=== ");
  mkdir(".git", 0700);
  if (!str_starts_with(rest, mark)) {
    write_file(a, STR("kb/case.md"), rest);
    return;
  }
  while (rest.n > 0) {
    struct str head;
    str_next_line(&rest, &head);
    size_t next = str_find(rest, STR("\n=== "), 0);
    /* An empty file: the next mark follows at once. */
    if (str_starts_with(rest, mark))
      next = 0;
    else
      next = next == STR_NONE ? rest.n : next + 1;
    struct str path = str_slice(head, mark.n, head.n);
    write_file(a, str_equal_c(path, "schema") ? STR("kbc.yaml") : path,
               str_slice(rest, 0, next));
    rest = str_slice(rest, next, rest.n);
  }
}

/* The rules of all that is found in the example, notes included; the rule that it is about
 * is on, whatever its level. */
static struct str findings_of(struct arena *a, const struct rule *rule, const char *example) {
  char folder[] = "/tmp/kbc-example-XXXXXX", before[4096];
  assert_non_null(getcwd(before, sizeof before));
  assert_non_null(mkdtemp(folder));
  assert_int_equal(chdir(folder), 0);
  lay_out(a, example);
  struct options options = {.quiet = true};
  options.formats.count = 0;
  struct session session;
  enum status status;
  if (session_start(&session, &options, false, &status)) {
    session.policy.is_asked[catalogue_index(&session.catalogue, rule)] = true;
    session.is_build = true; /* a build finds more than a check */
    session_run(&session);
  }
  struct diag_report report = session_report(&session);
  struct str text = {NULL, 0};
  for (size_t i = 0; i < report.count; i++) {
    const struct diag *diag = &report.diags[i];
    text = arena_printf(a, "%.*s%s%s", STR_ARG(text), i > 0 ? ", " : "", diag->rule->name);
  }
  session_end(&session);
  assert_int_equal(chdir(before), 0);
  nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
  return text;
}

static size_t mismatches;

static void expect(struct arena *a, const struct rule *rule, const char *kind,
                   const char *example, const char *expected) {
  struct str found = findings_of(a, rule, example);
  if (str_equal_c(found, expected))
    return;
  mismatches++;
  print_error("%s %s: the %s example raises \"%.*s\"\n", rule->code, rule->name, kind,
              STR_ARG(found));
}

static void test_examples(void **state) {
  (void)state;
  struct arena a = {0};
  struct catalogue catalogue = catalogue_new(&a);
  assert_true(catalogue.count > 50);
  for (size_t i = 0; i < catalogue.count; i++) {
    const struct rule *rule = catalogue.rules[i];
    if (rule->bad)
      expect(&a, rule, "bad", rule->bad, rule->name);
    if (rule->good)
      expect(&a, rule, "good", rule->good, "");
  }
  arena_free(&a);
  assert_int_equal(mismatches, 0);
}

/* Every row says what it must; only rows whose trouble lies outside a text have no example. */
static void test_rows_are_whole(void **state) {
  (void)state;
  struct arena a = {0};
  struct catalogue catalogue = catalogue_new(&a);
  for (size_t i = 0; i < catalogue.count; i++) {
    const struct rule *rule = catalogue.rules[i];
    assert_int_equal(strlen(rule->code), 7);
    assert_true(strncmp(rule->code, "KBC", 3) == 0);
    assert_true(strlen(rule->summary) > 10 && rule->summary[strlen(rule->summary) - 1] != '.');
    assert_true(strlen(rule->why) > 20 && rule->why[strlen(rule->why) - 1] == '.');
    assert_true((rule->bad == NULL) == (rule->good == NULL));
  }
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows_are_whole),
      cmocka_unit_test(test_examples),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
