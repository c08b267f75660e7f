/* The rule about log lines whose level and whose cause do not fit together. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/paragraphs.h"
#include "lint/rules/families.h"
#include "lint/sentence.h"
#include "lint/words.h"
#include "model/rule_options.h"

enum { HIGH, CALM, LOW, GRAVE, UNLESS };

static const struct rule_option level_options[] = {
    [HIGH] = {"high", RULE_OPTION_TEXTS, "[ERROR, CRITICAL, FATAL]",
              "levels that say that something is broken", NULL},
    [CALM] = {"calm", RULE_OPTION_TEXTS,
              "[expected behavior, expected behaviour, works as designed, working "
              "as designed, works as intended, working as intended, "
              "\"not an error.\", \"not an error,\", not a real error, harmless, safe "
              "to ignore, can be ignored, false alarm]",
              "what a text says of something that is not broken; case does not count", NULL},
    [LOW] = {"low", RULE_OPTION_TEXTS, "[DEBUG, INFO]",
             "levels that say that nothing is broken", NULL},
    [GRAVE] = {"grave", RULE_OPTION_TEXTS,
               "[data loss, data was lost, full outage, total outage, complete outage]",
               "what a text says of something that is badly broken", NULL},
    [UNLESS] = {"unless", RULE_OPTION_TEXTS,
                "[not, no, never, no longer, if, whether, unless, until, may, "
                "might, could, should, would, risk, check, verify, make sure, "
                "prevent, avoid, instead of, differs from, different from, contrary "
                "to, seems, looks, used to]",
                "words that ask, deny or suppose: their sentences say nothing for sure", NULL},
    {0},
};

struct level_search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *high, *low;
  const struct word_set *calm, *grave, *unless;
  const struct word_set *words; /* of the case at hand */
  struct span level;            /* that its lines have */
  const struct kb_case *kb_case;
  bool is_found;
};

static bool is_one_of(const struct option_value *texts, struct str text) {
  for (size_t i = 0; i < texts->count; i++) {
    if (str_equal(texts->texts[i], text))
      return true;
  }
  return false;
}

/* The words that contradict a field of a line, or NULL. */
static const struct word_set *words_against(const struct level_search *s, struct str text) {
  if (is_one_of(s->high, text))
    return s->calm;
  return is_one_of(s->low, text) ? s->grave : NULL;
}

/* Takes the levels of the case's lines. Lines of other levels mean that there is more than one
 * thing to be said: then nothing is sure. */
static bool take_levels(struct level_search *s, const struct kb_case *kb_case) {
  s->words = NULL;
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    for (size_t j = 0; j < line->template->field_count; j++) {
      if (line->template->fields[j].type != FIELD_ENUM || !line->fields[j].source)
        continue;
      const struct word_set *words = words_against(s, span_text(line->fields[j]));
      if (!words || (s->words && words != s->words))
        return false;
      s->words = words;
      s->level = line->fields[j];
    }
  }
  return s->words != NULL;
}

static void report_level(const struct level_search *s, struct text *text,
                         struct stretch found) {
  struct str words = str_slice(text->bytes, found.from, found.to);
  struct diag *diag = diag_add(s->l->bag, s->row, text_span(text, found.from, found.to),
                               "the log line says %.*s, but this text \"%.*s\"",
                               STR_ARG(span_text(s->level)), STR_ARG(words));
  diag_relate(s->l->bag, diag, s->level, "the level of the log line");
  diag_help(s->l->bag, diag, "if the text is right, the program should log it on a level %s",
            s->words == s->calm ? "that wakes nobody" : "that somebody looks at");
}

/* Lists say what to do and what to look for; paragraphs say what happened. */
static void look_for_contradiction(void *ctx, const struct block *block, bool is_in_list) {
  const unsigned quoted = INLINE_CODE | INLINE_ADDRESS | INLINE_TAG | INLINE_COMMENT;
  struct level_search *s = ctx;
  struct str bytes = span_text(block->span);
  struct word_hit hit;
  for (size_t at = 0; !is_in_list && !s->is_found && word_set_next(s->words, bytes, at, &hit);
       at = hit.to) {
    struct text text = paragraph_text(s->l, s->kb_case, block, is_in_list);
    struct stretch found = {hit.from, hit.to};
    if (text_is_quoted(&text, hit.from, quoted) ||
        stretch_has_word(bytes, sentence_around(bytes, hit.from), found, s->unless))
      continue;
    report_level(s, &text, found);
    s->is_found = true;
  }
}

static const struct word_set *option_words(const struct linter *l, const struct rule *row,
                                           size_t option) {
  const struct option_value *words = rule_option(l->kb->schema, row, option, RULE_OPTION_TEXTS);
  return word_set_new(l->a, words->texts, words->count, true);
}

static void find_level_in_prose(const struct linter *l, const struct rule *row) {
  struct level_search search = {.l = l,
                                .row = row,
                                .high =
                                    rule_option(l->kb->schema, row, HIGH, RULE_OPTION_TEXTS),
                                .low = rule_option(l->kb->schema, row, LOW, RULE_OPTION_TEXTS),
                                .calm = option_words(l, row, CALM),
                                .grave = option_words(l, row, GRAVE),
                                .unless = option_words(l, row, UNLESS)};
  for (size_t i = 0; i < l->kb->case_count; i++) {
    search.is_found = false;
    search.kb_case = l->kb->cases[i];
    if (take_levels(&search, l->kb->cases[i]))
      case_paragraphs(l->kb->cases[i], look_for_contradiction, &search);
  }
}

#define CASE(level, cause)                                                                     \
  "---\nservice: pay-api\nerror_message: card declined\n---\n# Pay - Card Declined\n\n"        \
  "## Incident Summary\n[" level "] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card "     \
  "declined by issuer\n\n## Root Cause\n" cause "\n\n"                                         \
  "## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0802",
      .name = "level-in-prose",
      .level = LEVEL_WARNING,
      .summary = "the text calls normal what the log line calls an error, or the reverse",
      .why = "Somebody is woken for what the case itself calls normal, and learns to sleep "
             "through that level; or nobody is, for what it calls a loss.",
      .bad = CASE("ERROR", "The limit of the card was reached. This is not an error."),
      .good = CASE("ERROR", "The issuer is down. Check whether the retry is harmless."),
      .options = level_options},
     find_level_in_prose},
};

const struct lint_family agreement_level_family = {"agreement", rules,
                                                   sizeof rules / sizeof *rules};
