/* Tests emit/case_json.c: a case whole, and a hash that knows what has changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit/case_json.h"
#include "emit_fixture.h"

static struct str json_of(struct fixture *f, const struct kb_case *kb_case) {
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  case_write(&w, &f->a, &f->schema, kb_case, STR("kb/x.md"));
  struct str text = arena_copy(&f->a, buf_str(&out));
  buf_free(&out);
  return text;
}

#define REST                                                                                   \
  "---\nservice: pay\n---\n# Pay - Slow\n\nA word before.\n\n## Background\nOne.\r\n"          \
  "\n## Root Cause\nTwo.\n\n## Empty\n"

static void everything_is_in_it(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct kb_case *kb_case = fixture_case(&f, "x", REST);
  const char *expected =
      "{\"id\":\"c4cb4e3a-4a1c-5a1e-b5b2-9a4d5e9b9d0b\",\"identity\":[\"cali\",\"Slow\"],"
      "\"title\":\"Slow\",\"full_title\":\"Pay - Slow\",\"captures\":{\"category\":\"Pay\"},"
      "\"front_matter\":{\"service\":\"pay\"},"
      "\"sections\":[{\"id\":\"cause\",\"title\":\"Root "
      "Cause\",\"text\":\"Two.\",\"line\":11}],"
      "\"other_text\":[{\"title\":\"\",\"text\":\"A word before.\",\"line\":6},"
      "{\"title\":\"Background\",\"text\":\"One.\",\"line\":8},"
      "{\"title\":\"Empty\",\"text\":\"\",\"line\":14}],"
      "\"log_lines\":[],\"message\":[],\"patterns\":[],"
      "\"source\":{\"path\":\"kb/x.md\",\"line\":1,\"end_line\":14}}";
  struct str json = json_of(&f, kb_case);
  size_t id = sizeof "{\"id\":\"c4cb4e3a-4a1c-5a1e-b5b2-9a4d5e9b9d0b\"" - 1;
  assert_true(str_starts_with(json, STR("{\"id\":\"")));
  if (!str_equal_c(str_slice(json, id, json.n), expected + id))
    fail_msg("\n%.*s\n---- is not\n%s", STR_ARG(json), expected);
  fixture_close(&f);
}

static void log_lines_are_taken_apart(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct str json = json_of(&f, fixture_case(&f, "x", FIXTURE_TIMEOUT));
  static const char *const parts[] = {
      "\"fields\":{\"level\":\"ERROR\",\"time\":\"2024-03-15T10:20:30.123Z\",",
      "\"pairs\":[{\"key\":\"Bank\",\"value\":\"B-04\"},{\"key\":\"Wait\",\"value\":\"3000ms\"}"
      "],"
      "\"line\":8}]",
      "{\"text\":\"3000\",\"variable\":true},{\"text\":\" \",\"variable\":false}",
  };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (str_find(json, str_from_c(parts[i]), 0) == STR_NONE)
      fail_msg("%s is not in %.*s", parts[i], STR_ARG(json));
  }
  json = json_of(&f, fixture_case(&f, "x", FIXTURE_DISK));
  assert_true(str_find(json, STR("\"context\""), 0) == STR_NONE);
  fixture_close(&f);
}

static struct str hash_of_case(struct fixture *f, const char *path, const char *text) {
  struct hash_text hash = case_hash(&f->a, &f->schema, fixture_case(f, path, text));
  return arena_copy(&f->a, str_from_c(hash.digits));
}

static void the_hash_is_of_what_it_says(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct str plain = hash_of_case(&f, "x", REST);
  assert_true(str_equal(plain, hash_of_case(&f, "elsewhere/y", REST)));
  static const char *const same[] = {
      "---\nservice: pay\n---\n# Pay - Slow\n\n\nA word  before.\n\n## Background\n\nOne.\n"
      "\n## Root Cause\nTwo.\n\n\n## Empty\n",
  };
  static const char *const others[] = {
      "---\nservice: pays\n---\n# Pay - Slow\n\nA word before.\n\n## Background\nOne.\n"
      "\n## Root Cause\nTwo.\n\n## Empty\n",
      "---\nservice: pay\n---\n# Paying - Slow\n\nA word before.\n\n## Background\nOne.\n"
      "\n## Root Cause\nTwo.\n\n## Empty\n",
      "---\nservice: pay\n---\n# Pay - Slow\n\nA word before.\n\n## Background\nOne more.\n"
      "\n## Root Cause\nTwo.\n\n## Empty\n",
      "---\nservice: pay\n---\n# Pay - Slow\n\nA word before.\n\n## Background\nOne.\n"
      "\n## Action Items\nTwo.\n\n## Empty\n",
      "---\nservice: pay\n---\n# Pay - Slow\n\nA word before.\n\n## Background\nOne.\n"
      "\n## Root Cause\nTwo.\n",
  };
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    assert_true(str_equal(plain, hash_of_case(&f, "z", same[i])));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (str_equal(plain, hash_of_case(&f, "z", others[i])))
      fail_msg("not told apart: %s", others[i]);
  }
  fixture_close(&f);
}

static void a_new_number_changes_nothing(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct kb_case *kb_case = fixture_case(&f, "x", REST);
  struct hash_text before = case_hash(&f.a, &f.schema, kb_case);
  kb_case->captures[1] = STR("07");
  kb_case->full_title = STR("07. Pay - Slow");
  assert_string_equal(case_hash(&f.a, &f.schema, kb_case).digits, before.digits);
  fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_is_in_it),
      cmocka_unit_test(log_lines_are_taken_apart),
      cmocka_unit_test(the_hash_is_of_what_it_says),
      cmocka_unit_test(a_new_number_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
