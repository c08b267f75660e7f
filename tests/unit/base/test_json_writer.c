/* Tests of base/json_writer: layout, escapes, and that what it writes is JSON for another
 * reader. */
#include "base/json_writer.h"

#include "base/json.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(struct buf *out, const char *expected) {
  buf_add_char(out, '\0');
  assert_string_equal(out->p, expected);
  buf_free(out);
}

static void write_document(struct json_writer *w) {
  json_open_object(w);
  json_member(w, "a", STR("x"));
  json_key(w, "b");
  json_open_array(w);
  json_number(w, 18446744073709551615u);
  json_integer(w, -9);
  json_bool(w, true);
  json_bool(w, false);
  json_null(w);
  json_raw(w, STR("1.50"));
  json_open_object(w);
  json_close_object(w);
  json_open_array(w);
  json_close_array(w);
  json_close_array(w);
  json_member_number(w, "c", 0);
  json_close_object(w);
}

static void writes_on_one_line(void **state) {
  (void)state;
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  write_document(&w);
  assert_text(
      &out, "{\"a\":\"x\",\"b\":[18446744073709551615,-9,true,false,null,1.50,{},[]],\"c\":0}");
}

static void writes_a_member_a_line(void **state) {
  (void)state;
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_PRETTY);
  write_document(&w);
  assert_text(&out, "{\n"
                    "  \"a\": \"x\",\n"
                    "  \"b\": [\n"
                    "    18446744073709551615,\n"
                    "    -9,\n"
                    "    true,\n"
                    "    false,\n"
                    "    null,\n"
                    "    1.50,\n"
                    "    {},\n"
                    "    []\n"
                    "  ],\n"
                    "  \"c\": 0\n"
                    "}");
}

static void assert_string(struct str s, const char *expected) {
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  json_string(&w, s);
  assert_text(&out, expected);
}

static void escapes_what_json_asks_for(void **state) {
  (void)state;
  assert_string(STR(""), "\"\"");
  assert_string(STR("say \"hi\" \\ bye"), "\"say \\\"hi\\\" \\\\ bye\"");
  assert_string(STR("a\n\r\tb"), "\"a\\n\\r\\tb\"");
  assert_string(STR("\0\x01\x1b\x1f"), "\"\\u0000\\u0001\\u001b\\u001f\"");
  assert_string(STR("/ stays"), "\"/ stays\"");
}

static void escapes_what_is_more_than_text(void **state) {
  (void)state;
  assert_string(STR("\x7f\xC2\x80\xC2\x9f\xC2\xA0"), "\"\\u007f\\u0080\\u009f\xC2\xA0\"");
  assert_string(STR("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"");
  assert_string(STR("\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x8F\xD8\x9C"),
                "\"\\u202e\\u2066\\u200f\\u061c\"");
  assert_string(STR("\xEF\xBB\xBF"), "\"\\ufeff\"");
  assert_string(STR("\xF3\xA0\x81\xA1"), "\"\\udb40\\udc61\"");
  assert_string(STR("</script><!-- < b"), "\"\\u003c/script>\\u003c!-- < b\"");
  assert_string(STR("<"), "\"<\"");
}

static void keeps_other_text(void **state) {
  (void)state;
  assert_string(STR("연결 풀 \xF0\x9F\x94\xA5 e\xCC\x81"),
                "\"연결 풀 \xF0\x9F\x94\xA5 e\xCC\x81\"");
}

static void replaces_what_is_not_utf_8(void **state) {
  (void)state;
  assert_string(STR("a\xFF"
                    "b"),
                "\"a\xEF\xBF\xBD"
                "b\"");
  assert_string(STR("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
  assert_string(STR("\xE2\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  assert_string(STR("\xC0\xAF"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

/* What is escaped is told by this list alone, for every character there is. */
static void escapes_these_and_no_others(void **state) {
  (void)state;
  static const uint32_t ranges[][2] = {{0, 0x1F},         {'"', '"'},       {'\\', '\\'},
                                       {0x7F, 0x9F},      {0x061C, 0x061C}, {0x200E, 0x200F},
                                       {0x2028, 0x202E},  {0x2066, 0x2069}, {0xFEFF, 0xFEFF},
                                       {0xE0000, 0xE007F}};
  struct buf out = {0};
  size_t k = 0, count = sizeof ranges / sizeof *ranges;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    if (c >= 0xD800 && c <= 0xDFFF)
      continue;
    while (k < count && c > ranges[k][1])
      k++;
    char bytes[4];
    struct str text = {bytes, utf8_encode(c, bytes)};
    struct json_writer w;
    buf_clear(&out);
    json_start(&w, &out, JSON_COMPACT);
    json_string(&w, text);
    bool is_kept = str_equal(str_slice(buf_str(&out), 1, out.n - 1), text);
    if (is_kept == (k < count && c >= ranges[k][0]))
      fail_msg("U+%04X", (unsigned)c);
  }
  buf_free(&out);
}

/* "<" is looked at together with what follows, and nothing follows the last one. */
static void looks_no_further_than_the_text(void **state) {
  (void)state;
  assert_string((struct str){"a</", 2}, "\"a<\"");
  assert_string((struct str){"a<!", 3}, "\"a\\u003c!\"");
  assert_string((struct str){"a\"", 1}, "\"a\"");
}

/* Every byte pair, read back by a reader that is not ours. */
static void another_reader_gets_the_same_text(void **state) {
  (void)state;
  struct buf out = {0};
  for (unsigned first = 1; first < 0x80; first++) {
    for (unsigned second = 1; second < 0x80; second++) {
      char text[] = {(char)first, (char)second};
      struct json_writer w;
      buf_clear(&out);
      json_start(&w, &out, JSON_COMPACT);
      json_open_array(&w);
      json_string(&w, (struct str){text, 2});
      json_close_array(&w);
      size_t error_at = 0;
      struct json_tree *tree = json_parse(buf_str(&out), &error_at);
      assert_non_null(tree);
      struct str back = json_text(json_at(json_root(tree), 0), STR("none"));
      assert_int_equal(back.n, 2);
      assert_memory_equal(back.p, text, 2);
      json_free(tree);
    }
  }
  buf_free(&out);
}

/* A large document is handed on in pieces: what stands in the buffer may be taken at any time.
 */
static void may_be_emptied_between_calls(void **state) {
  (void)state;
  struct buf out = {0}, all = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  json_open_array(&w);
  for (unsigned i = 0; i < 3; i++) {
    buf_add(&all, buf_str(&out));
    buf_clear(&out);
    json_number(&w, i);
  }
  json_close_array(&w);
  buf_add(&all, buf_str(&out));
  buf_free(&out);
  assert_text(&all, "[0,1,2]");
}

static void nests_as_deep_as_it_says(void **state) {
  (void)state;
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  for (size_t i = 0; i < JSON_DEPTH; i++)
    json_open_array(&w);
  for (size_t i = 0; i < JSON_DEPTH; i++)
    json_close_array(&w);
  assert_int_equal(out.n, 2 * JSON_DEPTH);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_on_one_line),
      cmocka_unit_test(writes_a_member_a_line),
      cmocka_unit_test(escapes_what_json_asks_for),
      cmocka_unit_test(escapes_what_is_more_than_text),
      cmocka_unit_test(keeps_other_text),
      cmocka_unit_test(replaces_what_is_not_utf_8),
      cmocka_unit_test(another_reader_gets_the_same_text),
      cmocka_unit_test(escapes_these_and_no_others),
      cmocka_unit_test(looks_no_further_than_the_text),
      cmocka_unit_test(may_be_emptied_between_calls),
      cmocka_unit_test(nests_as_deep_as_it_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
