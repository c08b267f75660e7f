/* YAML as it stands: kinds, exact places, what is refused, and where reading ends. */
#include "yaml_fixture.h"

static void test_kinds(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"a: null\nb: ~\nc:\nd: NULL\ne: nUll\n", "", "{a=~null, b=~~, c=~, d=~NULL, e=nUll}"},
      {"a: true\nb: False\nc: yes\nd: off\ne: tRue\n", "",
       "{a=?true, b=?False, c=yes, d=off, e=tRue}"},
      {"a: 404\nb: -1.10\nc: 1e3\nd: 0x1F\ne: 0o17\nf: 0777\ng: +.5\nh: 1.\n", "",
       "{a=#404, b=#-1.10, c=#1e3, d=#0x1F, e=#0o17, f=#0777, g=#+.5, h=#1.}"},
      {"a: .inf\nb: -.INF\nc: .nan\nd: -.nan\ne: .Inf0\n", "",
       "{a=#.inf, b=#-.INF, c=#.nan, d=-.nan, e=.Inf0}"},
      {"a: 1_000\nb: 12:30:45\nc: 2024-01-01\nd: 0x\ne: 0o8\nf: 1e\ng: .\nh: -\n1: +\n",
       "8:4+1 yaml-indicator",
       "{a=1_000, b=12:30:45, c=2024-01-01, d=0x, e=0o8, f=1e, g=., h=\"-\", 1=+}"},
      {"a: 1.2.3\nb: v1\nc: 0x1G\nd: -0x1\ne: 1e+5\nf: '1'\ng: \"true\"\n", "",
       "{a=1.2.3, b=v1, c=0x1G, d=-0x1, e=#1e+5, f=\"1\", g=\"true\"}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
}

static void test_boolean(void **state) {
  (void)state;
  struct yaml_bench bench;
  bench_read(&bench, STR("a: True\nb: false\n"), YAML_FRONT);
  assert_true(value_get(&bench.value, STR("a"))->boolean);
  assert_false(value_get(&bench.value, STR("b"))->boolean);
  bench_close(&bench);
}

static void test_texts(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"a: \"x \\\"y\\\" \\u00e9\\n\"\nb: 'it''s'\n", "",
       "{a=\"x \"y\" \xC3\xA9\n\", b=\"it's\"}"},
      {"url: http://x:80/y?z#q\nt: a:b\n\"q k\": v # w\n", "3:10+3 yaml-comment-cut",
       "{url=http://x:80/y?z#q, t=a:b, q k=v}"},
      {"a: \"x\n  y\"\nb: c\r\nd: e\r\n", "", "{a=\"x y\", b=c, d=e}"},
      {"l: [a, {b: c}, 'd']\nm: {e: f, g: [1]}\n", "",
       "{l=[a, {b=c}, \"d\"], m={e=f, g=[#1]}}"},
      {"l:\n- a\n- b: c\n  d: e\n- - f\n  - g\nm:\n  n: o\n", "",
       "{l=[a, {b=c, d=e}, [f, g]], m={n=o}}"},
      {"", "", "~"},
      {"# only\n\n", "", "~"},
      {"key with spaces: [x: y]\n", "", "{key with spaces=[{x=y}]}"},
      {"a:\n  \xED\x95\x9C \xEA\xB8\x80\nb: c", "", "{a=\xED\x95\x9C \xEA\xB8\x80, b=c}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
}

static void test_spans(void **state) {
  (void)state;
  struct yaml_bench bench;
  struct str text = STR("\xED\x95\x9C: \xEA\xB8\x80 x  # \xF0\x9F\x98\x80\n"
                        "q: \"\xC3\xA9\"\n"
                        "l:\n  - a\n  - b:  c\n\n"
                        "f: [\xED\x95\x9C, {y: z} ]\n"
                        "n:\n"
                        "last: 1\n");
  bench_read(&bench, text, YAML_FRONT);
  assert_string_equal(bench_findings(&bench), "1:9+6 yaml-comment-cut");
  assert_true(str_equal(bench_span(&bench, "\xED\x95\x9C"), STR("\xEA\xB8\x80 x")));
  assert_true(str_equal(bench_span(&bench, "q"), STR("\"\xC3\xA9\"")));
  assert_true(str_equal(bench_span(&bench, "l"), STR("- a\n  - b:  c")));
  assert_true(str_equal(bench_span(&bench, "f"), STR("[\xED\x95\x9C, {y: z} ]")));
  assert_int_equal(value_get(&bench.value, STR("n"))->span.n, 0);
  assert_int_equal(value_get(&bench.value, STR("n"))->span.offset,
                   str_find(text, STR("n:\n"), 0) + 2);
  const struct value_member *last = value_member(&bench.value, STR("last"));
  assert_int_equal(source_position(bench.source, last->value.span.offset).line, 9);
  assert_int_equal(source_position(bench.source, last->value.span.offset).column, 7);
  assert_true(str_equal(span_text(last->key_span), STR("last")));
  assert_true(span_text(last->key_span).p == bench.source->bytes.p + text.n - 8);
  assert_int_equal(bench.value.span.n, text.n - 1);
  bench_close(&bench);
}

/* Texts that stand in the source as they are, are not copied. */
static void test_borrowed(void **state) {
  (void)state;
  struct yaml_bench bench;
  bench_read(&bench, STR("a: plain\nb: \"quoted\"\nc: 'it''s'\n"), YAML_FRONT);
  const char *p = bench.source->bytes.p;
  assert_ptr_equal(value_get(&bench.value, STR("a"))->text.p, p + 3);
  assert_ptr_equal(value_get(&bench.value, STR("b"))->text.p, p + 13);
  assert_ptr_equal(bench.value.members[2].key.p, p + 21);
  bench_close(&bench);
}

static void test_refused(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"a: 1\nb: 2\na: 3\n", "3:1+1 yaml-duplicate-key", "{a=#1, b=#2}"},
      {"a: &x b\nc: *x\n&y d: e\n", "1:4+2 yaml-anchor, 2:4+2 yaml-anchor, 3:1+2 yaml-anchor",
       "{a=b, c=*x!, d=e}"},
      {"a: !!str 1\nb: ! c\nd: !<tag:x> [e]\n",
       "1:4+5 yaml-tag, 2:4+1 yaml-tag, 3:4+8 yaml-tag", "{a=#1, b=c, d=[e]}"},
      {"l: &x\n  - a\nm: !t\n  b: c\n", "1:4+2 yaml-anchor, 3:4+2 yaml-tag",
       "{l=[a], m={b=c}}"},
      {"<<: {a: b}\nc: d\n\"<<\": e\n", "1:1+2 yaml-merge-key", "{c=d, <<=e}"},
      {"[a, b]: c\n{d: e}: f\ng: h\n", "1:1+6 yaml-key, 2:1+6 yaml-key", "{g=h}"},
      {"%YAML 1.2\n# x\n%TAG ! y\na: b\n", "1:1+9 yaml-directive, 3:1+8 yaml-directive",
       "{a=b}"},
      {"a: b\n...\nc: d\n--- # x\ne: f\n", "2:1+3 yaml-documents, 4:1+3 yaml-documents",
       "{a=b, c=d, e=f}"},
      {"a: b\n  c\nd: |\n  e\n  f\ng: >-\n  h\n",
       "1:4+5 yaml-multiline-value, 3:4+9 yaml-multiline-value, 6:4+6 yaml-multiline-value",
       "{a=b c, d=\"e\nf\", g=\"h\"}"},
      {"a: [b,\n  c]\nd: {\n}\n", "1:4+8 yaml-multiline-value, 3:4+3 yaml-multiline-value",
       "{a=[b, c], d={}}"},
      {"a: [&x b, *c]\nd: [!e f]\n", "1:5+2 yaml-anchor, 2:5+2 yaml-tag",
       "{a=[b, *c!], d=[f]}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
}

static void test_comment_cut(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"a: order #42 failed  \n", "1:10+10 yaml-comment-cut", "{a=order}"},
      {"a: b#c\nd: \"e # f\" # g\nh: # i\n# j\nk: [l] # m\n", "",
       "{a=b#c, d=\"e # f\", h=~, k=[l]}"},
      {"- a # b\n", "1:5+3 yaml-comment-cut", "[a]"},
      {"a:\n  b: c #\n", "2:8+1 yaml-comment-cut", "{a={b=c}}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
  struct yaml_bench bench;
  bench_read(&bench, STR("a: order #42 failed\n"), YAML_FRONT);
  assert_int_equal(bench.bag.diags[0].level, LEVEL_WARNING);
  assert_string_equal(
      bench.bag.diags[0].help.p,
      "write  a: \"order #42 failed\"   or put the comment on a line of its own");
  bench_close(&bench);
  bench_read(&bench, STR("a: order #42 failed\n"), YAML_CONFIG);
  assert_int_equal(bench.bag.count, 0);
  bench_close(&bench);
}

/* Neither U+2028 nor a control character may move or hide what stands behind it. */
static void test_characters(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"# x\xE2\x80\xA8y: z\na: b\n", "1:4+3 yaml-character", "{a=b}"},
      {"a: b\xE2\x80\xA9"
       "c\ne: f\n",
       "1:5+3 yaml-character", "{a=b___c, e=f}"},
      {"a: \xEF\xBF\xBE\n", "1:4+3 yaml-character", "{a=___}"},
      {"a: \xE2\x80\xA8\xE2\x80\xA8\n", "1:4+3 yaml-character", "{a=______}"},
      /* These are no business of YAML: they were reported when the file was read. */
      {"a: b\x01\xC2\x85 c\rd\ne: f\n", "", "{a=b___ c_d, e=f}"},
      {"a: \xEF\xBC\x9A\xEF\xBF\xBD \xE2\x80\x90\n", "",
       "{a=\xEF\xBC\x9A\xEF\xBF\xBD \xE2\x80\x90}"},
  };
  CHECK_ROWS(rows, YAML_FRONT);
  CHECK_ROWS(rows, YAML_CONFIG);
}

static void test_config(void **state) {
  (void)state;
  static const struct yaml_row rows[] = {
      {"a: |\n  b: c\n  d\ne: >\n  f\n  g\nh: [i,\n j]\nk: l\n  m\nn: 'o\n p'\n", "",
       "{a=\"b: c\nd\n\", e=\"f g\n\", h=[i, j], k=l m, n=\"o p\"}"},
      {"---\na: b\n...\n", "", "{a=b}"},
      {"a: b\n---\nc: d\n", "2:1+3 yaml-documents", "{a=b}"},
      {"a: &x 1\n<<: {}\na: 2\n? [q]\n: r\n",
       "1:4+2 yaml-anchor, 2:1+2 yaml-merge-key, 3:1+1 yaml-duplicate-key, 4:3+3 yaml-key",
       "{a=#1}"},
      {"- a\n- b\n", "", "[a, b]"},
      {"plain\n", "", "plain"},
  };
  CHECK_ROWS(rows, YAML_CONFIG);
}

static void test_config_broken(void **state) {
  (void)state;
  static const struct {
    const char *text, *findings;
  } rows[] = {
      {"a: b: c\nd: e\n", "1:4+4 yaml-plain-colon"},
      {"a:\n  - b: \"\\d+\"\n", "2:9+2 yaml-escape"},
      {"a: {b: \"\\d+\"}\n", "1:9+2 yaml-escape"},
      {"a: @b\n", "1:4+2 yaml-indicator"},
      {"a: \"b\nc: d\n", "1:4+2 yaml-unclosed-quote"},
      {"a: \"b\" c\n", "1:4+5 yaml-quote"},
      {"a: [b\nc: d\n", "1:4+2 yaml-syntax"},
      {"a: b\n c: d\n", "2:3+3 yaml-syntax"},
      {"a\nb: c\n", "2:2+3 yaml-syntax"},
      {"a: b\n\tc: d\n", "2:1+1 yaml-tab"},
      {"a:\n\tb: c\n", "2:1+1 yaml-tab"},
      {"a: b\nc\n", "2:1+1 yaml-syntax"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct yaml_bench bench;
    bench_read(&bench, str_from_c(rows[i].text), YAML_CONFIG);
    assert_string_equal(bench_findings(&bench), rows[i].findings);
    assert_int_equal(bench.reading, YAML_UNREADABLE);
    bench_close(&bench);
  }
}

/* "a: " and n brackets, closed again. */
static struct str nested(struct buf *text, size_t n) {
  buf_clear(text);
  buf_add_c(text, "a: ");
  buf_add_repeat(text, '[', n);
  buf_add_repeat(text, ']', n);
  return buf_str(text);
}

static void test_limits(void **state) {
  (void)state;
  static const size_t levels[] = {16, 32};
  struct buf text = {0};
  for (size_t i = 0; i < 2; i++) {
    enum yaml_dialect dialect = i == 0 ? YAML_FRONT : YAML_CONFIG;
    size_t limit = i == 0 ? 64 * 1024 : 1024 * 1024;
    struct yaml_bench bench;
    bench_read(&bench, nested(&text, levels[i] - 1), dialect);
    assert_string_equal(bench_findings(&bench), "");
    bench_close(&bench);
    bench_read(&bench, nested(&text, levels[i]), dialect);
    assert_string_equal(bench_findings(&bench),
                        i == 0 ? "1:19+1 yaml-depth" : "1:35+1 yaml-depth");
    assert_int_equal(bench.reading, YAML_UNREADABLE);
    bench_close(&bench);
    buf_clear(&text);
    buf_add_c(&text, "a: ");
    buf_add_repeat(&text, 'b', limit - 3);
    bench_read(&bench, buf_str(&text), dialect);
    assert_int_equal(bench.bag.count, 0);
    assert_int_equal(bench.reading, YAML_WHOLE);
    bench_close(&bench);
    buf_add_char(&text, 'b');
    bench_read(&bench, buf_str(&text), dialect);
    assert_int_equal(bench.bag.count, 1);
    assert_string_equal(bench.bag.diags[0].rule->name, "yaml-too-long");
    assert_int_equal(bench.reading, YAML_UNREADABLE);
    bench_close(&bench);
  }
  buf_free(&text);
}

/* What takes libyaml minutes must not get that far. */
static void test_hostile(void **state) {
  (void)state;
  static const char *const units[] = {"[",        "[{",           "{a: ", "- ",    "? ",
                                      "&a ",      "!a",           "\"",   "a: \"", "a: [\n",
                                      " a: [\n",  "a: b: c\n",    ":",    "*a,",   "a\n",
                                      "\ta: b\n", "%TAG !a! b\n", "---\n"};
  struct buf text = {0};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    buf_clear(&text);
    while (text.n + 20 < 64 * 1024)
      buf_add_c(&text, units[i]);
    struct yaml_bench bench;
    bench_read(&bench, buf_str(&text), YAML_FRONT);
    assert_true(bench.bag.count > 0);
    bench_close(&bench);
  }
  buf_free(&text);
}

/* Objects with many keys are looked up in another way than those with few. */
static void test_many_keys(void **state) {
  (void)state;
  struct buf text = {0};
  for (int i = 0; i < 3000; i++)
    buf_printf(&text, "k%d: v\n", i);
  buf_add_c(&text, "k7: w\nk2999: x\n");
  struct yaml_bench bench;
  bench_read(&bench, buf_str(&text), YAML_FRONT);
  assert_string_equal(bench_findings(&bench),
                      "3001:1+2 yaml-duplicate-key, 3002:1+5 yaml-duplicate-key");
  assert_int_equal(bench.value.count, 3000);
  assert_int_equal(
      source_position(bench.source, bench.bag.diags[0].related[0].span.offset).line, 8);
  bench_close(&bench);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_kinds),       cmocka_unit_test(test_boolean),
      cmocka_unit_test(test_texts),       cmocka_unit_test(test_spans),
      cmocka_unit_test(test_borrowed),    cmocka_unit_test(test_refused),
      cmocka_unit_test(test_comment_cut), cmocka_unit_test(test_characters),
      cmocka_unit_test(test_config),      cmocka_unit_test(test_config_broken),
      cmocka_unit_test(test_limits),      cmocka_unit_test(test_hostile),
      cmocka_unit_test(test_many_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
