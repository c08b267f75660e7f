/* Log lines: taken apart, put together again, and what fails first in those that do not fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "check/log_blame.h"
#include "check/log_line.h"
#include "model/case.h"
#include "parse/log_template.h"

#define TEMPLATE "\\[{level}\\] {time} {service}: {message}[[ | Context: {context}]]"

struct bench {
  struct arena a;
  struct log_template template;
  struct pattern *pattern;
  struct log_line line;
};

static void bench_open(struct bench *b, const char *text) {
  static struct str levels[2];
  memset(b, 0, sizeof *b);
  levels[0] = STR("WARN");
  levels[1] = STR("ERROR");
  assert_int_equal(log_template_parse(&b->a, str_from_c(text), &b->template).message.n, 0);
  struct pattern_error error;
  b->pattern = pattern_compile(&b->a, STR("[a-z]+"), PATTERN_WHOLE, &error);
  assert_non_null(b->pattern);
  for (size_t i = 0; i < b->template.field_count; i++) {
    struct log_field *field = &b->template.fields[i];
    if (str_equal_c(field->name, "level")) {
      field->type = FIELD_ENUM;
      field->values = levels;
      field->value_count = 2;
    } else if (str_equal_c(field->name, "time")) {
      field->type = FIELD_TIMESTAMP;
      field->format = STR("%Y-%m-%d %H:%M:%S");
    } else if (str_equal_c(field->name, "service")) {
      field->pattern = b->pattern;
    } else if (str_equal_c(field->name, "context")) {
      field->type = FIELD_MAP;
      field->map = (struct map_form){STR("{"),     STR("}"),  STR(", "),
                                     {NULL, 0}, STR("=\""), STR("\"")};
    }
  }
}

static struct log_failure bench_parse(struct bench *b, const char *text) {
  struct source *source = source_new(&b->a, STR("x"), str_from_c(text));
  return log_line_parse(&b->a, &b->a, &b->template, span_of(source, 0, source->bytes.n),
                        &b->line);
}

static void bench_close(struct bench *b) {
  pattern_free(b->pattern);
  arena_free(&b->a);
}

static void assert_field(const struct bench *b, size_t field, const char *expected) {
  struct str text = log_line_text(&b->line, field);
  assert_true(str_equal_c(text, expected));
}

static void test_fits(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b, TEMPLATE);
  struct log_failure failure = bench_parse(
      &b, "[WARN] 2024-03-15 10:00:00 pay: gone: away | Context: {A=\"1\", B=\"x, y\", C=\"\"}");
  assert_int_equal(failure.kind, LOG_FITS);
  assert_field(&b, 0, "WARN");
  assert_field(&b, 1, "2024-03-15 10:00:00");
  assert_field(&b, 2, "pay");
  assert_field(&b, 3, "gone: away");
  assert_field(&b, 4, "{A=\"1\", B=\"x, y\", C=\"\"}");
  assert_int_equal(b.line.pair_count, 3);
  assert_true(str_equal_c(span_text(b.line.pairs[1].key), "B"));
  assert_true(str_equal_c(span_text(b.line.pairs[1].value), "x, y"));
  assert_int_equal(b.line.pairs[2].value.n, 0);
  bench_close(&b);
}

static void test_without_optional(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b, TEMPLATE);
  assert_int_equal(bench_parse(&b, "[ERROR] 2024-03-15 10:00:00 pay: gone | away").kind, LOG_FITS);
  assert_field(&b, 3, "gone | away");
  assert_null(b.line.fields[4].source);
  bench_close(&b);
}

/* Where the optional stretch begins it must fit: a broken context is never message text. */
static void test_broken_context(void **state) {
  (void)state;
  static const char *const contexts[] = {"{A=\"1\"", "A=\"1\"}", "{A=1}", "{A=\"1\" B=\"2\"}",
                                         "{A=\"1\", }", "{=\"1\"}", ""};
  for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
    struct bench b;
    bench_open(&b, TEMPLATE);
    struct str line = arena_printf(&b.a, "[WARN] 2024-03-15 10:00:00 pay: x | Context: %s",
                                   contexts[i]);
    struct log_failure failure = bench_parse(&b, line.p);
    assert_int_equal(failure.kind, LOG_MAP);
    assert_int_equal(failure.field, 4);
    bench_close(&b);
  }
}

static void assert_failure(const char *text, enum log_failure_kind kind, size_t offset,
                           const char *there) {
  struct bench b;
  bench_open(&b, TEMPLATE);
  struct log_failure failure = bench_parse(&b, text);
  assert_int_equal(failure.kind, kind);
  assert_int_equal(failure.span.offset, offset);
  assert_true(str_equal_c(span_text(failure.span), there));
  bench_close(&b);
}

static void test_first_failure(void **state) {
  (void)state;
  assert_failure("WARN 2024", LOG_LITERAL, 0, "WARN 2024");
  assert_failure("[warn] 2024-03-15 10:00:00 pay: x", LOG_FIELD, 1, "warn");
  assert_failure("[WARN] 15.3.2024 pay: x", LOG_FIELD, 7, "15.3.2024");
  assert_failure("[WARN] 2024-13-15 10:00:00 pay: x", LOG_TIMESTAMP, 7, "2024-13-15 10:00:00");
  assert_failure("[WARN] 2024-03-15 10:00:00 Pay: x", LOG_FIELD, 27, "Pay");
  assert_failure("[WARN] 2024-03-15 10:00:00 pay: ", LOG_FIELD, 32, "");
  assert_failure("[WARN] 2024-03-15 10:00:00 pay", LOG_ENDLESS, 27, "pay");
  assert_failure("[WARN", LOG_ENDLESS, 1, "WARN");
}

static void assert_blame(const char *text, enum log_failure_kind kind, size_t offset,
                         const char *there, const char *expected) {
  struct bench b;
  bench_open(&b, TEMPLATE);
  struct log_failure failure = bench_parse(&b, text);
  struct span line = {failure.span.source, 0, strlen(text)};
  failure = log_blame(&b.a, &b.template, line, failure);
  assert_int_equal(failure.kind, kind);
  assert_int_equal(failure.span.offset, offset);
  assert_true(str_equal_c(span_text(failure.span), there));
  assert_true(str_equal_c(failure.expected, expected));
  bench_close(&b);
}

/* A literal that is missing is found where it should have stood, not where the line ends. */
static void test_blame(void **state) {
  (void)state;
  assert_blame("WARN 2024", LOG_LITERAL, 0, "WARN", "[");
  assert_blame("[WARN", LOG_LITERAL, 5, "", "] ");
  assert_blame("[WARN 2024-03-15 10:00:00 pay: x", LOG_LITERAL, 5, " 2024-03-15", "] ");
  assert_blame("[WARN]2024-03-15 10:00:00 pay: x", LOG_LITERAL, 5, "]2024-03-15", "] ");
  assert_blame("[WARN] 2024-03-15 10:00:00", LOG_LITERAL, 26, "", " ");
  assert_blame("[WARN] 2024-03-15 10:00:00 pay", LOG_LITERAL, 30, "", ": ");
  assert_blame("[WARN] 2024-03-15 10:00:00 pay:x", LOG_LITERAL, 30, ":x", ": ");
  assert_blame("[WARN] 2024-03-15 10:00:00 pay - gone: away", LOG_FIELD, 27, "pay - gone", "");
  assert_blame("[WARN] 2024-03-15 10:00:00 PAY gone away", LOG_FIELD, 27, "PAY", ": ");
  assert_blame("[WARN] 2024-03-15 10:00:00 pay gone | Context: {}", LOG_FIELD, 27,
               "pay gone | Context", "");
  assert_blame("[WARN] yesterday at ten", LOG_FIELD, 7, "yesterday", "");
}

/* Where a field takes anything, nobody knows where it should have ended. */
static void test_blame_endless(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b, "{message}; {service}");
  struct log_failure failure = bench_parse(&b, "gone away");
  failure = log_blame(&b.a, &b.template, failure.span, failure);
  assert_int_equal(failure.kind, LOG_ENDLESS);
  assert_true(str_equal_c(span_text(failure.span), "gone away"));
  bench_close(&b);
}

static void assert_fault(const char *context, enum log_map_fault fault, const char *there) {
  struct bench b;
  bench_open(&b, TEMPLATE);
  struct str line =
      arena_printf(&b.a, "[WARN] 2024-03-15 10:00:00 pay: x | Context: %s", context);
  struct log_failure failure = bench_parse(&b, line.p);
  assert_int_equal(failure.kind, LOG_MAP);
  assert_int_equal(failure.fault, fault);
  assert_true(str_equal_c(span_text(failure.span), there));
  bench_close(&b);
}

static void test_map_faults(void **state) {
  (void)state;
  assert_fault("A=\"1\"}", MAP_OPEN, "A=\"1\"}");
  assert_fault("{A=\"1\"", MAP_CLOSE, "");
  assert_fault("{A=\"}\"} x", MAP_BEHIND, " x");
  assert_fault("{A=\"1\", B=2}", MAP_PAIR, "B=2");
  assert_fault("{=\"1\"}", MAP_KEY, "=\"1\"");
  assert_fault("{A =\"1\", B=\"2\"}", MAP_KEY, "A =\"1\"");
  assert_fault("{A=\"1, B=2}", MAP_VALUE_END, "1, B=2");
  assert_fault("{A=\"1\";B=\"2\"}", MAP_JOIN, ";B=\"2\"");
  assert_fault("{A=\"1\", }", MAP_JOIN_LAST, ", ");
}

static void test_trailing(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b, "{service}: end");
  struct log_failure failure = bench_parse(&b, "pay: end of it");
  assert_int_equal(failure.kind, LOG_TRAILING);
  assert_true(str_equal_c(span_text(failure.span), " of it"));
  bench_close(&b);
}

static void test_begins(void **state) {
  (void)state;
  struct bench b;
  bench_open(&b, TEMPLATE);
  static const struct {
    const char *text;
    bool begins;
  } rows[] = {
      {"[WARN] broken behind", true},
      {"[WARN] 2024-03-15 10:00:00 pay: x", true},
      {"[link] to a page", false},
      {"[warn] 2024-03-15 10:00:00 pay: x", true},
      {"[link] to 2024-03-15", false},
      {"[link] to all that was at 2024-03-15 10:00:00", false},
      {"prose", false},
      {"", false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct source *source = source_new(&b.a, STR("x"), str_from_c(rows[i].text));
    bool begins =
        log_line_begins(&b.a, &b.template, span_of(source, 0, source->bytes.n));
    assert_int_equal(begins, rows[i].begins);
  }
  bench_close(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fits),           cmocka_unit_test(test_without_optional),
      cmocka_unit_test(test_broken_context), cmocka_unit_test(test_first_failure),
      cmocka_unit_test(test_trailing),       cmocka_unit_test(test_begins),
      cmocka_unit_test(test_blame),          cmocka_unit_test(test_blame_endless),
      cmocka_unit_test(test_map_faults),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
