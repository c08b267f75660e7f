/* Texts in SQL: literals of two programs, fields of COPY, and the row of a chunk. */
#include "emit/stores/sql_text.h"

#include "emit/stores/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_written_at(int line, void (*add)(struct buf *, struct str), struct str text,
                              const char *expected) {
  struct buf out = {0};
  add(&out, text);
  if (!str_equal_c(buf_str(&out), expected))
    print_error("line %d: %.*s\n", line, STR_ARG(buf_str(&out)));
  assert_true(str_equal_c(buf_str(&out), expected));
  buf_free(&out);
}

#define assert_sqlite(text, expected)                                                          \
  assert_written_at(__LINE__, sql_add_sqlite, STR(text), (expected))
#define assert_postgres(text, expected)                                                        \
  assert_written_at(__LINE__, sql_add_postgres, STR(text), (expected))
#define assert_copy(text, expected)                                                            \
  assert_written_at(__LINE__, sql_add_copy, STR(text), (expected))

static void test_sqlite(void **state) {
  (void)state;
  assert_sqlite("", "''");
  assert_sqlite("'", "''''");
  assert_sqlite("a'b''c\\'\n\t", "'a''b''''c\\''\n\t'");
  assert_sqlite("\xEC\x9E\xA5\xEC\x95\xA0", "'\xEC\x9E\xA5\xEC\x95\xA0'");
  assert_sqlite("a\r\nb", "replace('a{1:D}\nb', '{1:D}', char(13))");
  assert_sqlite("\x1B'\x1B\xE2\x80\xAE",
                "replace(replace('{1:1B}''{1:1B}{1:202E}', '{1:1B}', char(27)), "
                "'{1:202E}', char(8238))");
}

/* Characters that are looked at closely and stay: marks, no-break spaces, what is no UTF-8. */
static void test_kept(void **state) {
  (void)state;
  assert_sqlite("e\xCC\x81\xC2\xA0\xFF.", "'e\xCC\x81\xC2\xA0\xFF.'");
  assert_postgres("e\xCC\x81\xC2\xA0\xFF.", "'e\xCC\x81\xC2\xA0\xFF.'");
  assert_copy("e\xCC\x81\xC2\xA0\xFF.", "e\xCC\x81\xC2\xA0\xFF.");
  assert_sqlite("\xFF\r", "replace('\xFF{1:D}', '{1:D}', char(13))");
  assert_postgres("e\xCC\x81\r", "E'e\xCC\x81\\u000D'");
}

/* What the text holds is never taken for a mark. */
static void test_marks(void **state) {
  (void)state;
  assert_sqlite("{1:D}", "'{1:D}'");
  assert_sqlite("{1:D}\r", "replace('{1:D}{2:D}', '{2:D}', char(13))");
  assert_sqlite("{2:{1:\r", "replace('{2:{1:{3:D}', '{3:D}', char(13))");
  assert_sqlite("{1\r:D}", "replace('{1{1:D}:D}', '{1:D}', char(13))");
}

static void test_postgres(void **state) {
  (void)state;
  assert_postgres("", "''");
  assert_postgres("it's\n\t$$ :a", "'it''s\n\t$$ :a'");
  assert_postgres("\\", "E'\\\\'");
  assert_postgres("\\'", "E'\\\\'''");
  assert_postgres("\r'\x7F", "E'\\u000D''\\u007F'");
  assert_postgres("\xE2\x80\xAE\xF3\xA0\x81\x81", "E'\\u202E\\U000E0041'");
  assert_postgres("\xEC\x9E\xA5\\", "E'\xEC\x9E\xA5\\\\'");
}

static void test_copy(void **state) {
  (void)state;
  assert_copy("", "");
  assert_copy("\\.", "\\\\.");
  assert_copy("\\N", "\\\\N");
  assert_copy("a\tb\nc\rd'\"", "a\\tb\\nc\\x0Dd'\"");
  assert_copy("\x01"
              "0\x7F",
              "\\x010\\x7F");
  assert_copy("\xEC\x9E\xA5\xE2\x80\xAE", "\xEC\x9E\xA5\\xE2\\x80\\xAE");
}

/* Every text with a few of the bytes that matter: no quote stands alone in a literal, no byte
 * of a field ends it. */
static void test_nothing_gets_out(void **state) {
  (void)state;
  static const char bytes[] = "'\\\n\t\rN.x{1:D}a\x80\xEA";
  enum { BYTES = sizeof bytes - 1, LONGEST = 4 };
  struct buf out = {0};
  for (size_t number = 0; number < BYTES * BYTES * BYTES * BYTES; number++) {
    char text[LONGEST];
    for (size_t i = 0, rest = number; i < LONGEST; i++, rest /= BYTES)
      text[i] = bytes[rest % BYTES];
    buf_clear(&out);
    sql_add_copy(&out, (struct str){text, LONGEST});
    assert_true(str_find_char(buf_str(&out), '\t', 0) == STR_NONE);
    assert_true(str_find_char(buf_str(&out), '\n', 0) == STR_NONE);
    for (size_t i = 0; i < out.n; i++) {
      if (out.p[i] == '\\')
        assert_non_null(strchr("\\ntx", out.p[++i]));
    }
    buf_clear(&out);
    sql_add_postgres(&out, (struct str){text, LONGEST});
    bool escapes = out.p[0] == 'E';
    size_t end = escapes ? 2 : 1;
    for (; out.p[end] != '\'' || (end + 1 < out.n && out.p[end + 1] == '\''); end++)
      end += out.p[end] == '\'' || (escapes && out.p[end] == '\\') ? 1 : 0;
    assert_int_equal(end + 1, out.n);
    assert_true(escapes || str_find_char(buf_str(&out), '\\', 0) == STR_NONE);
  }
  buf_free(&out);
}

static void test_row(void **state) {
  (void)state;
  struct record record = {.id = STR("i"),
                          .case_id = STR("c"),
                          .unit = STR("record"),
                          .part = 1,
                          .parts = 2,
                          .text = STR("t'"),
                          .hash = STR("h"),
                          .meta_hash = STR("m"),
                          .tokens = 3,
                          .metadata_json = STR("{}")};
  struct sql_value values[SQL_COLUMN_COUNT];
  struct buf out = {0};
  sql_row(values, STR("kb"), &record);
  sql_add_row(&out, values, SQL_COLUMN_COUNT, sql_add_sqlite);
  assert_true(str_equal_c(buf_str(&out), "'i', 'kb', 'c', 'record', NULL, NULL, 1, 2, 3, 'h', "
                                         "'m', '{}', 't'''"));
  record.unit = STR("section");
  record.section = STR("s");
  record.occurrence = 4;
  buf_clear(&out);
  sql_row(values, STR("kb"), &record);
  sql_add_row(&out, values, SQL_UNIT + 3, sql_add_postgres);
  assert_true(str_equal_c(buf_str(&out), "'i', 'kb', 'c', 'section', 's', 4"));
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sqlite), cmocka_unit_test(test_marks),
      cmocka_unit_test(test_kept),   cmocka_unit_test(test_postgres),
      cmocka_unit_test(test_copy),   cmocka_unit_test(test_nothing_gets_out),
      cmocka_unit_test(test_row),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
