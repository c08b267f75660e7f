/* Rules about the words of a case: what was left to be filled in, what goes by another name. */
#include "lint/rules/prose.h"
#include "base/arena.h"
#include "base/pattern.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "lint/text.h"
#include "lint/words.h"
#include "model/rule_options.h"

/* All texts of the cases that are worth a look: those with one of the words, or all. */
static void visit(const struct linter *l, const struct word_set *words, bool looks_at_all,
                  void (*visit_text)(void *ctx, struct text *text), void *ctx) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    if (looks_at_all || case_may_hold(l->kb->cases[i], words))
      case_texts(l, l->kb->cases[i], visit_text, ctx);
  }
}

/* ---- placeholder ---- */

enum { WORDS, PATTERNS, IN_CODE };

static const struct rule_option placeholder_options[] = {
    [WORDS] = {"words", RULE_OPTION_TEXTS, "[TODO, TBD]",
               "whole words that stand for what is missing; case counts", NULL},
    [PATTERNS] = {"patterns", RULE_OPTION_PATTERNS, "[]",
                  "patterns of the same; each looks at one line at a time", NULL},
    [IN_CODE] = {"in_code", RULE_OPTION_BOOL, "false", "look into code, too", NULL},
    {0},
};

/* A line that a pattern fits again and again is pointed out often enough. */
enum { MOST_IN_A_LINE = 32 };

struct placeholder_search {
  const struct linter *l;
  const struct rule *row;
  const struct word_set *words;
  const struct option_value *patterns;
  bool looks_into_code;
  unsigned quoted; /* inline kinds that are left alone */
};

static void report_placeholder(const struct placeholder_search *s, struct text *text,
                               size_t from, size_t to) {
  struct str found = str_slice(text->bytes, from, to);
  struct diag *diag = diag_add(s->l->bag, s->row, text_span(text, from, to),
                               "\"%.*s\" stands for something that is missing", STR_ARG(found));
  diag_help(s->l->bag, diag, "write it, or take the placeholder away");
}

/* The matches of one pattern in the line [from, to); one that holds a word is that word. */
static void match_line(const struct placeholder_search *s, struct text *text,
                       const struct pattern *pattern, size_t from, size_t to) {
  struct str line = str_slice(text->bytes, from, to), head = str_slice(text->bytes, 0, to);
  struct pattern_span span = {0, 0};
  struct word_hit hit;
  for (size_t n = 0, at = 0; n < MOST_IN_A_LINE && at < line.n; n++) {
    enum pattern_result result = pattern_match_from(pattern, line, at, s->l->a, &span, 1);
    if (result == PATTERN_LIMIT)
      diag_add(s->l->bag, s->row, text_span(text, from, to),
               "looking for placeholders in this line takes the pattern too long");
    if (result != PATTERN_HIT || span.to == span.from)
      return;
    at = span.to;
    bool is_word =
        word_set_next(s->words, head, from + span.from, &hit) && hit.from < from + span.to;
    if (!is_word && !text_is_quoted(text, from + span.from, s->quoted))
      report_placeholder(s, text, from + span.from, from + span.to);
  }
}

static void match_patterns(const struct placeholder_search *s, struct text *text) {
  struct str rest = text->bytes, line;
  while (s->patterns->count > 0 && str_next_line(&rest, &line)) {
    size_t from = line.n > 0 ? (size_t)(line.p - text->bytes.p) : 0;
    for (size_t i = 0; i < s->patterns->count && line.n > 0; i++)
      match_line(s, text, s->patterns->patterns[i], from, from + line.n);
  }
}

/* "TBD-1234" is a ticket, or another name that begins so. */
static bool is_in_name(struct str text, size_t to) {
  return to + 1 < text.n && text.p[to] == '-' && is_digit_char(text.p[to + 1]);
}

static void look_for_placeholders(void *ctx, struct text *text) {
  const struct placeholder_search *s = ctx;
  struct word_hit hit;
  if (text->kind == TEXT_CODE && !s->looks_into_code)
    return;
  for (size_t at = 0; word_set_next(s->words, text->bytes, at, &hit); at = hit.to) {
    if (!is_in_name(text->bytes, hit.to) && !text_is_quoted(text, hit.from, s->quoted))
      report_placeholder(s, text, hit.from, hit.to);
  }
  match_patterns(s, text);
}

static void find_placeholders(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *words = rule_option(schema, row, WORDS, RULE_OPTION_TEXTS);
  bool in_code = rule_option(schema, row, IN_CODE, RULE_OPTION_BOOL)->is_on;
  struct placeholder_search search = {
      .l = l,
      .row = row,
      .words = word_set_new(l->a, words->texts, words->count, false),
      .patterns = rule_option(schema, row, PATTERNS, RULE_OPTION_PATTERNS),
      .looks_into_code = in_code,
      .quoted = INLINE_COMMENT | (in_code ? 0 : INLINE_CODE)};
  visit(l, search.words, search.patterns->count > 0, look_for_placeholders, &search);
}

/* ---- term ---- */

enum { TERMS };

static const struct rule_option term_options[] = {
    [TERMS] = {"terms", RULE_OPTION_TERMS, "[]",
               "{avoid: WORD, prefer: WORD, unless: PATTERN} each; only avoid must be there",
               NULL},
    {0},
};

/* What `unless` said about the last line in which its term was found. */
struct unless_answer {
  const struct source *source;
  size_t line;
  bool fits;
};

struct term_search {
  const struct linter *l;
  const struct rule *row;
  const struct term *terms;
  const struct word_set *words;
  struct unless_answer *answers; /* by term */
  struct brackets brackets;      /* of the text that is looked at */
};

/* Does the line say what makes the term right? Asked once for each line. A pattern that takes
 * too long does not: then the finding shows the line. */
static bool is_exempt(struct term_search *s, size_t index, struct span span) {
  const struct pattern *unless = s->terms[index].unless;
  struct unless_answer *answer = &s->answers[index];
  if (!unless)
    return false;
  size_t line = source_line_at(span.source, span.offset);
  if (answer->source != span.source || answer->line != line)
    *answer = (struct unless_answer){
        span.source, line,
        pattern_match(unless, source_line(span.source, line), s->l->a, NULL, 0) == PATTERN_HIT};
  return answer->fits;
}

/* Is what stands there a part of what is to be preferred, as "Git" of "GitHub Git"? */
static bool is_preferred(const struct word_set *words, const struct term *term, struct str text,
                         struct word_hit found) {
  struct word_hit hit;
  for (size_t at = 0; word_set_next(words, term->prefer, at, &hit); at = hit.to) {
    size_t from = found.from - hit.from;
    if (hit.word == found.word && hit.from <= found.from &&
        str_starts_with(str_slice(text, from, text.n), term->prefer))
      return true;
  }
  return false;
}

static bool is_among(const char *set, char c) {
  return (unsigned char)c >= 0x80 || str_find_char(str_from_c(set), c, 0) != STR_NONE;
}

/* Does the word stand alone, and not in the name of a file, a host or a flag? */
static bool stands_alone(struct str text, struct word_hit hit) {
  size_t to = hit.to;
  if (hit.from > 0 && !is_among(" \t\n\r(\"'*", text.p[hit.from - 1]))
    return false;
  while (to < text.n && str_find_char(STR(".,;:!?)\"'*"), text.p[to], 0) != STR_NONE)
    to++;
  return to == text.n || is_among(" \t\n\r", text.p[to]);
}

/* Titles and values may be a part of the case's identity, headings of an address: their words
 * are changed by hand. */
static void report_term(struct term_search *s, struct text *text, struct word_hit hit,
                        struct span span) {
  const struct term *term = &s->terms[hit.word];
  struct str found = str_slice(text->bytes, hit.from, hit.to);
  struct diag *diag =
      diag_add(s->l->bag, s->row, span, "\"%.*s\" is a term to avoid", STR_ARG(found));
  if (term->prefer.n == 0)
    return;
  diag_label(s->l->bag, diag, "write \"%.*s\"", STR_ARG(term->prefer));
  bool is_in_link = is_in_brackets(&s->brackets, text->bytes, hit.from);
  if (text->kind == TEXT_PROSE && str_equal(found, term->avoid) && !is_in_link &&
      stands_alone(text->bytes, hit))
    diag_edit_unsafe(s->l->bag, diag, span, term->prefer);
}

static void look_for_terms(void *ctx, struct text *text) {
  struct term_search *s = ctx;
  const unsigned quoted = INLINE_CODE | INLINE_ADDRESS | INLINE_TAG | INLINE_COMMENT;
  struct word_hit hit;
  if (text->kind == TEXT_CODE || text->is_from_log)
    return;
  s->brackets = (struct brackets){0, false};
  for (size_t at = 0; word_set_next(s->words, text->bytes, at, &hit); at = hit.to) {
    if (text_is_quoted(text, hit.from, quoted))
      continue;
    struct span span = text_span(text, hit.from, hit.to);
    if (!is_preferred(s->words, &s->terms[hit.word], text->bytes, hit) &&
        !is_exempt(s, hit.word, span))
      report_term(s, text, hit, span);
  }
}

static void find_terms(const struct linter *l, const struct rule *row) {
  const struct option_value *terms = rule_option(l->kb->schema, row, TERMS, RULE_OPTION_TERMS);
  if (terms->count == 0)
    return;
  struct str *words = arena_array(l->a, struct str, terms->count);
  for (size_t i = 0; i < terms->count; i++)
    words[i] = terms->terms[i].avoid;
  struct term_search search = {.l = l,
                               .row = row,
                               .terms = terms->terms,
                               .words = word_set_new(l->a, words, terms->count, true),
                               .answers =
                                   arena_array(l->a, struct unless_answer, terms->count)};
  visit(l, search.words, false, look_for_terms, &search);
}

/* ---- The rows ---- */

#define CASE(text)                                                                             \
  "---\nservice: pay-api\nerror_message: card declined\n---\n# Pay - Card Declined\n\n"        \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card "          \
  "declined by issuer\n\n## Root Cause\n" text                                                 \
  "\n\n## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"

#define PAGE(text)                                                                             \
  "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional}\n"                       \
  "rules: {term: {terms: [{avoid: blacklist, prefer: blocklist}]}}\n"                          \
  "=== kb/page.md\n# Page\n\n## Text\n" text "\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0900",
      .name = "placeholder",
      .level = LEVEL_WARNING,
      .summary = "something was left to be filled in",
      .why = "Whoever is led to the case at night reads that somebody meant to write down "
             "what helps.",
      .bad = CASE("TODO: ask the issuer."),
      .good = CASE("The issuer refused the card; `grep TODO` has nothing to do with it."),
      .options = placeholder_options},
     find_placeholders},
    {{.code = "KBC0901",
      .name = "term",
      .level = LEVEL_WARNING,
      .summary = "a word stands here for which another one was agreed on",
      .why =
          "Who looks for one thing under its other name does not find it, and who reads both "
          "takes them for two.",
      .bad = PAGE("The address stands in the blacklist."),
      .good = PAGE("The address stands in the blocklist, which is `blacklist` in the code."),
      .options = term_options},
     find_terms},
};

const struct lint_family prose_family = {"prose", rules, sizeof rules / sizeof *rules};
