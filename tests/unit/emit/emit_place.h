/* A real folder in which a knowledge base is built, and what a test asks of it. */
#ifndef EMIT_PLACE_H
#define EMIT_PLACE_H

#include "base/file.h"
#include "diag/diag.h"
#include "emit_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A folder of its own for each test, in which "out" is built. */
struct place {
  struct fixture f;
  struct bag bag;
  struct emit_report report;
  char folder[64];
};

static inline int set_up(void **state) {
  struct place *place = calloc(1, sizeof *place);
  fixture_open(&place->f);
  strcpy(place->folder, "/tmp/kbc-test-XXXXXX");
  if (!mkdtemp(place->folder))
    return -1;
  place->bag.arena = &place->f.a;
  place->f.request.working_folder = str_from_c(place->folder);
  place->f.request.folder = STR("out");
  fixture_case(&place->f, "kb/timeout.md", FIXTURE_TIMEOUT);
  *state = place;
  return 0;
}

static inline int tear_down(void **state) {
  struct place *place = *state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", place->folder);
  int result = system(command);
  fixture_close(&place->f);
  free(place);
  return result;
}

static inline struct str path_of(struct place *place, const char *name) {
  return arena_printf(&place->f.a, "%s/%s", place->folder, name);
}

static inline void write_file(struct place *place, const char *name, const char *text) {
  FILE *file = fopen(path_of(place, name).p, "w");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

static inline struct str read_file(struct place *place, const char *name) {
  struct str text = {NULL, 0};
  int error = 0;
  file_read(&place->f.a, path_of(place, name).p, 1 << 20, false, &text, &error);
  return text;
}

static inline bool is_there(struct place *place, const char *name) {
  return file_kind_of(path_of(place, name).p, false) != FILE_MISSING;
}

/* An old time, so that a file that was written anew shows. */
static inline void make_old(struct place *place, const char *name) {
  struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000, .tv_nsec = 7}};
  assert_int_equal(utimensat(AT_FDCWD, path_of(place, name).p, times, 0), 0);
}

static inline bool is_old(struct place *place, const char *name) {
  struct stat status;
  assert_int_equal(stat(path_of(place, name).p, &status), 0);
  return status.st_mtim.tv_sec == 1000000000 && status.st_mtim.tv_nsec == 7;
}

static inline enum emit_result build(struct place *place) {
  place->bag.count = 0;
  return emit_kb(&place->f.a, &place->bag, &place->f.request, &place->report);
}

/* What the report says of a file; -1 if nothing. */
static inline int change_of(const struct place *place, const char *name) {
  for (size_t i = 0; i < place->report.file_count; i++) {
    if (str_equal_c(place->report.files[i].name, name))
      return (int)place->report.files[i].change;
  }
  return -1;
}

/* Only "out" is there, without locks and leftovers. */
static inline void assert_clean(struct place *place) {
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  assert_true(file_list(&place->f.a, place->folder, &entries, &count, &error));
  assert_int_equal(count, 1);
  assert_true(str_equal_c(entries[0].name, "out"));
}

static inline void assert_finding(const struct place *place, const char *rule,
                                  const char *path) {
  assert_int_equal(place->bag.count, 1);
  assert_string_equal(place->bag.diags[0].rule->name, rule);
  assert_true(str_equal_c(place->bag.diags[0].path, path));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
