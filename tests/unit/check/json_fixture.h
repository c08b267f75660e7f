/* For tests of JSON Schema: schemas and values from YAML, findings as lines of text. */
#ifndef TESTS_JSON_FIXTURE_H
#define TESTS_JSON_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check/json_schema.h"
#include "diag/diag.h"
#include "parse/yaml.h"

struct json_bench {
  struct arena a, scratch;
  struct bag bag;
  const struct json_schema_loader *loader;
  unsigned flags;
  struct value value;
  const struct source *source;
};

static inline void bench_open(struct json_bench *bench) {
  memset(bench, 0, sizeof *bench);
  bench->bag.arena = &bench->a;
}

static inline void bench_close(struct json_bench *bench) {
  arena_free(&bench->a);
  arena_free(&bench->scratch);
}

static inline const struct value *bench_value(struct json_bench *bench, const char *yaml) {
  struct value *value = arena_new(&bench->a, struct value);
  const struct source *source = source_new(&bench->a, STR("t.yaml"), str_from_c(yaml));
  struct span span = span_of(source, 0, source->bytes.n);
  assert_true(
      value_from_yaml(&bench->a, &bench->scratch, &bench->bag, span, YAML_CONFIG, value));
  assert_int_equal(bench->bag.count, 0);
  bench->source = source;
  return value;
}

/* One line a finding: place, rule, message, then "| label", "+ line:column related" and "?
 * help". */
static inline struct str bench_findings(struct json_bench *bench) {
  struct buf out = {0};
  bag_sort(&bench->bag);
  for (size_t i = 0; i < bench->bag.count; i++) {
    const struct diag *diag = &bench->bag.diags[i];
    struct position at = source_position(diag->span.source, diag->span.offset);
    buf_printf(&out, "%zu:%zu-%zu %s: %.*s", at.line, at.column, at.column + diag->span.n,
               diag->rule->name, STR_ARG(diag->message));
    if (diag->label.n > 0)
      buf_printf(&out, " | %.*s", STR_ARG(diag->label));
    for (size_t k = 0; k < diag->related_count; k++) {
      struct position other =
          source_position(diag->related[k].span.source, diag->related[k].span.offset);
      buf_printf(&out, " + %zu:%zu %.*s", other.line, other.column,
                 STR_ARG(diag->related[k].message));
    }
    if (diag->help.n > 0)
      buf_printf(&out, " ? %.*s", STR_ARG(diag->help));
    buf_add_char(&out, '\n');
  }
  struct str text = arena_copy(&bench->a, buf_str(&out));
  buf_free(&out);
  return text;
}

static inline void assert_findings(struct json_bench *bench, const char *expected) {
  struct str found = bench_findings(bench);
  if (!str_equal_c(found, expected))
    print_error("expected:\n%sfound:\n%.*s", expected, STR_ARG(found));
  assert_true(str_equal_c(found, expected));
}

/* The findings of a value. The silent answer must be the same. */
static inline void expect_with(unsigned flags, const char *schema, const char *instance,
                               const char *expected) {
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *compiled = json_schema_compile(
      &bench.a, &bench.scratch, &bench.bag, bench_value(&bench, schema), NULL, flags);
  assert_findings(&bench, "");
  assert_non_null(compiled);
  const struct value *value = bench_value(&bench, instance);
  struct span whole = span_of(bench.source, 0, bench.source->bytes.n);
  bool is_valid = json_schema_check(compiled, &bench.scratch, &bench.bag, value, whole);
  assert_int_equal(json_schema_accepts(compiled, &bench.scratch, value), is_valid);
  size_t errors = 0;
  for (size_t i = 0; i < bench.bag.count; i++)
    errors += bench.bag.diags[i].level == LEVEL_ERROR;
  assert_findings(&bench, expected);
  assert_int_equal(errors == 0, is_valid);
  bench_close(&bench);
}

static inline void expect(const char *schema, const char *instance, const char *expected) {
  expect_with(0, schema, instance, expected);
}

/* The findings of a schema. It is refused if there is an error among them. */
static inline void expect_refusal(const struct json_schema_loader *loader, const char *schema,
                                  const char *expected) {
  struct json_bench bench;
  bench_open(&bench);
  const struct json_schema *compiled = json_schema_compile(
      &bench.a, &bench.scratch, &bench.bag, bench_value(&bench, schema), loader, 0);
  size_t errors = 0;
  for (size_t i = 0; i < bench.bag.count; i++)
    errors += bench.bag.diags[i].level == LEVEL_ERROR;
  assert_findings(&bench, expected);
  assert_int_equal(compiled == NULL, errors > 0);
  bench_close(&bench);
}

#endif
