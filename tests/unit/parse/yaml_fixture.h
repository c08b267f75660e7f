/* For tests of YAML: a text is read, findings and tree come back as lines of text. */
#ifndef TESTS_YAML_FIXTURE_H
#define TESTS_YAML_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "parse/yaml.h"

struct yaml_bench {
  struct arena a, scratch;
  struct bag bag;
  struct source *source;
  struct value value;
  enum yaml_reading reading;
};

static inline void bench_read(struct yaml_bench *bench, struct str text,
                              enum yaml_dialect dialect) {
  memset(bench, 0, sizeof *bench);
  bench->bag.arena = &bench->a;
  bench->source = source_new(&bench->a, STR("t.md"), text);
  struct span span = span_of(bench->source, 0, bench->source->bytes.n);
  bench->reading =
      yaml_read(&bench->a, &bench->scratch, &bench->bag, span, dialect, &bench->value);
  bag_sort(&bench->bag);
}

static inline void bench_close(struct yaml_bench *bench) {
  arena_free(&bench->a);
  arena_free(&bench->scratch);
}

/* "2:16+29 yaml-plain-colon": line, column and bytes of each finding, one behind the other. */
static inline const char *bench_findings(struct yaml_bench *bench) {
  struct str all = arena_copy(&bench->a, STR(""));
  for (size_t i = 0; i < bench->bag.count; i++) {
    const struct diag *diag = &bench->bag.diags[i];
    struct position at = source_position(diag->span.source, diag->span.offset);
    all = arena_printf(&bench->a, "%.*s%s%zu:%zu+%u %s", STR_ARG(all), i > 0 ? ", " : "",
                       at.line, at.column, diag->span.n, diag->rule->name);
  }
  return all.p;
}

static inline void add_tree(struct buf *out, const struct value *value) {
  static const char marks[] = "~?#";
  bool is_object = value->kind == VALUE_OBJECT;
  if (value->kind == VALUE_STRING)
    buf_printf(out, value->style == STYLE_PLAIN ? "%.*s" : "\"%.*s\"", STR_ARG(value->text));
  else if (value->kind < VALUE_STRING)
    buf_printf(out, "%c%.*s", marks[value->kind], STR_ARG(value->text));
  if (value->is_reported)
    buf_add_char(out, '!');
  if (value->kind < VALUE_ARRAY)
    return;
  buf_add_char(out, is_object ? '{' : '[');
  for (size_t i = 0; i < value->count; i++) {
    buf_add_c(out, i > 0 ? ", " : "");
    if (is_object)
      buf_printf(out, "%.*s=", STR_ARG(value->members[i].key));
    add_tree(out, is_object ? &value->members[i].value : &value->items[i]);
  }
  buf_add_char(out, is_object ? '}' : ']');
}

/* "{service=pay, code=#404}": "~" is before a null, "?" before a boolean, "#" before a number,
 * "!" behind a value that was reported; what is not plain is in quotes. */
static inline const char *bench_tree(struct yaml_bench *bench) {
  struct buf out = {0};
  add_tree(&out, &bench->value);
  struct str text = arena_copy(&bench->a, buf_str(&out));
  buf_free(&out);
  return text.p;
}

/* What stands in the text for the value of a key of the root. */
static inline struct str bench_span(struct yaml_bench *bench, const char *key) {
  const struct value *value = value_get(&bench->value, str_from_c(key));
  assert_non_null(value);
  return span_text(value->span);
}

struct yaml_row {
  const char *text, *findings, *tree;
};

static inline void check_rows(const struct yaml_row *rows, size_t count,
                              enum yaml_dialect dialect) {
  for (size_t i = 0; i < count; i++) {
    struct yaml_bench bench;
    bench_read(&bench, str_from_c(rows[i].text), dialect);
    assert_string_equal(bench_findings(&bench), rows[i].findings);
    assert_string_equal(bench_tree(&bench), rows[i].tree);
    bench_close(&bench);
  }
}

#define CHECK_ROWS(rows, dialect) check_rows((rows), sizeof(rows) / sizeof *(rows), (dialect))

#endif
