/* Tests of driver/output: what --format asks for, and that a file is whole or as it was. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "driver/options.h"
#include "driver/output.h"
#include "folder_fixture.h"

/* `formats` are separated by spaces. */
static bool read_formats(struct folder *folder, const char *formats, enum color_choice color,
                         struct outputs *outputs, struct str *error) {
  struct options options = {.color = color};
  struct str_list *list = &options.formats;
  struct str rest = str_from_c(formats);
  while (rest.n > 0) {
    size_t space = str_find_char(rest, ' ', 0);
    list->items = arena_grow(&folder->a, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = str_slice(rest, 0, space);
    rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, space + 1, rest.n);
  }
  return outputs_read(&folder->a, &options, outputs, error);
}

static void assert_formats(struct folder *folder, const char *formats, const char *expected) {
  struct outputs outputs;
  struct str error = {NULL, 0}, found = {NULL, 0};
  assert_true(read_formats(folder, formats, COLOR_NEVER, &outputs, &error));
  for (size_t i = 0; i < outputs.count; i++)
    found = arena_printf(&folder->a, "%.*s%s%s>%.*s", STR_ARG(found), i > 0 ? " " : "",
                         outputs.items[i].printer->name, STR_ARG(outputs.items[i].file));
  assert_string_equal(found.p, expected);
}

static void reads_formats(void **state) {
  assert_formats(*state, "", "text>");
  assert_formats(*state, "json", "json>");
  assert_formats(*state, "json=a.json", "json>a.json");
  assert_formats(*state, "json=./b/../a.json text", "json>a.json text>");
  assert_formats(*state, "text=- json=x=y", "text> json>x=y");
}

static void assert_refused(struct folder *folder, const char *formats, const char *expected) {
  struct outputs outputs;
  struct str error = {NULL, 0};
  assert_false(read_formats(folder, formats, COLOR_NEVER, &outputs, &error));
  assert_string_equal(error.p, expected);
}

static void refuses_formats(void **state) {
  assert_refused(*state, "jso", "--format: unknown format \"jso\"; did you mean json?");
  assert_refused(*state, "xyzzy",
                 "--format: unknown format \"xyzzy\"; there are text, json, sarif, "
                 "github, gitlab, junit, rdjson, checkstyle");
  assert_refused(*state, "=a",
                 "--format: unknown format \"\"; there are text, json, sarif, "
                 "github, gitlab, junit, rdjson, checkstyle");
  assert_refused(*state, "json=", "--format: no file behind \"json=\"");
  assert_refused(*state, "json text", "--format: two formats cannot share standard output");
  assert_refused(*state, "json=a text=./a", "--format: two formats cannot share a");
}

static void chooses_color(void **state) {
  struct outputs outputs;
  struct str error = {NULL, 0};
  assert_true(read_formats(*state, "", COLOR_ALWAYS, &outputs, &error));
  assert_true(outputs.has_color && outputs.has_file_color);
  assert_true(read_formats(*state, "", COLOR_NEVER, &outputs, &error));
  assert_false(outputs.has_color || outputs.has_file_color);
  setenv("NO_COLOR", "1", 1);
  assert_true(read_formats(*state, "", COLOR_AUTO, &outputs, &error));
  assert_false(outputs.has_color || outputs.has_file_color);
}

static const struct diag_report report = {.version = "0.1.0",
                                          .schema = STR_INIT("s.yaml"),
                                          .working_folder = STR_INIT("/w"),
                                          .path_base = STR_INIT("/w")};

static const char json[] = "{\"kbc\":\"0.1.0\",\"schema\":\"s.yaml\",\"summary\":{\"files\":0,"
                           "\"cases\":0,\"errors\":0,"
                           "\"warnings\":0,\"notes\":0},\"diagnostics\":[]}\n";

static bool print_to_file(struct folder *folder, const char *format) {
  struct outputs outputs;
  struct str error = {NULL, 0};
  assert_true(read_formats(folder, format, COLOR_NEVER, &outputs, &error));
  return outputs_print(&outputs, &report);
}

static void assert_file(struct folder *folder, const char *name, const char *expected) {
  struct str bytes = {NULL, 0};
  int error = 0;
  assert_int_equal(file_read(&folder->a, name, 10000, true, &bytes, &error), FILE_OK);
  assert_string_equal(arena_copy(&folder->a, bytes).p, expected);
}

static size_t entries(struct folder *folder) {
  struct file_entry *list;
  size_t count;
  int error;
  assert_true(file_list(&folder->a, ".", &list, &count, &error));
  return count;
}

static void writes_a_file(void **state) {
  struct folder *folder = *state;
  assert_true(print_to_file(folder, "json=new.json"));
  assert_file(folder, "new.json", json);
  folder_write(folder, "old.json", "old and longer than what takes its place");
  assert_true(print_to_file(folder, "json=old.json"));
  assert_file(folder, "old.json", json);
  assert_int_equal(entries(folder), 2);
}

/* A link stays a link, and a device a device. */
static void writes_through_what_is_no_plain_file(void **state) {
  struct folder *folder = *state;
  folder_write(folder, "target", "old");
  assert_int_equal(symlink("target", "link"), 0);
  assert_true(print_to_file(folder, "json=link"));
  assert_int_equal(file_kind_of("link", false), FILE_LINK);
  assert_file(folder, "target", json);
  assert_int_equal(symlink("fresh", "loose"), 0);
  assert_true(print_to_file(folder, "json=loose"));
  assert_file(folder, "fresh", json);
  assert_true(print_to_file(folder, "json=/dev/null"));
  assert_int_equal(file_kind_of("/dev/null", false), FILE_OTHER);
}

static void fails_where_it_cannot_write(void **state) {
  struct folder *folder = *state;
  assert_false(print_to_file(folder, "json=nix/a.json"));
  folder_write(folder, "folder/", "");
  assert_false(print_to_file(folder, "json=folder"));
  assert_int_equal(entries(folder), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FOLDER_TEST(reads_formats),
      FOLDER_TEST(refuses_formats),
      FOLDER_TEST(chooses_color),
      FOLDER_TEST(writes_a_file),
      FOLDER_TEST(writes_through_what_is_no_plain_file),
      FOLDER_TEST(fails_where_it_cannot_write),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
