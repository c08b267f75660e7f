/* Rules about patterns: can a log line find its case? */
#include "lint/rules/matching.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "lint/rules/logs.h"
#include "model/kb.h"
#include "model/witness.h"

bool cases_are_ambiguous(const struct kb *kb, size_t later, size_t earlier) {
  size_t low = 0, high = kb->fact_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct kb_pattern_fact *fact = &kb->facts[middle];
    bool is_before = fact->kind == PATTERN_EQUAL &&
                     (fact->number < later || (fact->number == later && fact->other < earlier));
    if (is_before)
      low = middle + 1;
    else
      high = middle;
  }
  return low < kb->fact_count && kb->facts[low].kind == PATTERN_EQUAL &&
         kb->facts[low].number == later && kb->facts[low].other == earlier;
}

/* The word of the pattern as the text has it: what is hidden is looked for by its letters. */
static struct str word_in(struct str text, struct str word) {
  if (word.p[0] == '=')
    word = str_slice(word, 1, word.n);
  for (size_t at = 0; at + word.n <= text.n; at++) {
    size_t n = 0;
    while (n < word.n && lower_char(text.p[at + n]) == word.p[n])
      n++;
    if (n == word.n)
      return str_slice(text, at, at + n);
  }
  return text;
}

/* " of "pay-api"", where lines say who speaks. */
static struct str of_service(const struct linter *l, const struct kb_pattern_fact *fact) {
  return fact->service.n > 0 ? arena_printf(l->a, " of \"%.*s\"", STR_ARG(fact->service))
                             : (struct str){NULL, 0};
}

/* The log line that shows it; the message alone, if it can stand in no line. */
static struct str witness(const struct linter *l, const struct kb_pattern_fact *fact,
                          struct str message) {
  struct str line =
      witness_line(l->a, l->kb, fact->other, fact->number, fact->service, message);
  return line.n > 0 ? line : message;
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
                               "a line%.*s that says \"%.*s\" belongs to this case and to "
                               "another",
                               STR_ARG(of_service(l, fact)), STR_ARG(log_quote(l, fact->text)));
  diag_relate(l->bag, diag, fact->other_span,
              "the other one; it wins, because it stands first");
  diag_help(l->bag, diag, "a line of both:  %.*s", STR_ARG(witness(l, fact, fact->text)));
}

static void report_inside(const struct linter *l, const struct rule *row,
                          const struct kb_pattern_fact *fact) {
  struct diag *diag =
      diag_add(l->bag, row, fact->span,
               fact->others > 1 ? "\"%.*s\"%.*s stands in the lines of %zu other cases, too"
                                : "\"%.*s\"%.*s stands in the lines of another case, too",
               STR_ARG(log_quote(l, fact->text)), STR_ARG(of_service(l, fact)), fact->others);
  diag_relate(l->bag, diag, fact->other_span, "%s; it wins, because it is longer",
              fact->others > 1 ? "the first of them" : "the other one");
  diag_help(l->bag, diag, "a line of both:  %.*s", STR_ARG(witness(l, fact, fact->other_text)));
}

static void report_short(const struct linter *l, const struct rule *row,
                         const struct kb_pattern_fact *fact) {
  struct diag *diag = diag_add(
      l->bag, row, fact->span, "the word \"%.*s\" alone makes a line%.*s belong to this case",
      STR_ARG(log_quote(l, word_in(fact->text, fact->words))), STR_ARG(of_service(l, fact)));
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
  "=== kb/" name ".md\n---\nservice: pay-api\n---\n# Case " name                               \
  "\n\n## Line\npay-api: " message "\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC1500",
      .name = "pattern-ambiguous",
      .level = LEVEL_ERROR,
      .summary = "no log line can tell two cases apart",
      .why =
          "Both cases wait for the same words of the same service. Whichever stands first in "
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
