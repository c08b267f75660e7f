/* Tests emit/stores/record.c: what was compiled and what is read back are the same, and what is no
 * chunk is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit/chunks/chunk.h"
#include "emit/stores/record.h"
#include "emit_fixture.h"

static void assert_same(const struct record *one, const struct record *two) {
  assert_true(str_equal(one->id, two->id));
  assert_true(str_equal(one->case_id, two->case_id));
  assert_true(str_equal(one->unit, two->unit));
  assert_true(str_equal(one->section, two->section));
  assert_int_equal(one->occurrence, two->occurrence);
  assert_int_equal(one->part, two->part);
  assert_int_equal(one->parts, two->parts);
  assert_true(str_equal(one->text, two->text));
  assert_true(str_equal(one->hash, two->hash));
  assert_true(str_equal(one->meta_hash, two->meta_hash));
  assert_int_equal(one->tokens, two->tokens);
  assert_true(str_equal(one->metadata_json, two->metadata_json));
  assert_int_equal(one->metadata_count, two->metadata_count);
  for (size_t i = 0; i < one->metadata_count; i++) {
    assert_true(str_equal(one->metadata[i].key, two->metadata[i].key));
    assert_true(str_equal(one->metadata[i].text, two->metadata[i].text));
    assert_int_equal(one->metadata[i].kind, two->metadata[i].kind);
  }
}

static void a_line_gives_back_its_chunk(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  f.schema.chunks.unit = CHUNK_BOTH;
  f.schema.chunks.tokens.max = 40;
  const char *cases[] = {FIXTURE_TIMEOUT, FIXTURE_DISK};
  for (size_t c = 0; c < 2; c++) {
    struct kb_case *kb_case = fixture_case(&f, "kb/a \"b\".md", cases[c]);
    struct case_chunks of = chunk_case(&f.a, &f.schema, kb_case, STR("kb/a \"b\".md"));
    assert_true(of.count > 4);
    for (size_t i = 0; i < of.count; i++) {
      struct buf line = {0};
      chunk_write(&line, &f.schema, kb_case, &of, i);
      struct record one = record_of(&f.a, &f.schema, kb_case, &of, i), two;
      const char *reason = NULL;
      assert_true(record_read(&f.a, buf_str(&line), &two, &reason));
      assert_null(reason);
      assert_same(&one, &two);
      assert_null(two.kb_case);
      buf_free(&line);
    }
  }
  fixture_close(&f);
}

#define ID "\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\","
#define CASE "\"case\":\"3bc3ac4f-7d7a-5049-9804-82efddb08eef\","
#define HASHES                                                                                 \
  "\"hash\":\"3cb415f3da40aaacee85da3f97fe6703\","                                             \
  "\"meta_hash\":\"610f83dfe6205624350b2bcca1b2b36f\","
#define RECORD "\"unit\":\"record\",\"part\":1,\"parts\":1,"
#define TEXT "\"text\":\"a\","
#define META "\"tokens\":1,\"metadata\":{\"title\":\"t\",\"path\":\"p\"}"

static void what_is_no_chunk_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = {
      "",
      "[]",
      "{}",
      "{" ID CASE RECORD TEXT HASHES META,
      "{" ID CASE RECORD TEXT HASHES META "}}",
      "{" CASE RECORD TEXT HASHES META "}",
      "{" ID ID CASE RECORD TEXT HASHES META "}",
      "{\"id\":\"6767F339-d07a-5682-9b3c-a7fd1e702345\"," CASE RECORD TEXT HASHES META "}",
      "{\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e70234\"," CASE RECORD TEXT HASHES META "}",
      "{" ID CASE "\"unit\":\"page\",\"part\":1,\"parts\":1," TEXT HASHES META "}",
      "{" ID CASE "\"unit\":\"section\",\"part\":1,\"parts\":1," TEXT HASHES META "}",
      "{" ID CASE "\"unit\":\"record\",\"section\":\"a\",\"occurrence\":1,\"part\":1,"
      "\"parts\":1," TEXT HASHES META "}",
      "{" ID CASE "\"unit\":\"record\",\"part\":2,\"parts\":1," TEXT HASHES META "}",
      "{" ID CASE "\"unit\":\"record\",\"part\":0,\"parts\":1," TEXT HASHES META "}",
      "{" ID CASE "\"unit\":\"record\",\"part\":1.0,\"parts\":1," TEXT HASHES META "}",
      "{" ID CASE RECORD "\"text\":1," HASHES META "}",
      "{" ID CASE RECORD "\"text\":\"\xFF\"," HASHES META "}",
      "{" ID CASE RECORD "\"text\":\"\\ud800\"," HASHES META "}",
      "{" ID CASE RECORD TEXT HASHES "\"tokens\":1,\"metadata\":[]}",
      "{" ID CASE RECORD TEXT HASHES "\"tokens\":1,\"metadata\":{\"title\":\"t\"}}",
      "{" ID CASE RECORD TEXT HASHES
      "\"tokens\":1,\"metadata\":{\"title\":null,\"path\":\"p\"}}",
      "{" ID CASE RECORD TEXT HASHES
      "\"tokens\":1,\"metadata\":{\"title\":\"t\",\"path\":\"p\",\"a\":[]}}",
      "{" ID CASE RECORD TEXT HASHES
      "\"tokens\":1,\"metadata\":{\"title\":\"t\",\"path\":\"p\",\"path\":\"q\"}}",
      "{" ID CASE RECORD TEXT HASHES
      "\"tokens\":1,\"metadata\":{\"title\":\"t\",\"path\":\"p\",\"a b\":1}}",
  };
  struct arena a = {0};
  struct record record;
  const char *reason = NULL;
  assert_true(record_read(&a, STR("{" ID CASE RECORD TEXT HASHES META "}"), &record, &reason));
  assert_true(record_read(&a, STR("{\"later\":[1]," ID CASE RECORD TEXT HASHES META "}"),
                          &record, &reason));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    reason = NULL;
    assert_false(record_read(&a, str_from_c(bad[i]), &record, &reason));
    assert_non_null(reason);
  }
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_gives_back_its_chunk),
      cmocka_unit_test(what_is_no_chunk_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
