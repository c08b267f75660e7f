/* Tests of driver/options: every way to write an option, and every way to get it wrong. */
#include "driver/options.h"

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_WORDS = 16 };

/* One call, its words given as "a b c"; a word of '' is empty. */
struct call {
  struct arena a;
  struct options options;
  struct str error;
  bool is_good;
};

static struct call read_call(const char *line, enum option_owner owner) {
  struct call call = {0};
  const char *words[MOST_WORDS];
  size_t count = 0;
  struct str rest = str_from_c(line);
  while (rest.n > 0) {
    size_t space = str_find_char(rest, ' ', 0);
    struct str word = str_slice(rest, 0, space);
    words[count++] = str_equal_c(word, "''") ? "" : arena_copy(&call.a, word).p;
    rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, space + 1, rest.n);
  }
  call.is_good = options_read(&call.a, words, count, owner, &call.options, &call.error);
  return call;
}

static void call_free(struct call *call) {
  arena_free(&call->a);
}

static void assert_refused(const char *line, enum option_owner owner, const char *error) {
  struct call call = read_call(line, owner);
  assert_false(call.is_good);
  assert_string_equal(arena_copy(&call.a, call.error).p, error);
  call_free(&call);
}

static void assert_list(const struct str_list *list, const char *joined) {
  struct buf out = {0};
  for (size_t i = 0; i < list->count; i++) {
    buf_add_c(&out, i > 0 ? "|" : "");
    buf_add(&out, list->items[i]);
  }
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, joined);
  buf_free(&out);
}

static void assert_jobs(const char *line, size_t jobs, const char *paths) {
  struct call call = read_call(line, OF_CHECK);
  assert_true(call.is_good);
  assert_int_equal(call.options.jobs, jobs);
  assert_list(&call.options.paths, paths);
  call_free(&call);
}

static void reads_a_value_in_every_way(void **state) {
  (void)state;
  assert_jobs("-j8", 8, "");
  assert_jobs("-j 8", 8, "");
  assert_jobs("--jobs=8", 8, "");
  assert_jobs("--jobs 8", 8, "");
  assert_jobs("-j8 a.md", 8, "a.md");
  assert_jobs("a.md -j 8 b.md", 8, "a.md|b.md");
  assert_jobs("-qj8 a.md", 8, "a.md");
  assert_jobs("-qj 8 a.md", 8, "a.md");
  assert_jobs("-j8 -j2", 2, "");
  assert_jobs("--jobs=0", 0, "");
  assert_jobs("--jobs=1024", 1024, "");
}

static void takes_all_for_paths_behind_two_dashes(void **state) {
  (void)state;
  assert_jobs("-- -j8 --jobs --", 0, "-j8|--jobs|--");
  assert_jobs("- -j4", 4, "-");
  assert_jobs("a -- -", 0, "a|-");
  assert_jobs("''", 0, "");
}

static void reads_each_kind(void **state) {
  (void)state;
  struct call call = read_call("--schema s.yaml --color never --format json=a,b --format text "
                               "--select=a,b --select c --deny-warnings -q",
                               OF_CHECK);
  assert_true(call.is_good);
  assert_true(str_equal_c(call.options.schema, "s.yaml"));
  assert_int_equal(call.options.color, COLOR_NEVER);
  assert_list(&call.options.formats, "json=a,b|text");
  assert_list(&call.options.select, "a|b|c");
  assert_true(call.options.deny_warnings);
  assert_true(call.options.quiet);
  assert_false(call.options.exit_zero);
  assert_int_equal(call.options.path_base.n, 0);
  call_free(&call);
  call = read_call("-oout --emit kb,c --check --keep-going --partial", OF_BUILD);
  assert_true(call.is_good);
  assert_true(str_equal_c(call.options.output, "out"));
  assert_list(&call.options.emit, "kb|c");
  assert_true(call.options.is_check && call.options.keep_going && call.options.partial);
  call_free(&call);
}

/* Two commands have an option of one name, each with a member of its own. */
static void finds_the_owners_row(void **state) {
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    struct call call = read_call(i == 0 ? "-oout" : "--output=out", OF_INIT);
    assert_true(call.is_good);
    assert_true(str_equal_c(call.options.schema_output, "out"));
    assert_int_equal(call.options.output.n, 0);
    call_free(&call);
  }
  assert_refused("--force", OF_BUILD, "--force does not go here; it is an option of kbc init");
}

static void knows_every_word_of_a_choice(void **state) {
  (void)state;
  static const char *const calls[] = {"--color=auto", "--color=always", "--color=never"};
  for (size_t i = 0; i < 3; i++) {
    struct call call = read_call(calls[i], OF_CHECK);
    assert_true(call.is_good);
    assert_int_equal(call.options.color, i);
    call_free(&call);
  }
}

static void refuses_wrong_words(void **state) {
  (void)state;
  assert_refused("--shema x", OF_CHECK, "unknown option --shema; did you mean --schema?");
  assert_refused("--xyzzy", OF_CHECK, "unknown option --xyzzy");
  assert_refused("--ouput=x", OF_CHECK, "unknown option --ouput");
  assert_refused("--ouput=x", OF_BUILD, "unknown option --ouput; did you mean --output?");
  assert_refused("-x", OF_CHECK, "unknown option -x");
  assert_refused("-qx", OF_CHECK, "unknown option -x");
  assert_refused("--output x", OF_CHECK,
                 "--output does not go here; it is an option of kbc build");
  assert_refused("-o x", OF_CHECK, "--output does not go here; it is an option of kbc build");
  assert_refused("--jobs 3", OF_KBC, "--jobs does not go here; it is an option of kbc check");
  assert_refused("--version", OF_CHECK, "--version goes before the command");
  assert_refused("--jobs", OF_CHECK, "--jobs needs a value: --jobs=N");
  assert_refused("-j", OF_CHECK, "--jobs needs a value: --jobs=N");
  assert_refused("--jobs=", OF_CHECK, "--jobs needs a value: --jobs=N");
  assert_refused("--schema ''", OF_CHECK, "--schema needs a value: --schema=FILE");
  assert_refused("--quiet=yes", OF_CHECK, "--quiet takes no value");
  assert_refused("--jobs=1025", OF_CHECK, "--jobs takes a number from 0 to 1024, not \"1025\"");
  assert_refused("--jobs=-1", OF_CHECK, "--jobs takes a number from 0 to 1024, not \"-1\"");
  assert_refused("--jobs=99999999999999999999", OF_CHECK,
                 "--jobs takes a number from 0 to 1024, not \"99999999999999999999\"");
  assert_refused("--color=red", OF_CHECK, "--color takes auto|always|never, not \"red\"");
  assert_refused("--color=auto|always", OF_CHECK,
                 "--color takes auto|always|never, not \"auto|always\"");
  assert_refused("--select=a,,b", OF_CHECK, "--select has an empty word in \"a,,b\"");
  assert_refused("--select=a,", OF_CHECK, "--select has an empty word in \"a,\"");
}

static void helps_with_what_the_owner_takes(void **state) {
  (void)state;
  struct buf out = {0};
  options_help(&out, OF_CHECK);
  buf_add_char(&out, '\0');
  assert_non_null(strstr(out.p, "\n  -j, --jobs=N "));
  assert_non_null(strstr(out.p, "\n      --color=auto|always|never "));
  assert_null(strstr(out.p, "--output"));
  assert_null(strstr(out.p, "--version"));
  /* One column for all: no help text touches its option. */
  struct str rest = {out.p, out.n - 1}, line;
  while (str_next_line(&rest, &line)) {
    assert_true(line.n > 34 && line.n <= 80);
    assert_true(line.p[33] == ' ' && line.p[34] != ' ');
  }
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_a_value_in_every_way),
      cmocka_unit_test(takes_all_for_paths_behind_two_dashes),
      cmocka_unit_test(reads_each_kind),
      cmocka_unit_test(finds_the_owners_row),
      cmocka_unit_test(knows_every_word_of_a_choice),
      cmocka_unit_test(refuses_wrong_words),
      cmocka_unit_test(helps_with_what_the_owner_takes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
