/* The rule book: the rows of all stages in one list, and how a rule or a family of rules is
 * named. */
#include "driver/catalogue.h"

#include "base/arena.h"
#include "base/suggest.h"
#include "check/json_schema_rules.h"
#include "check/rules.h"
#include "check/value_rules.h"
#include "diag/io_rules.h"
#include "driver/eval/rules.h"
#include "driver/filter/rules.h"
#include "driver/rules.h"
#include "emit/rules.h"
#include "lint/lint.h"
#include "parse/body_rules.h"
#include "parse/front_rules.h"
#include "parse/schema_rules.h"
#include "read/rules.h"

#include <stdlib.h>
#include <string.h>

/* A table of rows, wherever it stands. To add a stage's: its header above and a row here. */
static const struct {
  const struct rule *rules;
  size_t count;
} tables[] = {
    {io_rules, IO_RULE_COUNT},         {read_rules, READ_RULE_COUNT},
    {front_rules, FRONT_RULE_COUNT},   {body_rules, BODY_RULE_COUNT},
    {value_rules, VALUE_RULE_COUNT},   {json_schema_rules, JSON_SCHEMA_RULE_COUNT},
    {check_rules, CHECK_RULE_COUNT},   {schema_rules, SCHEMA_RULE_COUNT},
    {driver_rules, DRIVER_RULE_COUNT}, {emit_rules, EMIT_RULE_COUNT},
    {filter_rules, FILTER_RULE_COUNT}, {eval_rules, EVAL_RULE_COUNT},
};

enum { TABLE_COUNT = sizeof tables / sizeof *tables };

const struct rule_family rule_families[] = {
    {"KBC00", "io", "Files and folders that cannot be used", true},
    {"KBC01", "read", "Texts, and how they fall into cases", false},
    {"KBC02", "front-matter", "Front matter and its YAML", false},
    {"KBC03", "markdown", "Bodies and their Markdown", false},
    {"KBC04", "structure", "Titles, values and sections that the schema asks for", false},
    {"KBC05", "log-lines", "Log lines and their template", false},
    {"KBC06", "identity", "Is each case one case?", false},
    {"KBC07", "logs", "Do the log lines of a file fit together?", false},
    {"KBC08", "agreement", "Do the parts of a case agree?", false},
    {"KBC09", "prose", "Are its texts finished, and in the words that were agreed on?", false},
    {"KBC10", "schema", "Mistakes in a schema", true},
    {"KBC11", "outputs", "What an output cannot take", true},
    {"KBC120", "suppressions", "Comments and lists that silence findings", false},
    {"KBC124", "baseline", "Lists of findings that cannot be used", true},
    {"KBC13", "links", "Do links lead somewhere?", false},
    {"KBC14", "safety", "Does it give anything away, or break anything?", false},
    {"KBC15", "matching", "Does a log line find its case?", false},
    {"KBC16", "queries", "Files for kbc eval that cannot be used", true},
};

const size_t rule_family_count = sizeof rule_families / sizeof *rule_families;

static int compare_rules(const void *left, const void *right) {
  const struct rule *const *a = left, *const *b = right;
  return strcmp((*a)->code, (*b)->code);
}

static size_t count_rules(void) {
  size_t count = 0;
  for (size_t i = 0; i < TABLE_COUNT; i++)
    count += tables[i].count;
  for (size_t i = 0; i < lint_family_count; i++)
    count += lint_families[i]->count;
  return count;
}

static void refuse_twins(const struct rule *a, const struct rule *b) {
  die("%s %s and %s %s are taken for one rule", a->code, a->name, b->code, b->name);
}

/* Two rows of one code stand next to each other. */
static void list_names(struct catalogue *catalogue, struct arena *a) {
  map_reserve(&catalogue->by_name, a, catalogue->count);
  for (size_t i = 0; i < catalogue->count; i++) {
    const struct rule **rules = &catalogue->rules[i];
    size_t first = map_add(&catalogue->by_name, a, str_from_c(rules[0]->name), i);
    if (first != i)
      refuse_twins(catalogue->rules[first], rules[0]);
    if (i > 0 && strcmp(rules[-1]->code, rules[0]->code) == 0)
      refuse_twins(rules[-1], rules[0]);
  }
}

struct catalogue catalogue_new(struct arena *a) {
  struct catalogue catalogue = {.rules = arena_array(a, const struct rule *, count_rules())};
  for (size_t i = 0; i < TABLE_COUNT; i++) {
    for (size_t j = 0; j < tables[i].count; j++)
      catalogue.rules[catalogue.count++] = &tables[i].rules[j];
  }
  for (size_t i = 0; i < lint_family_count; i++) {
    for (size_t j = 0; j < lint_families[i]->count; j++)
      catalogue.rules[catalogue.count++] = &lint_families[i]->rules[j].row;
  }
  qsort(catalogue.rules, catalogue.count, sizeof(struct rule *), compare_rules);
  list_names(&catalogue, a);
  return catalogue;
}

static size_t find_code(const struct catalogue *catalogue, struct str code) {
  size_t low = 0, high = catalogue->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(str_from_c(catalogue->rules[middle]->code), code);
    if (order == 0)
      return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return STR_NONE;
}

size_t catalogue_find(const struct catalogue *catalogue, struct str name) {
  size_t index = map_find(&catalogue->by_name, name);
  return index != STR_NONE ? index : find_code(catalogue, name);
}

size_t catalogue_index(const struct catalogue *catalogue, const struct rule *rule) {
  size_t index = find_code(catalogue, str_from_c(rule->code));
  if (index == STR_NONE)
    die("rule %s is in no table", rule->code);
  return index;
}

const struct rule_family *rule_family_of(const struct rule *rule) {
  for (size_t i = 0; i < rule_family_count; i++) {
    if (strncmp(rule->code, rule_families[i].prefix, strlen(rule_families[i].prefix)) == 0)
      return &rule_families[i];
  }
  die("rule %s is of no family", rule->code);
}

bool rule_is_fixed(const struct rule *rule) {
  return rule->level == LEVEL_ERROR && rule_family_of(rule)->is_fixed;
}

size_t catalogue_mark(const struct catalogue *catalogue, struct str spec, bool *has) {
  bool is_prefix = str_starts_with(spec, STR("KBC"));
  size_t count = 0;
  for (size_t i = 0; i < catalogue->count; i++) {
    const struct rule *rule = catalogue->rules[i];
    if (str_equal_c(spec, rule->name) || str_equal_c(spec, rule_family_of(rule)->name) ||
        (is_prefix && str_starts_with(str_from_c(rule->code), spec))) {
      has[i] = true;
      count++;
    }
  }
  return count;
}

struct str catalogue_suggest(struct arena *scratch, const struct catalogue *catalogue,
                             struct str word, bool with_families) {
  size_t families = with_families ? rule_family_count : 0, count = 0;
  struct arena own = {0}; /* asked of thousands of misspelt names, it must leave nothing */
  struct str *names = arena_array(&own, struct str, catalogue->count * 2 + families);
  for (size_t i = 0; i < catalogue->count; i++)
    names[count++] = str_from_c(catalogue->rules[i]->name);
  for (size_t i = 0; i < families; i++)
    names[count++] = str_from_c(rule_families[i].name);
  for (size_t i = 0; i < catalogue->count; i++)
    names[count++] = str_from_c(catalogue->rules[i]->code);
  size_t near = suggest(scratch, word, names, count);
  struct str name = near == STR_NONE ? (struct str){NULL, 0} : names[near];
  arena_free(&own);
  return name;
}
