/* Front matter with broken lines: one finding each, the words, the fix, and what is read all
 * the same. */
#include "yaml_fixture.h"

static void test_plain_colon(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"s: a\ne: x509: certificate has expired\nv: 1.10\n", "2:4+29 yaml-plain-colon",
       "{s=a, e=\"x509: certificate has expired\", v=#1.10}"},
      {"a: b: c: d # note\ne: f:\n", "1:4+7 yaml-plain-colon, 2:4+2 yaml-plain-colon",
       "{a=\"b: c: d\", e=\"f:\"}"},
      {"l:\n- a: b: c\n  d: e\n- f\n", "2:6+4 yaml-plain-colon", "{l=[{a=\"b: c\", d=e}, f]}"},
      {"a: \xED\x95\x9C: \xEA\xB8\x80\r\nb: c\r\n", "1:4+8 yaml-plain-colon",
       "{a=\"\xED\x95\x9C: \xEA\xB8\x80\", b=c}"},
      {"a: b: c\nd: \"e: f\"\ng: http://x:80/y\nh: {i: j}\n# k: l: m\nn o: p\n",
       "1:4+4 yaml-plain-colon", "{a=\"b: c\", d=\"e: f\", g=http://x:80/y, h={i=j}, n o=p}"},
      {"a: b: c\na: d\n", "1:4+4 yaml-plain-colon, 2:1+1 yaml-duplicate-key", "{a=\"b: c\"}"},
      {"a: b: c\n&x a: \"e\"\n",
       "1:4+4 yaml-plain-colon, 2:1+2 yaml-anchor, 2:4+1 yaml-duplicate-key", "{a=\"b: c\"}"},
      {"&x a: b: c\n[&y d]: e\n",
       "1:1+2 yaml-anchor, 1:7+4 yaml-plain-colon, "
       "2:1+6 yaml-key, 2:2+2 yaml-anchor",
       "{a=\"b: c\"}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
}

static void test_values(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"a: @b c\nd: `e`\nf: %g\nh: *** i\nj: & k\n",
       "1:4+4 yaml-indicator, 2:4+3 yaml-indicator, 3:4+2 yaml-indicator, "
       "4:4+5 yaml-indicator, 5:4+3 yaml-indicator",
       "{a=\"@b c\", d=\"`e`\", f=\"%g\", h=\"*** i\", j=\"& k\"}"},
      {"a: [E] b\nc: {d} e\nf: - g\nh: ? i\nj: , k\nl: |m\nn: >o\np: ]\n",
       "1:4+5 yaml-indicator, 2:4+5 yaml-indicator, 3:4+3 yaml-indicator, "
       "4:4+3 yaml-indicator, 5:4+3 yaml-indicator, 6:4+2 yaml-indicator, "
       "7:4+2 yaml-indicator, 8:4+1 yaml-indicator",
       "{a=\"[E] b\", c=\"{d} e\", f=\"- g\", h=\"? i\", j=\", k\", l=\"|m\", n=\">o\", "
       "p=\"]\"}"},
      {"a: \"b\" c\nd: 'it's'\ne: \"f \"g\" h\"\ni: \"j\n",
       "1:4+5 yaml-quote, 2:4+6 yaml-quote, 3:4+9 yaml-quote, 4:4+2 yaml-unclosed-quote",
       "{a=\"\"b\" c\", d=\"it's\", e=\"f \"g\" h\", i=\"j\"}"},
      {"a: \"b\nc: d\"\ne: 'f\n  g\nh: i\n",
       "1:4+2 yaml-unclosed-quote, 3:4+6 yaml-unclosed-quote",
       "{a=\"b\", c=d\", e=\"f g\", h=i}"},
      {"a: \"\\d+ \\\"b\\\"\"\nc: \"\\n\"\nd: \"C:\\tmp\\\"\n",
       "1:5+2 yaml-escape, 3:4+9 yaml-unclosed-quote",
       "{a=\"\\d+ \"b\"\", c=\"\n\", d=\"C:\\tmp\\\"}"},
      {"a: [b: c: d]\ne: f\n", "1:4+9 yaml-syntax", "{a=\"[b: c: d]\"!, e=f}"},
      {"a: [b\nc: d\n", "1:4+2 yaml-syntax", "{a=\"[b\"!, c=d}"},
      {"@a: b\nc: d\n", "1:1+2 yaml-indicator", "{@a=b, c=d}"},
      {"a: b: c\nd: |\n  e: f\n  - g\nh: i\n  j\nk: [l,\n  m]\n",
       "1:4+4 yaml-plain-colon, 2:4+14 yaml-multiline-value, 5:4+5 yaml-multiline-value, "
       "7:4+8 yaml-multiline-value",
       "{a=\"b: c\", d=\"e: f\n- g\", h=\"i j\", k=[l, m]}"},
      {"a: b: c\nd:\n  \"e: f\"\ng:\n  h i\n", "1:4+4 yaml-plain-colon",
       "{a=\"b: c\", d=\"e: f\", g=h i}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
}

static void test_lines(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"service:pay\nb: c\nd :e\n", "1:1+11 yaml-colon-space, 3:1+4 yaml-colon-space",
       "{service=pay, b=c, d=e}"},
      {"service pay\nb=c\nd = e\nf\ng\xEF\xBC\x9A h\n",
       "1:1+11 yaml-missing-colon, 2:1+3 yaml-missing-colon, 3:1+5 yaml-missing-colon, "
       "4:1+1 yaml-missing-colon, 5:1+6 yaml-missing-colon",
       "{service=pay, b=c, d=e, f=~!, g=h}"},
      {"\ta: b\nc: d\ne:\n\t- f\n\n\t\n\t# g\nh: i\n", "1:1+1 yaml-tab, 4:1+1 yaml-tab",
       "{a=b, c=d, e=[f], h=i}"},
      {"a: b\n c: d\n  e: f\ng: h\n", "2:2+4 yaml-indentation, 3:3+4 yaml-indentation",
       "{a=b, c=d, e=f, g=h}"},
      {"a:\n    b: c\n  d: e\nf: g\n", "3:3+4 yaml-indentation", "{a={b=c, d=e}, f=g}"},
      {" a: b\nc: d\n", "1:2+4 yaml-indentation", "{a=b, c=d}"},
      {"a: b\n- c\nd: e\n", "2:1+3 yaml-syntax", "{a=b, d=e}"},
      {"a:\n  - b\n  c\nd: e\n", "3:3+1 yaml-syntax", "{a=[b], d=e}"},
      {"a: b\n*** c ***\nd: e\n", "2:1+9 yaml-syntax", "{a=b, d=e}"},
      {"? a b\n: c\nd\n", "1:1+5 yaml-syntax, 2:1+1 yaml-key, 3:1+1 yaml-missing-colon",
       "{d=~!}"},
      {"a:\n  b c\n  d: e\n", "2:3+3 yaml-missing-colon", "{a={b=c, d=e}}"},
      {"service:@x\n", "1:1+10 yaml-colon-space", "{service=\"@x\"}"},
      {"just\n", "1:1+4 yaml-missing-colon", "{just=~!}"},
      {"a: b\n...\nc: d: e\n", "2:1+3 yaml-documents, 3:4+4 yaml-plain-colon",
       "{a=b, c=\"d: e\"}"},
      {"{a: b: c}\n", "1:1+9 yaml-syntax", "~"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
}

/* A long key is refused by libyaml with an error far from it. */
static void test_long_key(void **state) {
  (void)state;
  struct buf text = {0};
  buf_add_repeat(&text, 'k', 1025);
  buf_add_c(&text, ": v\na: b\n");
  struct yaml_bench bench;
  bench_read(&bench, buf_str(&text), YAML_FRONT);
  assert_string_equal(bench_findings(&bench), "1:1+1025 yaml-key");
  assert_string_equal(bench_tree(&bench), "{a=b}");
  assert_int_equal(bench.reading, YAML_PARTLY);
  bench_close(&bench);
  bench_read(&bench, str_slice(buf_str(&text), 1, text.n), YAML_FRONT);
  assert_int_equal(bench.bag.count, 0);
  bench_close(&bench);
  buf_free(&text);
}

struct words {
  const char *text, *message, *label, *help, *edit;
};

static void check_words(const struct words *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct yaml_bench bench;
    bench_read(&bench, str_from_c(rows[i].text), YAML_FRONT);
    assert_int_equal(bench.bag.count, 1);
    const struct diag *diag = &bench.bag.diags[0];
    assert_string_equal(diag->message.p, rows[i].message);
    assert_string_equal(diag->label.n > 0 ? diag->label.p : "", rows[i].label);
    assert_string_equal(diag->help.n > 0 ? diag->help.p : "", rows[i].help);
    assert_string_equal(diag->edit_count > 0 ? diag->edits[0].text.p : "", rows[i].edit);
    bench_close(&bench);
  }
}

static void test_words_of_values(void **state) {
  (void)state;
  static const struct words rows[] = {
      {"error_message: x509: expired\n",
       "this value holds \": \", so YAML reads it as a nested mapping", "quote the value",
       "write  error_message: \"x509: expired\"", "\"x509: expired\""},
      {"l:\n  - a: say \"b: c\"\n",
       "this value holds \": \", so YAML reads it as a nested mapping", "quote the value",
       "write  - a: 'say \"b: c\"'", "'say \"b: c\"'"},
      {"a: it's \"b\\c\":\n",
       "this value ends with \":\", so YAML reads it as a nested mapping", "quote the value",
       "write  a: \"it's \\\"b\\\\c\\\":\"", "\"it's \\\"b\\\\c\\\":\""},
      {"a: [E] b\n", "this value begins with \"[\", which begins a list in YAML",
       "quote the value", "write  a: \"[E] b\"", "\"[E] b\""},
      {"a: 'it's'\n", "the quote before this value is closed inside it",
       "quote the whole value", "write  a: \"it's\"", "\"it's\""},
      {"a: \"b\n", "the quote before this value is never closed",
       "the closing quote is missing", "write  a: \"b\"", "\"b\""},
      {"a: \"\\d\"\n", "\"\\d\" means nothing in double quotes", "no escape sequence",
       "write  a: '\\d'", "'\\d'"},
      {"a: |\n  b\n\n  c\n", "this value runs over several lines", "put it on one line",
       "write  a: \"b\\n\\nc\"", "\"b\\n\\nc\""},
      {"a: b\n  c\n", "this value runs over several lines", "put it on one line",
       "write  a: \"b c\"", "\"b c\""},
      {"a: [b: c: d]\n", "this list cannot be read as YAML", "from \"[\" to \"]\"",
       "put quotes around what holds \": \", \" #\", \",\" or a bracket", ""},
      {"a: &b c\n", "\"&b\" is an anchor to YAML, and these are not read here", "remove it",
       "if it is text, write  a: \"&b c\"", ""},
  };
  check_words(rows, sizeof rows / sizeof *rows);
}

static void test_words_of_lines(void **state) {
  (void)state;
  static const struct words rows[] = {
      {"service:pay\n", "no space stands behind the \":\", so it ends no key", "",
       "write  service: pay", ": "},
      {"service pay me: \n", "", "", "", ""},
      {"12:30\n", "no space stands behind the \":\", so it ends no key", "", "write  12: 30",
       ""},
      {"host:/var\n", "no space stands behind the \":\", so it ends no key", "",
       "write  host: /var", ""},
      {"service pay\n", "this line has no \":\" between a key and its value", "",
       "write  service: pay", ""},
      {"service = @pay\n", "this line has no \":\" between a key and its value", "",
       "write  service: \"@pay\"", ""},
      {"a\xEF\xBC\x9A b\n", "the colon behind the key is a full-width one", "", "write  a: b",
       ": "},
      {"service\n", "this key has no \":\" and no value", "", "write  service: VALUE", ""},
      {"a: b\n  c: d\n", "this line is indented, but belongs to nothing above it", "",
       "remove the spaces in front of it", ""},
      {"a:\n    b: c\n   d: e\n", "this line is indented like none of those above it", "",
       "put 4 spaces in front of it", ""},
      {"a: b\n\tc: d\n", "a tab indents this line, and YAML takes only spaces", "",
       "put spaces in the place of tabs", ""},
      {"@a: b\n", "this key begins with \"@\", which is reserved in YAML", "quote the key",
       "write  \"@a\": …", "\"@a\""},
  };
  /* The second is no mistake: keys may have spaces. */
  check_words(rows, 1);
  check_words(rows + 2, sizeof rows / sizeof *rows - 2);
  struct yaml_bench bench;
  bench_read(&bench, str_from_c(rows[1].text), YAML_FRONT);
  assert_string_equal(bench_tree(&bench), "{service pay me=~}");
  assert_int_equal(bench.bag.count, 0);
  bench_close(&bench);
}

/* A value that is too long to be repeated is described. */
static void test_long_help(void **state) {
  (void)state;
  struct buf text = {0};
  buf_add_c(&text, "a: b: ");
  buf_add_repeat(&text, 'c', 200);
  struct yaml_bench bench;
  bench_read(&bench, buf_str(&text), YAML_FRONT);
  assert_string_equal(bench.bag.diags[0].help.p,
                      "write the whole value on one line, in double quotes");
  assert_int_equal(bench.bag.diags[0].edits[0].text.n, 205);
  bench_close(&bench);
  buf_free(&text);
}

/* All edits of a text applied. */
static void apply_edits(const struct yaml_bench *bench, struct buf *out) {
  struct str bytes = bench->source->bytes;
  size_t at = 0;
  for (size_t i = 0; i < bench->bag.count; i++) {
    const struct diag *diag = &bench->bag.diags[i];
    for (size_t k = 0; k < diag->edit_count; k++) {
      buf_add(out, str_slice(bytes, at, diag->edits[k].span.offset));
      buf_add(out, diag->edits[k].text);
      at = diag->edits[k].span.offset + diag->edits[k].span.n;
    }
  }
  buf_add(out, str_slice(bytes, at, bytes.n));
}

/* The fixed text has no finding left and says the same. */
static void test_fixes(void **state) {
  (void)state;
  static const char *const texts[] = {
      "a: b: c # d\ne: @f\n'g': \"h\" i\n",
      "l:\n  - a: \"\\d\\w \\\" '\"\n  - 'it's'\n  - \"x\n  - @y\n",
      "@a: b: c\nd: e\n  f\n  g\nh: >\n  i\n  j\nk: l\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct yaml_bench bench, fixed;
    struct buf text = {0};
    bench_read(&bench, str_from_c(texts[i]), YAML_FRONT);
    assert_true(bench.bag.count >= 3);
    apply_edits(&bench, &text);
    bench_read(&fixed, buf_str(&text), YAML_FRONT);
    assert_string_equal(bench_findings(&fixed), "");
    assert_int_equal(fixed.value.count, bench.value.count);
    for (size_t k = 0; k < fixed.value.count; k++) {
      const struct value_member *a = &bench.value.members[k], *b = &fixed.value.members[k];
      assert_true(str_equal(a->key, b->key));
      assert_true(str_equal(a->value.text, b->value.text));
      assert_int_equal(a->value.count, b->value.count);
    }
    bench_close(&bench);
    bench_close(&fixed);
    buf_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plain_colon),     cmocka_unit_test(test_values),
      cmocka_unit_test(test_lines),           cmocka_unit_test(test_long_key),
      cmocka_unit_test(test_words_of_values), cmocka_unit_test(test_words_of_lines),
      cmocka_unit_test(test_long_help),       cmocka_unit_test(test_fixes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
