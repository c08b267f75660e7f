/* Which texts are project files: the quick look never sees less than the YAML holds. */
#include "yaml_fixture.h"

#include "base/suggest.h"
#include "parse/project_file.h"

static bool is_one(struct str text) {
  struct arena a = {0};
  bool is_one = is_project_file(&a, source_new(&a, STR("kbc.yaml"), text));
  arena_free(&a);
  return is_one;
}

static void tells_by_the_key(void **state) {
  (void)state;
  static const char *const yes[] = {
      "projects: []",
      "kbc: 1\nprojects:\n- root: a\n",
      "kbc: 1\r\nprojects:\r\n  - root: a\r\n",
      "# x\n\n  kbc: 1\n  projects: []\n",
      "{kbc: 1, projects: []}",
      "kbc: 1\n'projects': []\n",
      "kbc: 1\n\"pro\\x6Aects\": []\n",
      "kbc: 1\n? projects\n: []\n",
      "kbc: 1\nproject: []\n",
      "kbc: 1\nPROJECTS: []\n",
      "kbc: 1\nprojects : []\n",
      "---\nkbc: 1\nprojects: []\n",
      "\xEF\xBB\xBFkbc: 1\nprojects: []\n",
      "kbc: 1\n!!str projects: []\n",
      "kbc: 1\nname: \"a\n b\"\nprojects: []\n",
  };
  static const char *const no[] = {
      "",
      "# projects: []\n",
      "kbc: 1\nname: x\n",
      "kbc: 1\nname:\n  projects: []\n",
      "kbc: 1\nlist:\n- projects: []\n",
      "kbc: 1\nname: projects:\n",
      "kbc: 1\nname: {projects: []}\n",
      "- projects: []\n",
      "kbc: 1\nname: |\n  x\n  projects: []\n",
      "kbc: 1\n...\n---\nprojects: []\n",
      "projects\n",
      "kbc: [\nprojects: []\n",
  };
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
    assert_true(is_one(str_from_c(yes[i])));
  for (size_t i = 0; i < sizeof no / sizeof *no; i++)
    assert_false(is_one(str_from_c(no[i])));
}

/* The same answer as from the keys of the root, on all texts of these pieces. */
static void tells_what_yaml_tells(void **state) {
  (void)state;
  static const char *const pieces[] = {
      "kbc: 1", "projects:", "\n", " ", "- ", "name: ",   "projects ", "\"",
      "{",      "# ",        "}",  "|", "? ", "\xC2\x85", "---",       "a b: "};
  size_t n = sizeof pieces / sizeof *pieces;
  for (size_t number = 0; number < n * n * n * n; number++) {
    struct yaml_bench bench;
    char text[80] = "kbc: 1\n";
    size_t left = number;
    for (size_t i = 0; i < 4; i++, left /= n)
      strcat(text, pieces[left % n]);
    bench_read(&bench, str_from_c(text), YAML_CONFIG);
    bool has_key = false;
    struct str key = STR("projects");
    for (size_t i = 0; bench.value.kind == VALUE_OBJECT && i < bench.value.count; i++)
      has_key |= suggest(&bench.a, bench.value.members[i].key, &key, 1) != STR_NONE;
    assert_int_equal(is_one(str_from_c(text)), has_key && bench.reading != YAML_UNREADABLE);
    bench_close(&bench);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tells_by_the_key),
      cmocka_unit_test(tells_what_yaml_tells),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
