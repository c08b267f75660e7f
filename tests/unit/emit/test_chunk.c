/* Tests emit/chunks/chunk.c and what it is made of: the template, the units, ids and hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "emit/chunks/chunk.h"
#include "emit/chunks/tokens.h"
#include "emit/emitter.h"
#include "emit_fixture.h"

static struct case_chunks chunks_of(struct fixture *f, const struct kb_case *kb_case) {
  return chunk_case(&f->a, &f->schema, kb_case, STR("kb/x.md"));
}

static void assert_text(struct str text, const char *expected) {
  if (!str_equal_c(text, expected))
    fail_msg("\n%.*s\n---- is not\n%s", STR_ARG(text), expected);
}

static void one_chunk_a_case(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct kb_case *kb_case = fixture_case(&f, "kb/x.md", FIXTURE_DISK);
  struct case_chunks of = chunks_of(&f, kb_case);
  assert_int_equal(of.count, 1);
  assert_text(
      of.chunks[0].text,
      "디스크 가득 참\n"
      "service: db-cluster\n\n"
      "[CRITICAL] 2024-03-16T00:00:00.000Z db-cluster/8.0 [abc]: No space left on /data\n\n"
      "로그가 지워지지 않는다.\n\n"
      "1. 지운다.\n2. 늘린다.");
  assert_text(of.metadata,
              "{\"service\":\"db-cluster\",\"category\":\"DB\",\"level\":\"CRITICAL\","
              "\"title\":\"디스크 가득 참\",\"path\":\"kb/x.md\"}");
  struct buf line = {0};
  chunk_write(&line, &f.schema, kb_case, &of, 0);
  assert_true(str_starts_with(
      buf_str(&line),
      STR("{\"id\":\"b78d4f30-aaad-582b-a7fa-c330cda90668\",\"case\":"
          "\"5ca1dcb9-093e-5a8a-ab1f-61c9cab7bd9c\",\"unit\":\"record\",\"part\":1,"
          "\"parts\":1,\"text\":\"디스크 가득 참\\nservice")));
  buf_free(&line);
  fixture_close(&f);
}

/* The template with what the case lacks. */
static void assert_rendered(const char *template, const char *expected) {
  struct fixture f;
  fixture_open(&f);
  fixture_text(&f, template);
  struct kb_case *kb_case = fixture_case(&f, "kb/x.md",
                                         "---\nservice: pay\n---\n# Slow\n\n"
                                         "## Root Cause\nOne.\n\nTwo.\n");
  assert_text(chunks_of(&f, kb_case).chunks[0].text, expected);
  fixture_close(&f);
}

static void what_is_absent_leaves_no_trace(void **state) {
  (void)state;
  assert_rendered(
      "{title}\nowner: {owner}\nservice: {service}\n\n{summary}\n\n{cause}\n\n{actions}",
      "Slow\nservice: pay\n\nOne.\n\nTwo.");
  assert_rendered("{title}\n\nSummary:\n{summary}\n\nCause:\n{cause}",
                  "Slow\n\nCause:\nOne.\n\nTwo.");
  assert_rendered("{owner} {service}\n\nalways\n\n\n\n{category}{cause}",
                  "pay\n\nalways\n\nOne.\n\nTwo.");
  assert_rendered("Label\n{summary}\n\n{actions}\nLabel", "Slow");
  assert_rendered("", "Slow");
}

static void sections_on_their_own(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  f.schema.chunks.unit = CHUNK_BOTH;
  fixture_text(&f, "{title}\nservice: {service}\n\nWhy: {cause}\n\nfrom {path}");
  struct kb_case *kb_case =
      fixture_case(&f, "kb/x.md",
                   "---\nservice: pay\n---\n# Slow\n\n## Root Cause\nOne.\n\n"
                   "## Action Items\n1. Do.\n\n## Root Cause\nTwo.\n");
  struct case_chunks of = chunks_of(&f, kb_case);
  assert_int_equal(of.count, 4);
  assert_text(of.chunks[0].text, "Slow\nservice: pay\n\nWhy: One.\n\nTwo.\n\nfrom kb/x.md");
  assert_text(of.chunks[1].text, "Slow\nservice: pay\n\nWhy: One.\n\nfrom kb/x.md");
  assert_text(of.chunks[2].text, "Slow\nservice: pay\n\nfrom kb/x.md\n\n1. Do.");
  assert_text(of.chunks[3].text, "Slow\nservice: pay\n\nWhy: Two.\n\nfrom kb/x.md");
  assert_null(of.chunks[0].section);
  assert_int_equal(of.chunks[3].section->occurrence, 1);
  for (size_t i = 0; i < of.count; i++) {
    for (size_t j = 0; j < i; j++)
      assert_string_not_equal(of.chunks[i].id.text, of.chunks[j].id.text);
  }
  f.schema.chunks.unit = CHUNK_SECTION;
  assert_int_equal(chunks_of(&f, kb_case).count, 3);
  struct kb_case *bare = fixture_case(&f, "kb/y.md", "---\nservice: pay\n---\n# Bare\n");
  assert_int_equal(chunks_of(&f, bare).count, 1);
  fixture_close(&f);
}

static void parts_begin_with_the_header(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  f.schema.chunks.tokens.max = 32;
  struct kb_case *kb_case = fixture_case(
      &f, "kb/x.md",
      "---\nservice: pay\n---\n# Slow\n\n## Action Items\n1. Look at the first of the banks.\n"
      "2. Look at the second of the banks.\n3. Look at the third of the banks.\n");
  struct case_chunks of = chunks_of(&f, kb_case);
  assert_int_equal(of.count, 2);
  assert_text(of.chunks[0].text, "Slow\nservice: pay\n\n1. Look at the first of the banks.\n"
                                 "2. Look at the second of the banks.");
  assert_text(of.chunks[1].text, "Slow\nservice: pay\n\n3. Look at the third of the banks.");
  assert_int_equal(of.chunks[1].part, 2);
  assert_int_equal(of.chunks[1].parts, 2);
  assert_true(of.chunks[0].tokens <= 32);
  assert_int_equal(of.long_header, 0);
  f.schema.chunks.tokens.max = 10;
  of = chunks_of(&f, kb_case);
  assert_text(of.chunks[0].text, "Slow\nservice: pay");
  assert_int_equal(of.long_header, 9);
  fixture_close(&f);
}

static const char *hash_of_text(struct fixture *f, const char *path, const char *text) {
  f->kb.case_count = 0;
  struct case_chunks of = chunks_of(f, fixture_case(f, path, text));
  struct str copy = arena_copy(&f->a, str_from_c(of.chunks[0].hash.digits));
  return copy.p;
}

static void white_space_changes_no_hash(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
#define HEAD "---\nservice: pay\n---\n# Slow\n\n## Root Cause\n"
  const char *plain = hash_of_text(&f, "a", HEAD "one two\n\n- three\n- four\n");
  assert_string_equal(plain, hash_of_text(&f, "b", HEAD "one  two \n\n\n- three\n\n-   four"));
  assert_string_equal(plain, hash_of_text(&f, "c", HEAD "one\ntwo\n- three\n- four\n"));
  assert_string_not_equal(plain, hash_of_text(&f, "d", HEAD "onetwo\n\n- three\n- four\n"));
  const char *code = hash_of_text(&f, "e", HEAD "one\n```\na b\n```\n");
  assert_string_equal(code, hash_of_text(&f, "f", HEAD "one \n\n```\na b\n```\n"));
  assert_string_not_equal(code, hash_of_text(&f, "g", HEAD "one\n```\na  b\n```\n"));
  assert_string_not_equal(code, hash_of_text(&f, "h", HEAD "one\n```\na b\n\n```\n"));
#define LOG_HEAD "---\nservice: pay\n---\n# Slow\n\n## Incident Summary\n"
  const char *log =
      hash_of_text(&f, "i", LOG_HEAD "[A] 2024-03-15T10:20:30.123Z p/1 [abc]: a b\n");
  assert_string_not_equal(
      log, hash_of_text(&f, "j", LOG_HEAD "[A] 2024-03-15T10:20:30.123Z p/1 [abc]: a  b\n"));
  fixture_close(&f);
}

/* The parts of the text have the hashes of those before, and keep the budget. */
static void assert_same_parts(struct fixture *f, const struct case_chunks *before,
                              const char *text) {
  f->kb.case_count = 0;
  struct case_chunks of = chunks_of(f, fixture_case(f, "b", text));
  assert_int_equal(of.count, before->count);
  for (size_t i = 0; i < of.count; i++) {
    assert_string_equal(of.chunks[i].hash.digits, before->chunks[i].hash.digits);
    assert_true(token_bound(of.chunks[i].text, f->schema.chunks.vocabulary) <=
                f->schema.chunks.tokens.max);
  }
}

static void white_space_moves_no_cut(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  f.schema.chunks.tokens.max = 32;
  struct case_chunks of = chunks_of(
      &f, fixture_case(&f, "a",
                       HEAD "Look at the first of the banks. Look at the second one.\n\n"
                            "- Look at the third of the banks, which is far away.\n"
                            "  - Look at the fourth of the banks, which is near.\n\n"
                            "```\na  b\n```\n"));
  assert_int_equal(of.count, 4);
  assert_same_parts(&f, &of,
                    HEAD "Look  at  the  first  of  the  banks.  Look  at  the  second  one.\n"
                         "\n\n\n-   Look at the third of the banks,   which is far away.  \n"
                         "    - Look at the fourth of the banks, which is near.\n\n\n"
                         "```\na  b\n```\n");
  assert_same_parts(&f, &of,
                    HEAD "Look at the\nfirst of the banks. Look\nat the second\none.\n\n"
                         "- Look at the third of\n  the banks, which is far away.\n"
                         "  - Look at the fourth of the banks,\n  which is near.\n\n"
                         "```\na  b\n```\n");
  of = chunks_of(&f, fixture_case(&f, "c", HEAD "Look at the first of the banks."));
  assert_int_equal(of.count, 1);
  assert_same_parts(&f, &of, HEAD "Look\t \tat\t \tthe\t \tfirst\t \tof\t \tthe\t \tbanks.");
  fixture_close(&f);
}

static void ids_hold(void **state) {
  (void)state;
  struct fixture f;
  fixture_open(&f);
  struct case_chunks one = chunks_of(&f, fixture_case(&f, "kb/x.md", FIXTURE_DISK));
  struct kb_case *moved = fixture_case(&f, "elsewhere/y.md", FIXTURE_DISK);
  struct case_chunks two = chunk_case(&f.a, &f.schema, moved, STR("elsewhere/y.md"));
  assert_string_equal(one.chunks[0].id.text, two.chunks[0].id.text);
  assert_string_equal(one.chunks[0].hash.digits, two.chunks[0].hash.digits);
  assert_string_not_equal(one.meta_hash.digits, two.meta_hash.digits);
  fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_chunk_a_case),
      cmocka_unit_test(what_is_absent_leaves_no_trace),
      cmocka_unit_test(sections_on_their_own),
      cmocka_unit_test(parts_begin_with_the_header),
      cmocka_unit_test(white_space_changes_no_hash),
      cmocka_unit_test(white_space_moves_no_cut),
      cmocka_unit_test(ids_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
