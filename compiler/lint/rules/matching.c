/* Rules about patterns: can a log line find its case? */
#include "lint/rules/matching.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "model/kb.h"
#include "model/witness.h"

bool cases_are_ambiguous(const struct kb *kb, size_t later, size_t earlier) {
  size_t low = 0, high = kb->fact_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct kb_pattern_fact *fact = &kb->facts[middle];
    bool is_before = fact->kind == PATTERN_EQUAL &&
                     (fact->number < later ||
                      (fact->number == later && fact->other < earlier));
    if (is_before)
      low = middle + 1;
    else
      high = middle;
  }
  return low < kb->fact_count && kb->facts[low].kind == PATTERN_EQUAL &&
         kb->facts[low].number == later && kb->facts[low].other == earlier;
}

/* A pattern as people read it: values without their marks, a variable word as three dots. */
static struct str shown(const struct linter *l, struct str words) {
  struct str text = {NULL, 0};
  for (bool is_first = true; words.n > 0; is_first = false) {
    size_t space = str_find_char(words, ' ', 0);
    struct str item = str_slice(words, 0, space);
    words = space == STR_NONE ? (struct str){NULL, 0} : str_slice(words, space + 1, words.n);
    if (item.p[0] == '=')
      item = str_slice(item, 1, item.n);
    else if (item.p[0] == '*')
      item = STR("...");
    text = arena_printf(l->a, "%.*s%s%.*s", STR_ARG(text), is_first ? "" : " ", STR_ARG(item));
  }
  return text;
}

/* " of "pay-api"", where lines say who speaks. */
static struct str of_service(const struct linter *l, const struct kb_pattern_fact *fact) {
  return fact->service.n > 0 ? arena_printf(l->a, " of \"%.*s\"", STR_ARG(fact->service))
                             : (struct str){NULL, 0};
}

/* The log line that shows it; the message alone, if it can stand in no line. */
static struct str witness(const struct linter *l, const struct kb_pattern_fact *fact) {
  struct str line = witness_line(l->a, l->kb, fact->other, fact->number, fact->service,
                                 fact->text);
  return line.n > 0 ? line : fact->text;
}

/* The same case twice is duplicate-identity, and no more. */
static bool is_same_case(const struct kb *kb, size_t a, size_t b) {
  return str_equal(kb->cases[a]->identity, kb->cases[b]->identity);
}

static void report_ambiguous(const struct linter *l, const struct rule *row,
                             const struct kb_pattern_fact *fact) {
  if (is_same_case(l->kb, fact->number, fact->other))
    return;
  struct diag *diag = diag_add(l->bag, row, fact->span,
                               "a line%.*s with \"%.*s\" belongs to this case and to another",
                               STR_ARG(of_service(l, fact)), STR_ARG(shown(l, fact->words)));
  diag_relate(l->bag, diag, fact->other_span,
              "the other one; it wins, because it stands first");
  diag_help(l->bag, diag, "a line of both:  %.*s", STR_ARG(witness(l, fact)));
}

static void report_inside(const struct linter *l, const struct rule *row,
                          const struct kb_pattern_fact *fact) {
  struct diag *diag = diag_add(
      l->bag, row, fact->span,
      fact->others > 1 ? "\"%.*s\"%.*s stands in the lines of %zu other cases, too"
                       : "\"%.*s\"%.*s stands in the lines of another case, too",
      STR_ARG(shown(l, fact->words)), STR_ARG(of_service(l, fact)), fact->others);
  diag_relate(l->bag, diag, fact->other_span, "%s; it wins, because it is longer: \"%.*s\"",
              fact->others > 1 ? "the first of them" : "the other one",
              STR_ARG(shown(l, fact->other_words)));
  diag_help(l->bag, diag, "a line of both:  %.*s", STR_ARG(witness(l, fact)));
}

static void report_short(const struct linter *l, const struct rule *row,
                         const struct kb_pattern_fact *fact) {
  struct diag *diag =
      diag_add(l->bag, row, fact->span,
               "the word \"%.*s\" alone makes a line%.*s belong to this case",
               STR_ARG(shown(l, fact->words)), STR_ARG(of_service(l, fact)));
  diag_help(l->bag, diag, "a second word that such lines always have would make it sure");
}

static void report_all(const struct linter *l, const struct rule *row,
                       enum pattern_fact_kind kind,
                       void (*report)(const struct linter *l, const struct rule *row,
                                      const struct kb_pattern_fact *fact)) {
  for (size_t i = 0; i < l->kb->fact_count; i++) {
    if (l->kb->facts[i].kind == kind)
      report(l, row, &l->kb->facts[i]);
  }
}

static void find_ambiguous(const struct linter *l, const struct rule *row) {
  report_all(l, row, PATTERN_EQUAL, report_ambiguous);
}

static void find_inside(const struct linter *l, const struct rule *row) {
  report_all(l, row, PATTERN_INSIDE, report_inside);
}

static void find_short(const struct linter *l, const struct rule *row) {
  report_all(l, row, PATTERN_SHORT, report_short);
}

#define SCHEMA                                                                                 \
  "=== schema\nkbc: 1\nname: pay\nfrontmatter:\n"                                              \
  "  schema: {type: object, properties: {service: {type: string}}}\n"                          \
  "sections: {list: [{id: line, title: Line, content: {log: main}}]}\n"                        \
  "logs: {main: {template: '{service}: {message}', fields: {service: {equals: "                \
  "frontmatter.service}, message: {pattern: '.+'}}}}\n"
#define FILE(name, message)                                                                    \
  "=== kb/" name ".md\n---\nservice: pay-api\n---\n# Case " name "\n\n## Line\npay-api: "      \
  message "\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC1500",
      .name = "pattern-ambiguous",
      .level = LEVEL_ERROR,
      .summary = "no log line can tell two cases apart",
      .why = "Both cases wait for the same words of the same service. Whichever stands first in "
             "the knowledge base gets all lines, and the other one is never found. One more "
             "word in the message, or a priority where the schema has one, decides.",
      .bad = SCHEMA FILE("a", "card declined") FILE("b", "Card declined!"),
      .good = SCHEMA FILE("a", "card declined by the bank") FILE("b", "card declined by us")},
     find_ambiguous},
    {{.code = "KBC1501",
      .name = "pattern-inside",
      .level = LEVEL_NOTE,
      .summary = "the words of one case stand in the log lines of another",
      .why = "Where both fit, the longer one wins, so nothing is lost as long as the longer "
             "line is printed as it stands here. It is worth knowing: a small change in what "
             "the machine prints moves such a line to the shorter case.",
      .bad = SCHEMA FILE("a", "card declined") FILE("b", "card declined by the bank"),
      .good = SCHEMA FILE("a", "card declined by us") FILE("b", "card declined by the bank")},
     find_inside},
    {{.code = "KBC1502",
      .name = "pattern-short",
      .level = LEVEL_NOTE,
      .summary = "one word is enough for a log line to belong to a case",
      .why = "One word stands in many messages, in harmless ones, too, and all of them are "
             "taken for this case.",
      .bad = SCHEMA FILE("a", "declined"),
      .good = SCHEMA FILE("a", "card declined")},
     find_short},
};

const struct lint_family matching_family = {"matching", rules, sizeof rules / sizeof *rules};
