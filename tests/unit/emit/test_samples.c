/* Tests the way back from a parsed log line to its text, and what the samples vary in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit/draw.h"
#include "emit/emitter.h"
#include "emit/vary.h"
#include "emit_fixture.h"
#include "model/log_line_text.h"

static void assert_text(struct str text, const char *expected) {
  if (!str_equal_c(text, expected))
    fail_msg("\n%.*s\n---- is not\n%s", STR_ARG(text), expected);
}

static struct kb_case *case_with(struct fixture *f, const char *line) {
  struct str text =
      arena_printf(&f->a,
                   "---\nservice: pay\nerror_message: refused by 10.0.0.1\n---\n# T%zu\n\n"
                   "## Incident Summary\n%s\n",
                   f->kb.case_count, line);
  struct kb_case *kb_case = fixture_case(f, "kb/x.md", text.p);
  assert_int_equal(kb_case->log_line_count, 1);
  return kb_case;
}

static struct str written(struct fixture *f, const struct kb_case *kb_case,
                          const struct line_values *values) {
  struct buf out = {0};
  log_line_write(&out, &kb_case->log_lines[0], values);
  struct str text = arena_copy(&f->a, buf_str(&out));
  buf_free(&out);
  return text;
}

static void lines_come_back_as_they_were(void **state) {
  (void)state;
  static const char *const lines[] = {
      "[ERROR] 2024-03-15T10:20:30.123Z pay/v2.1 [pay12345]: No answer",
      "[ERROR] 2024-03-15T10:20:30.123Z pay/v2.1 [abc]: 오류 [x]: | Contex | Context: {}",
      "[ERROR] 2024-03-15T10:20:30.123Z pay/v2.1 [abc]: m | Context: {A=\"1\", B=\"\", A=\"x, "
      "y\"}",
  };
  struct fixture f;
  fixture_open(&f);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    struct kb_case *kb_case = case_with(&f, lines[i]);
    struct line_values own = line_values_of(&f.a, &kb_case->log_lines[0]);
    assert_text(written(&f, kb_case, &own), lines[i]);
  }
  fixture_close(&f);
}

static void what_varies_is_varied(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct kb_case *kb_case = case_with(
      &f, "[ERROR] 2024-03-15T10:20:30.123Z pay/v2.1 [pay12345]: PG-7 refused by 10.0.0.1 in "
          "3000ms "
          "of 09 | Context: {Wait=\"2500ms\", Host=\"10.1.2.3\", Rate=\"12.5%\", Id=\"M-12\"}");
  struct line_values varied = vary_line(&f.a, kb_case);
  struct line_values again = vary_line(&f.a, kb_case);
  struct str text = written(&f, kb_case, &varied);
  assert_true(str_equal(text, written(&f, kb_case, &again)));
  assert_text(text,
              "[ERROR] 2024-03-10T19:54:43.665Z pay/v2.1 [82ba6495]: PG-3 refused by 10.0.0.1 "
              "in 6794ms of 04 | Context: {Wait=\"3178ms\", Host=\"10.1.2.3\", "
              "Rate=\"82.0%\", Id=\"M-12\"}");
  struct log_line line;
  struct source *source = source_new(&f.a, STR("x"), text);
  assert_int_equal(log_line_parse(&f.a, &f.a, &f.log, source_line_span(source, 0), &line).kind,
                   LOG_FITS);
  fixture_close(&f);
}

/* Values that would not fit are left alone: here every other form of the trace id. */
static void what_would_not_fit_stays(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  size_t trace = log_template_field(&f.log, STR("trace_id"));
  f.log.fields[trace].generate = STR("[A-Z]{4}");
  struct kb_case *kb_case =
      case_with(&f, "[ERROR] 2024-03-15T10:20:30.123Z pay/v2.1 [abc-1]: refused by 10.0.0.1");
  assert_text(vary_line(&f.a, kb_case).fields[trace], "abc-1");
  f.log.fields[trace].generate = STR("(a|b)");
  assert_text(vary_line(&f.a, kb_case).fields[trace], "bec-9");
  fixture_close(&f);
}

static void assert_drawn(const char *pattern, const char *expected) {
  struct buf out = {0};
  struct dice dice = dice_from(STR("seed"));
  buf_add_c(&out, ">");
  bool is_drawn = draw_pattern(&out, str_from_c(pattern), &dice);
  buf_add_char(&out, '\0');
  assert_string_equal(out.p, expected ? expected : ">");
  assert_int_equal(is_drawn, expected != NULL);
  buf_free(&out);
}

static void patterns_are_drawn_from(void **state) {
  (void)state;
  assert_drawn("abc", ">abc");
  assert_drawn("", ">");
  assert_drawn("v\\d{3}\\.[a-c]{2}", ">v231.aa");
  assert_drawn("[0-9a-f]{8}", ">51e396b3");
  assert_drawn("[a]+b?c*", ">aaaabccccc");
  assert_drawn("[-a]{2}[\\]]", ">aa]");
  assert_drawn("x{2,4}", ">xx");
  static const char *const others[] = {"(a)", "a|b",   "^a",  "a$",     ".",   "[^a]",
                                       "[a",  "[z-a]", "a{2", "a{3,2}", "\\b", "[[:alpha:]]",
                                       "한",  "[]",    "a\\", "*"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_drawn(others[i], NULL);
}

static void labels_say_where(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_case(&f, "../kb/timeout.md", FIXTURE_TIMEOUT);
  fixture_case(&f, "../kb/none.md", "---\nservice: s\n---\n# None\n");
  fixture_case(&f, "../kb/disk.md", FIXTURE_DISK);
  struct arena scratch = {0};
  struct buf files[2] = {{0}, {0}};
  struct sink sinks[2];
  struct emit_context context = {.request = &f.request, .kb = &f.kb, .scratch = &scratch};
  for (size_t i = 0; i < 2; i++)
    sink_open(&sinks[i], sink_into_buf, &files[i]);
  emit_samples(&context, sinks);
  for (size_t i = 0; i < 2; i++)
    sink_close(&sinks[i]);
  struct str log = buf_str(&files[0]), labels = buf_str(&files[1]), line;
  assert_true(str_next_line(&labels, &line));
  assert_text(line, "{\"line\":1,\"byte\":0,\"case\":\"fb854c5f-4cc2-5eb0-b62e-4619d5e5f73f\","
                    "\"path\":\"kb/timeout.md\",\"varied\":false}");
  str_next_line(&labels, &line);
  assert_true(str_next_line(&labels, &line));
  size_t byte = str_find(log, STR("[CRITICAL]"), 0);
  struct str expected =
      arena_printf(&scratch,
                   "{\"line\":3,\"byte\":%zu,\"case\":\"5ca1dcb9-093e-5a8a-ab1f-61c9cab7bd9c\","
                   "\"path\":\"kb/disk.md\",\"varied\":false}",
                   byte);
  assert_text(line, expected.p);
  assert_true(str_next_line(&labels, &line));
  assert_int_equal(labels.n, 0);
  buf_free(&files[0]);
  buf_free(&files[1]);
  arena_free(&scratch);
  fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_come_back_as_they_were),
      cmocka_unit_test(what_varies_is_varied),
      cmocka_unit_test(what_would_not_fit_stays),
      cmocka_unit_test(patterns_are_drawn_from),
      cmocka_unit_test(labels_say_where),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
