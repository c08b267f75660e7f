/* Tests emit/limits.c: what an output cannot take is found before anything is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "diag/diag.h"
#include "emit/chunks/chunk.h"
#include "emit/rules.h"
#include "emit_fixture.h"

static struct bag check(struct fixture *f) {
  struct arena scratch = {0};
  struct bag bag = {.arena = &f->a};
  emit_check(&scratch, &bag, &f->request);
  arena_free(&scratch);
  return bag;
}

static void a_line_has_so_many_bytes(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct kb_case *kb_case = fixture_case(&f, "../kb/disk.md", FIXTURE_DISK);
  struct case_chunks of = chunk_case(&f.a, &f.schema, kb_case, STR("kb/disk.md"));
  struct buf line = {0};
  chunk_write(&line, &f.schema, kb_case, &of, 0);
  f.schema.outputs.jsonl_bytes_per_line.max = line.n;
  assert_int_equal(check(&f).count, 0);
  f.schema.outputs.jsonl_bytes_per_line.max = line.n - 1;
  struct bag bag = check(&f);
  assert_int_equal(bag.count, 1);
  assert_ptr_equal(bag.diags[0].rule, &emit_rules[EMIT_OUTPUT_LIMIT]);
  assert_int_equal(bag.diags[0].span.offset, kb_case->title_span.offset);
  struct str number = arena_printf(&f.a, " %zu bytes", line.n);
  assert_true(str_find(bag.diags[0].message, number, 0) != STR_NONE);
  buf_free(&line);
  fixture_close(&f);
}

/* The quick look must not let pass what the exact one would not. */
static void what_is_escaped_counts_as_escaped(void **state) {
  (void)state;
  static const char *const texts[] = {
      "<<<<<<<</</</</!",
      "\"\\\"\\\t\n",
      "\x7F\x1B\x01",
      "\xC2\x80\xC2\x9F\xD8\x9C",
      "\xE2\x80\xA8\xE2\x80\xAE\xEF\xBB\xBF",
      "\xF3\xA0\x81\x81\xF3\xA0\x80\x81",
      "한글한글",
      "\xFF\xFE",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct fixture f;
    fixture_open(&f);
    struct str text = {NULL, 0};
    for (size_t n = 0; n < 100; n++)
      text = arena_printf(&f.a, "%.*s%s", STR_ARG(text), texts[i]);
    struct kb_case *kb_case = fixture_case(&f, "../kb/x.md", FIXTURE_DISK);
    kb_case->sections[1].text = text;
    struct case_chunks of = chunk_case(&f.a, &f.schema, kb_case, STR("kb/x.md"));
    struct buf line = {0};
    size_t longest = 0;
    for (size_t j = 0; j < of.count; j++) {
      buf_clear(&line);
      chunk_write(&line, &f.schema, kb_case, &of, j);
      longest = line.n > longest ? line.n : longest;
    }
    f.schema.outputs.jsonl_bytes_per_line.max = longest - 1;
    assert_int_equal(check(&f).count, 1);
    f.schema.outputs.jsonl_bytes_per_line.max = longest;
    assert_int_equal(check(&f).count, 0);
    buf_free(&line);
    fixture_close(&f);
  }
}

/* The exact limit, by trying: the largest with which a line is too long, and one more. */
static void assert_exact(struct fixture *f) {
  size_t low = 1, high = 1 << 20;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    f->schema.outputs.jsonl_bytes_per_line.max = middle;
    if (check(f).count > 0)
      low = middle + 1;
    else
      high = middle;
  }
  struct case_chunks of = chunk_case(&f->a, &f->schema, f->cases[0], STR("kb/disk.md"));
  size_t longest = 0;
  for (size_t i = 0; i < of.count; i++) {
    struct buf line = {0};
    chunk_write(&line, &f->schema, f->cases[0], &of, i);
    longest = line.n > longest ? line.n : longest;
    buf_free(&line);
  }
  assert_int_equal(low, longest);
}

/* A path in the text and the template of a message among the metadata take room, too. */
static void a_path_and_a_template_count(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_case(&f, "kb/disk.md", FIXTURE_DISK);
  fixture_text(&f, "{path}\n{path}\n{title}\n\n{summary}\n\n{actions}");
  assert_exact(&f);
  f.metadata[3] = (struct name){
      .kind = NAME_MESSAGE, .text = STR("log.main.template"), .as = STR("template")};
  assert_exact(&f);
  f.cases[0]->log_line_count = 0;
  assert_exact(&f);
  fixture_close(&f);
}

/* A rule that the schema names without a level keeps its own. */
static void a_rule_without_a_level_is_not_silenced(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_case(&f, "kb/one.md", FIXTURE_DISK);
  fixture_case(&f, "kb/two.md", FIXTURE_DISK);
  struct rule_level level = {
      .name = STR("duplicate-identity"), .level = LEVEL_OFF, .keeps_level = true};
  f.schema.rules = &level;
  f.schema.rule_count = 1;
  assert_int_equal(check(&f).count, 0);
  level.keeps_level = false;
  assert_int_equal(check(&f).count, 1);
  fixture_close(&f);
}

static void a_header_may_be_too_long(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_case(&f, "kb/disk.md", FIXTURE_DISK);
  f.schema.chunks.tokens.max = 32;
  assert_int_equal(check(&f).count, 0);
  fixture_text(
      &f, "{title} {title} {title}\n{service} {service} {service}\n\n{summary}\n\n{actions}");
  struct bag bag = check(&f);
  assert_int_equal(bag.count, 1);
  assert_ptr_equal(bag.diags[0].rule, &emit_rules[EMIT_HEADER_LONG]);
  f.schema.chunks.tokens.max = 512;
  assert_int_equal(check(&f).count, 0);
  fixture_close(&f);
}

static void ids_are_unique_even_where_lint_is_silent(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  fixture_case(&f, "kb/one.md", FIXTURE_DISK);
  fixture_case(&f, "kb/two.md", FIXTURE_DISK);
  /* As an error lint has reported it. */
  assert_int_equal(check(&f).count, 0);
  struct rule_level level = {.name = STR("duplicate-identity"), .level = LEVEL_WARNING};
  f.schema.rules = &level;
  f.schema.rule_count = 1;
  struct bag bag = check(&f);
  assert_int_equal(bag.count, 1);
  assert_ptr_equal(bag.diags[0].rule, &emit_rules[EMIT_ID_DUPLICATE]);
  assert_true(str_equal_c(bag.diags[0].path, "kb/two.md"));
  assert_true(str_equal_c(bag.diags[0].related[0].span.source->path, "kb/one.md"));
  level.level = LEVEL_ERROR;
  assert_int_equal(check(&f).count, 0);
  fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_has_so_many_bytes),
      cmocka_unit_test(what_is_escaped_counts_as_escaped),
      cmocka_unit_test(a_header_may_be_too_long),
      cmocka_unit_test(a_path_and_a_template_count),
      cmocka_unit_test(a_rule_without_a_level_is_not_silenced),
      cmocka_unit_test(ids_are_unique_even_where_lint_is_silent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
