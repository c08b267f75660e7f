/* Some findings, and what a format makes of them. Run in /repo/kb; paths are relative to /repo.
 */
#ifndef TESTS_UNIT_DIAG_PAGE_FIXTURE_H
#define TESTS_UNIT_DIAG_PAGE_FIXTURE_H

#include "base/arena.h"
#include "diag/printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct rule colon_rule = {.code = "KBC0210",
                                       .name = "yaml-plain-colon",
                                       .level = LEVEL_ERROR,
                                       .summary = "a value holds a colon",
                                       .why = "YAML reads it as a mapping.",
                                       .bad = "key: a: b\n",
                                       .good = "key: \"a: b\"\n"};
static const struct rule off_rule = {.code = "KBC0999",
                                     .name = "some-rule",
                                     .level = LEVEL_OFF,
                                     .summary = "it is so",
                                     .why = "It is not good."};
static const struct report_rule rule_rows[] = {{&colon_rule, "front-matter", "Front matter"},
                                               {&off_rule, "prose", "Prose"}};

struct printed {
  struct arena a;
  struct bag bag;
  struct diag_report report;
  struct buf out;
  size_t left_out;
};

static int setup(void **state) {
  struct printed *printed = calloc(1, sizeof *printed);
  printed->bag.arena = &printed->a;
  printed->report = (struct diag_report){.version = "0.1.0",
                                         .schema = STR("../schema/case.yaml"),
                                         .working_folder = STR("/repo/kb"),
                                         .path_base = STR("/repo"),
                                         .rules = rule_rows,
                                         .rule_count = 2};
  *state = printed;
  return 0;
}

static int teardown(void **state) {
  struct printed *printed = *state;
  arena_free(&printed->a);
  buf_free(&printed->out);
  free(printed);
  return 0;
}

static inline bool into_buf(void *to, struct str bytes) {
  buf_add(to, bytes);
  return true;
}

static inline const char *print_with(struct printed *printed, const struct printer *printer) {
  printed->report.diags = printed->bag.diags;
  printed->report.count = printed->bag.count;
  buf_clear(&printed->out);
  struct print_target target = {.write = into_buf, .to = &printed->out};
  printer->print(&target, &printed->report);
  printed->left_out = target.left_out;
  assert_true(print_close(&target));
  buf_add_char(&printed->out, '\0');
  return printed->out.p;
}

static inline struct source *source_in(struct printed *printed, const char *path,
                                       struct str text) {
  return source_new(&printed->a, str_from_c(path), text);
}

/* A finding with all that one can have, in a text with a BOM, CRLF and wide characters: bytes
 * 10 to 18 without the BOM, columns 6 to 10 of line 2. */
static inline struct diag *add_full(struct printed *printed) {
  struct source *source = source_in(
      printed, "db/pool.md", STR("\xEF\xBB\xBF---\r\nkey: \xEA\xB0\x80: \xEB\x82\x98\r\n"));
  struct diag *diag =
      diag_add(&printed->bag, &colon_rule, span_of(source, 10, 18), "a \"colon\" <\x1b> %%0A");
  diag->level = LEVEL_WARNING;
  diag_label(&printed->bag, diag, "here");
  diag_help(&printed->bag, diag, "quote it\nor not");
  diag_relate(&printed->bag, diag, span_of(source, 0, 5), "the front");
  diag_edit(&printed->bag, diag, span_of(source, 10, 10), STR("\""));
  diag_edit(&printed->bag, diag, span_of(source, 18, 18), STR("\""));
  return diag;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
