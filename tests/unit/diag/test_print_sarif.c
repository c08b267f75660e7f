/* Tests of diag/print_sarif and what is below it: members, addresses, limits. */
#include "page_fixture.h"

#include "base/json.h"
#include "base/utf8.h"

/* The part behind the description of the tool. */
static const char *run_of(struct printed *printed) {
  const char *out = print_with(printed, &sarif_printer);
  const char *run = strstr(out, "\"columnKind\"");
  assert_non_null(run);
  return run;
}

#define TAIL(success) "],\"invocations\":[{\"executionSuccessful\":" success "}]}]}\n"
#define ROOT                                                                                   \
  "\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{\"SRCROOT\":{\"description\":" \
  "{\"text\":\"The root of the repository.\"}}},\"results\":["

static void describes_the_tool(void **state) {
  assert_string_equal(
      print_with(*state, &sarif_printer),
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"kbc\",\"version\":\"0.1.0\","
      "\"semanticVersion\":\"0.1.0\",\"informationUri\":\"man:kbc(1)\",\"rules\":["
      "{\"id\":\"KBC0210\",\"name\":\"yaml-plain-colon\",\"shortDescription\":{\"text\":"
      "\"A value holds a colon.\"},\"fullDescription\":{\"text\":\"A value holds a colon. YAML "
      "reads it as a mapping.\"},\"help\":{\"text\":\"YAML reads it as a "
      "mapping.\\n\\nBad:\\n\\n"
      "key: a: b\\n\\nGood:\\n\\nkey: \\\"a: b\\\"\",\"markdown\":\"YAML reads it as a mapping."
      "\\n\\nBad:\\n\\n```\\nkey: a: b\\n```\\n\\nGood:\\n\\n```\\nkey: \\\"a: b\\\"\\n```\"},"
      "\"defaultConfiguration\":{\"level\":\"error\"},\"properties\":{\"tags\":"
      "[\"front-matter\"]}},"
      "{\"id\":\"KBC0999\",\"name\":\"some-rule\",\"shortDescription\":{\"text\":\"It is "
      "so.\"},"
      "\"fullDescription\":{\"text\":\"It is so. It is not good.\"},\"help\":{\"text\":"
      "\"It is not good.\",\"markdown\":\"It is not good.\"},\"defaultConfiguration\":"
      "{\"enabled\":false,\"level\":\"note\"},\"properties\":{\"tags\":[\"prose\"]}}]}}," ROOT
          TAIL("true"));
}

static void prints_every_member_in_order(void **state) {
  add_full(*state);
  assert_string_equal(
      run_of(*state), ROOT
      "{\"ruleId\":\"KBC0210\",\"ruleIndex\":0,\"level\":\"warning\",\"message\":{\"text\":"
      "\"a \\\"colon\\\" <\\\\x1b> %0A (here)\\nhelp: quote it\\n      or "
      "not\\nkb/db/pool.md:1:1: "
      "note: the front\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
      "\"kb/db/"
      "pool.md\",\"uriBaseId\":\"SRCROOT\"},\"region\":{\"startLine\":2,\"startColumn\":6,"
      "\"endLine\":2,\"endColumn\":10}}}],\"relatedLocations\":[{\"physicalLocation\":"
      "{\"artifactLocation\":{\"uri\":\"kb/db/pool.md\",\"uriBaseId\":\"SRCROOT\"},\"region\":"
      "{\"startLine\":1,\"startColumn\":1,\"endLine\":2,\"endColumn\":1}},\"message\":{"
      "\"text\":"
      "\"the front\"}}],\"partialFingerprints\":{\"primaryLocationLineHash\":"
      "\"76fe512767b352a2:1\"},\"fixes\":[{\"description\":{\"text\":\"quote it\\nor not\"},"
      "\"artifactChanges\":[{\"artifactLocation\":{\"uri\":\"kb/db/pool.md\",\"uriBaseId\":"
      "\"SRCROOT\"},\"replacements\":[{\"deletedRegion\":{\"startLine\":2,\"startColumn\":6,"
      "\"endLine\":2,\"endColumn\":6},\"insertedContent\":{\"text\":\"\\\"\"}},{"
      "\"deletedRegion\":"
      "{\"startLine\":2,\"startColumn\":10,\"endLine\":2,\"endColumn\":10},\"insertedContent\":"
      "{\"text\":\"\\\"\"}}]}]}]}" TAIL("true"));
}

static void says_that_it_could_not_do_its_work(void **state) {
  struct printed *printed = *state;
  diag_add_path(&printed->bag, &colon_rule, STR("gone.md"), "m");
  printed->report.has_failed = true;
  const char *run = run_of(printed);
  assert_non_null(strstr(run, "\"region\":{\"startLine\":1,\"startColumn\":1,"));
  assert_null(strstr(run, "partialFingerprints"));
  assert_non_null(strstr(run, TAIL("false")));
}

static void has_addresses_for_any_name(void **state) {
  struct printed *printed = *state;
  static const struct {
    const char *path, *address;
  } names[] = {
      {"a b:c%.md", "\"uri\":\"kb/a%20b%3Ac%25.md\",\"uriBaseId\":\"SRCROOT\"}"},
      {"\xEA\xB0\x80\xFF\n#?.md", "\"uri\":\"kb/%EA%B0%80%FF%0A%23%3F.md\",\"uriBaseId\""},
      {"../../else/a b.md", "\"uri\":\"file:///else/a%20b.md\"}"},
      {"/else/c.md", "\"uri\":\"file:///else/c.md\"}"},
      {"../d.md", "\"uri\":\"d.md\",\"uriBaseId\":\"SRCROOT\"}"},
      {"<stdin>", "\"uri\":\"%3Cstdin%3E\"}"},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    diag_add_path(&printed->bag, &colon_rule, str_from_c(names[i].path), "m");
  const char *run = run_of(printed);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    assert_non_null(strstr(run, names[i].address));
}

static void makes_no_links_of_texts(void **state) {
  struct printed *printed = *state;
  struct source *source = source_in(printed, "a.md", STR("abc"));
  diag_add(&printed->bag, &colon_rule, span_of(source, 0, 1), "[see](http://x.example)");
  assert_non_null(strstr(run_of(printed), "\"[see] (http://x.example)\""));
}

static void says_what_an_unsafe_fix_does(void **state) {
  struct printed *printed = *state;
  struct source *source = source_in(printed, "a.md", STR("abc"));
  struct diag *diag = diag_add(&printed->bag, &colon_rule, span_of(source, 0, 1), "m");
  diag_edit_unsafe(&printed->bag, diag, span_of(source, 0, 1), STR(""));
  assert_non_null(strstr(run_of(printed),
                         "\"description\":{\"text\":\"it may change what the file means\"}"));
}

/* Text of `n` code points and lines of ten. */
static const char *long_text(struct printed *printed, size_t n) {
  struct buf text = {0};
  for (size_t i = 0; i < n; i++)
    buf_add_c(&text, i % 10 == 9 ? "\n" : "\xEA\xB0\x80");
  struct str copy = arena_copy(&printed->a, buf_str(&text));
  buf_free(&text);
  return copy.p;
}

static void cuts_the_help_of_a_rule(void **state) {
  struct printed *printed = *state;
  static const size_t lengths[][2] = {{0, 0},    {450, 450}, {480, 480},  {481, 500},
                                      {10, 900}, {900, 10},  {990, 2000}, {5000, 5000}};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    struct rule rule = colon_rule;
    rule.bad = long_text(printed, lengths[i][0]);
    rule.good = long_text(printed, lengths[i][1]);
    struct report_rule row = {&rule, "front-matter", "Front matter"};
    printed->report.rules = &row;
    printed->report.rule_count = 1;
    print_with(printed, &sarif_printer);
    size_t error_at = 0;
    struct json_tree *tree =
        json_parse((struct str){printed->out.p, printed->out.n - 1}, &error_at);
    assert_non_null(tree);
    const struct json_node *run = json_at(json_get(json_root(tree), "runs"), 0);
    const struct json_node *driver = json_get(json_get(run, "tool"), "driver");
    const struct json_node *help = json_get(json_at(json_get(driver, "rules"), 0), "help");
    const char *const keys[] = {"text", "markdown"};
    for (int j = 0; j < 2; j++) {
      struct str text = json_text(json_get(help, keys[j]), STR(""));
      assert_in_range(utf8_count(text), 1, 1024);
      bool is_whole = lengths[i][0] + lengths[i][1] <= 940;
      assert_int_equal(str_find(text, STR("\xE2\x80\xA6"), 0) == STR_NONE, is_whole);
      if (lengths[i][0] + lengths[i][1] > 2000)
        assert_in_range(utf8_count(text), 950, 1024);
    }
    json_free(tree);
  }
}

static void takes_the_worst_where_there_are_too_many(void **state) {
  struct printed *printed = *state;
  struct source *source = source_in(printed, "a.md", STR("abc"));
  for (size_t i = 0; i < 25010; i++) {
    struct diag *diag = diag_add(&printed->bag, &colon_rule, span_of(source, 0, 1), "m%zu", i);
    diag->level = i < 20 ? LEVEL_NOTE : LEVEL_ERROR;
  }
  const char *run = run_of(printed);
  assert_int_equal(printed->left_out, 10);
  assert_non_null(strstr(run, "\"m25009\""));
  assert_non_null(strstr(run, "\"m9\""));
  assert_null(strstr(run, "\"m10\""));
  assert_non_null(strstr(run,
                         "\"toolExecutionNotifications\":[{\"level\":\"warning\",\"message\":"
                         "{\"text\":\"10 of 25010 findings are left out"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(describes_the_tool),
      TEST(prints_every_member_in_order),
      TEST(says_that_it_could_not_do_its_work),
      TEST(has_addresses_for_any_name),
      TEST(makes_no_links_of_texts),
      TEST(says_what_an_unsafe_fix_does),
      TEST(cuts_the_help_of_a_rule),
      TEST(takes_the_worst_where_there_are_too_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
