/* kb.h and kb.c as text: records, tables, the build id, the prefix. tests/e2e/c-tables compiles
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../kb_fixture.h"
#include "emit/emitter.h"
#include "link/message_draft.h"
#include "link/message_template.h"

#define TEMPLATE "{time} {service}: {message}[[ | {context}]]"

struct output {
  struct buf header, source;
};

static struct output emit(struct fixture *f) {
  for (size_t i = 0; i < f->kb.case_count; i++) {
    message_drafts_build(&f->a, &f->schema, f->cases[i]);
    f->cases[i]->pattern_count = 0;
    f->cases[i]->patterns = NULL;
  }
  message_patterns_build(&f->a, &f->kb);
  struct output output = {{0}, {0}};
  struct sink sinks[2];
  struct arena scratch = {0};
  struct emit_request request = {.kb = &f->kb, .working_folder = STR("/corpus")};
  struct emit_context context = {.request = &request, .kb = &f->kb, .scratch = &scratch};
  sink_open(&sinks[0], sink_into_buf, &output.header);
  sink_open(&sinks[1], sink_into_buf, &output.source);
  emit_c(&context, sinks);
  sink_close(&sinks[0]);
  sink_close(&sinks[1]);
  arena_free(&scratch);
  return output;
}

static void output_free(struct output *output) {
  buf_free(&output->header);
  buf_free(&output->source);
}

static void assert_holds(const struct buf *text, const char *expected) {
  if (str_find(buf_str(text), str_from_c(expected), 0) == STR_NONE)
    print_error("missing: %s\nin: %.*s\n", expected, STR_ARG(buf_str(text)));
  assert_int_not_equal(str_find(buf_str(text), str_from_c(expected), 0), STR_NONE);
}

static void assert_lacks(const struct buf *text, const char *expected) {
  assert_int_equal(str_find(buf_str(text), str_from_c(expected), 0), STR_NONE);
}

static void open_two_cases(struct fixture *f) {
  fixture_open(f);
  fixture_template(f, TEMPLATE);
  struct kb_case *b = fixture_case(f, "b-2", "db", "Pool-1 is empty",
                                   "10:00:00.123 db: Pool - Pool-1 is empty | x");
  fixture_section(f, b, 1, "1. look\n2. /* act */");
  fixture_case(f, "a-1", "api", NULL, NULL);
}

static void test_record(void **state) {
  (void)state;
  struct fixture f;
  open_two_cases(&f);
  struct output output = emit(&f);
  assert_holds(&output.source, "static const struct kb_text_table {\n  char cb_2[135];\n"
                               "  char ca_1[46];\n");
  assert_holds(&output.source, "  char key0[6];\n  char key1[8];\n  char section0[6];\n");
  assert_holds(&output.source, "} kb_texts = {\n"
                               "    "
                               "\"\\032\\001\\002\\001\\000\\000\\027\\011\\000\\023\\015\\000"
                               "\\041\\011\\000\\100\\053\\001\\000\\002\\000\"\n"
                               "    \"\\003\\017\\001\\053\\024\\000\"\n"
                               "    \"db\\000\"\n"
                               "    \"Pool-1 is empty\\000\"\n"
                               "    \"A - Title b-2\\000\"\n"
                               "    \"kb/b-2.md\\000\"\n"
                               "    \"1. look\\n\"\n"
                               "    \"2. /* act */\\000\"\n"
                               "    \"10:00:00.123 db: Pool - Pool-1 is empty | x\",\n");
  output_free(&output);
  fixture_close(&f);
}

static void test_tables(void **state) {
  (void)state;
  struct fixture f;
  open_two_cases(&f);
  struct output output = emit(&f);
  assert_holds(&output.source, "kb_cases[] = {\n    {KB_AT(cb_2), ");
  assert_holds(&output.source, "    {KB_AT(ca_1), ");
  assert_holds(&output.source, "static const struct kb_id kb_ids[] = {\n    {");
  assert_holds(&output.source, "    {0, \"b-2\"},\n");
  assert_holds(&output.source, "    {1, \"a-1\"},\n");
  assert_holds(&output.source, "static const uint16_t kb_message_pilots[] = {\n    0,\n};\n");
  assert_holds(&output.source,
               "static const uint32_t kb_message_places[] = {\n    0, 0,\n};\n");
  assert_holds(&output.source,
               "kb_keys[] = {\n    {KB_AT(key0), 5},\n    {KB_AT(key1), 7},\n};\n");
  assert_holds(&output.source, "    {{KB_AT(section1), 7}, {KB_AT(title1), 11}},\n};\n");
  assert_holds(&output.source, "kb_sizes = {\n    2, 1, 2, 1,\n};\n");
  output_free(&output);
  fixture_close(&f);
}

/* C has no empty arrays: without cases and templates there is a row that nobody counts. */
static void test_empty(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct output output = emit(&f);
  assert_holds(&output.source, "kb_cases[] = {\n    {0, 0},\n};\n");
  assert_holds(&output.source, "kb_forms[] = {\n    0,\n};\n");
  assert_holds(&output.source, "kb_sizes = {\n    0, 0, 0, 0,\n};\n");
  output_free(&output);
  fixture_close(&f);
}

static void test_matcher(void **state) {
  (void)state;
  struct fixture f;
  open_two_cases(&f);
  struct output output = emit(&f);
  assert_holds(&output.source, "} kb_bytes = {\n    \"dbpool is empty");
  assert_holds(&output.source,
               "static const uint32_t kb_services[] = {\n    0u, 2u, 0u,\n};\n");
  assert_holds(&output.source, "static const struct kb_tables kb_tables = {\n"
                               "    (const char *)&kb_bytes,\n    kb_patterns,\n");
  assert_holds(&output.source, "static int kb_next_word(struct kb_words *words) {\n");
  output_free(&output);
  fixture_close(&f);
}

static void test_prefix(void **state) {
  (void)state;
  struct fixture f;
  open_two_cases(&f);
  f.schema.outputs.c_prefix = STR("pay");
  struct output output = emit(&f);
  assert_holds(&output.header, "#ifndef PAY_H\n#define PAY_H\n");
  assert_holds(&output.header, "#define PAY_API_VERSION 1\n");
  assert_holds(
      &output.header,
      "static inline int pay_match(const char *line, size_t n, struct pay_match *match);");
  assert_holds(&output.source, "#include \"pay.h\"\n");
  assert_lacks(&output.header, "kb_");
  assert_lacks(&output.header, "KB_");
  assert_lacks(&output.source, "kb_");
  assert_lacks(&output.source, "KB_");
  output_free(&output);
  fixture_close(&f);
}

static struct str build_id(const struct output *output) {
  struct str header = buf_str(&output->header), mark = STR("#define KB_BUILD_ID \"");
  size_t at = str_find(header, mark, 0);
  assert_int_not_equal(at, STR_NONE);
  assert_int_equal(header.p[at + mark.n + HASH_LENGTH], '"');
  return str_slice(header, at + mark.n, at + mark.n + HASH_LENGTH);
}

static void test_build_id(void **state) {
  (void)state;
  struct fixture f;
  open_two_cases(&f);
  struct output first = emit(&f), second = emit(&f);
  assert_true(str_equal(buf_str(&first.source), buf_str(&second.source)));
  assert_true(str_equal(buf_str(&first.header), buf_str(&second.header)));
  output_free(&second);
  f.cases[0]->sections[0].text = STR("1. look\n2. act");
  second = emit(&f);
  assert_false(str_equal(build_id(&first), build_id(&second)));
  output_free(&second);
  f.cases[0]->sections[0].text = STR("1. look\n2. /* act */");
  second = emit(&f);
  assert_true(str_equal(build_id(&first), build_id(&second)));
  output_free(&second);
  f.section_kinds[0].title = STR("Cause");
  second = emit(&f);
  assert_false(str_equal(build_id(&first), build_id(&second)));
  output_free(&second);
  output_free(&first);
  fixture_close(&f);
}

/* The lists and mappings of front matter are there as JSON, null as nothing. */
static void test_front_values(void **state) {
  (void)state;
  struct fixture f;
  open_two_cases(&f);
  struct value items[] = {fixture_value(STR("a")), fixture_value(STR("b\"c"))};
  struct value *front = (struct value *)(uintptr_t)f.cases[1]->doc->front;
  front->members[1] = (struct value_member){
      .key = STR("tags"), .value = {.kind = VALUE_ARRAY, .items = items, .count = 2}};
  front->members[2] = (struct value_member){.key = STR("none"), .value = {.kind = VALUE_NULL}};
  front->count = 3;
  struct output output = emit(&f);
  assert_holds(&output.source, "    \"api\\000\"\n"
                               "    \"[\\\"a\\\",\\\"b\\\\\\\"c\\\"]\\000\"\n"
                               "    \"\\000\"\n");
  output_free(&output);
  fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_record),       cmocka_unit_test(test_tables),
      cmocka_unit_test(test_matcher),      cmocka_unit_test(test_empty),
      cmocka_unit_test(test_prefix),       cmocka_unit_test(test_build_id),
      cmocka_unit_test(test_front_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
