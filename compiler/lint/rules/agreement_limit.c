/* The rule about limits that a log line says were exceeded, while its own values say otherwise.
 */
#include "lint/rules/agreement_limit.h"
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/key_words.h"
#include "lint/quantity.h"
#include "lint/rules/families.h"
#include "lint/sentence.h"
#include "lint/words.h"
#include "model/kb.h"
#include "model/rule_options.h"

enum { CLAIMS, CURRENT, FALLING, LIMITS, UNITS, UNLESS };

static const struct rule_option limit_options[] = {
    [CLAIMS] =
        {"claims", RULE_OPTION_TEXTS,
         "[exceed, exceeds, exceeded, exceeding, exhausted, reached, too many, too much]",
         "words that say that a limit was reached, as > does; case does not count", NULL},
    [CURRENT] = {"current", RULE_OPTION_TEXTS, "[used, usage, current, active, actual, in use]",
                 "words in the keys of values that are held against a limit", NULL},
    [FALLING] = {"falling", RULE_OPTION_TEXTS,
                 "[free, available, remaining, left, idle, min, minimum, required]",
                 "words in the keys of values that must not fall below a limit", NULL},
    [LIMITS] = {"limits", RULE_OPTION_TEXTS,
                "[limit, max, maximum, threshold, quota, cap, ceiling]",
                "words in the keys of limits", NULL},
    [UNITS] =
        {"units", RULE_OPTION_TEXTS,
         "[s, sec=1s, second=1s, seconds=1s, ms=0.001s, us=0.000001s, ns=0.000000001s, "
         "m=60s, min=60s, minute=60s, minutes=60s, h=3600s, hour=3600s, hours=3600s, "
         "d=86400s, day=86400s, days=86400s, B, KB=1024B, MB=1024KB, GB=1024MB, TB=1024GB, "
         "Ki=1024B, Mi=1024Ki, Gi=1024Mi, Ti=1024Gi, KiB=1024B, MiB=1024Ki, GiB=1024Mi, "
         "TiB=1024Gi, k=1000, K=1000, M=1000000, G=1000000000, '%']",
         "units, each a base or so many of another one; k=1000 only counts", NULL},
    [UNLESS] = {"unless", RULE_OPTION_TEXTS,
                "[not, no, nearly, almost, approaching, about to, before, would, will, may, "
                "might, could, close to, near]",
                "words that take such a claim back", NULL},
    {0},
};

/* Texts of an option, in small letters. */
struct texts {
  struct str *items;
  size_t count;
};

struct limit_search {
  const struct linter *l;
  const struct rule *row;
  struct texts current, falling, limits;
  const struct word_set *claims, *unless;
  struct unit_table units;
};

/* What a log line is said to be about: its message, or the case's error message or title. */
struct claim {
  struct str text;
  struct span span;
  bool is_message;
};

enum { MOST_CLAIMS = 3 };

/* A value of the context that is one quantity. */
struct reading {
  struct str words; /* of its key */
  struct span value;
  struct quantity quantity;
  bool is_limit;
};

/* The values of one line, and what is said about them. */
struct readings {
  struct reading *items;
  size_t count;
  struct claim claims[MOST_CLAIMS];
  size_t claim_count;
};

static bool has_word(struct str key, struct texts texts) {
  return key_has_word(key, texts.items, texts.count);
}

/* ---- What the line says ---- */

static bool is_denied(const struct limit_search *s, struct str text, size_t at) {
  struct stretch none = {at, at};
  return stretch_has_word(text, sentence_around(text, at), none, s->unless);
}

/* ">" between blanks is a claim as words are; in "->" and "=>" it is none. */
static size_t find_sign(struct str text) {
  size_t at = str_find(text, STR(" > "), 0);
  return at == STR_NONE ? STR_NONE : at + 1;
}

/* The end of the first claim, or STR_NONE. */
static size_t find_claim(const struct limit_search *s, struct str text) {
  struct word_hit hit;
  for (size_t at = 0; word_set_next(s->claims, text, at, &hit); at = hit.to) {
    if (!is_denied(s, text, hit.from))
      return hit.to;
  }
  size_t sign = find_sign(text);
  return sign != STR_NONE && !is_denied(s, text, sign) ? sign + 1 : STR_NONE;
}

static bool has_digit(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (is_digit_char(text.p[i]))
      return true;
  }
  return false;
}

static void take_claim(const struct limit_search *s, struct readings *readings, struct str text,
                       struct span span, bool is_message) {
  if (text.n > 0 && find_claim(s, text) != STR_NONE)
    readings->claims[readings->claim_count++] = (struct claim){text, span, is_message};
}

/* Without a limit in its values, only the message itself can name one. */
static void take_claims(const struct limit_search *s, const struct kb_case *kb_case,
                        const struct log_line *line, bool has_limit,
                        struct readings *readings) {
  size_t field = log_template_message(line->template);
  if (field == STR_NONE || !line->fields[field].source)
    return;
  struct str message = span_text(line->fields[field]);
  if (has_limit || has_digit(message))
    take_claim(s, readings, message, line->fields[field], true);
  if (!has_limit)
    return;
  const struct value *value =
      value_get(kb_case->doc->front, line->template->fields[field].contains);
  if (value && value_is_textual(value))
    take_claim(s, readings, value->text, value->span, false);
  take_claim(s, readings, kb_case->full_title, kb_case->title_span, false);
}

/* ---- What its values say ---- */

static bool is_word_char(char c) {
  return is_alpha_char(c) || is_digit_char(c);
}

/* Does the word, in small letters, begin a word of the text, or is it one? */
static bool stands_in(struct str text, struct str word, bool is_whole) {
  for (size_t at = 0; at + word.n <= text.n; at++) {
    size_t n = 0;
    while (n < word.n && lower_char(text.p[at + n]) == word.p[n])
      n++;
    if (n == word.n && (at == 0 || !is_word_char(text.p[at - 1])) &&
        (!is_whole || at + n == text.n || !is_word_char(text.p[at + n])))
      return true;
  }
  return false;
}

/* Cuts the next word off a key's. */
static bool next_word(struct str *words, struct str *word) {
  size_t end = str_find_char(*words, ' ', 0);
  *word = str_slice(*words, 0, end);
  *words = end == STR_NONE ? STR("") : str_slice(*words, end + 1, words->n);
  return word->n > 0;
}

static bool all_stand_in(struct str text, struct str words) {
  struct str rest = words, word;
  while (next_word(&rest, &word)) {
    if (!stands_in(text, word, true))
      return false;
  }
  return words.n > 0;
}

enum { SHORTEST_STEM = 3 };

/* Does the claim speak of a limit, or of what the keys name? "Conn" is in "connections". */
static bool is_about(const struct limit_search *s, struct str text, struct str limit,
                     struct str reading) {
  for (size_t i = 0; i < s->limits.count; i++) {
    if (stands_in(text, s->limits.items[i], true))
      return true;
  }
  struct str word;
  while (next_word(&limit, &word) || next_word(&reading, &word)) {
    if (word.n >= SHORTEST_STEM && stands_in(text, word, false))
      return true;
  }
  return false;
}

static const struct claim *claim_about(const struct limit_search *s,
                                       const struct readings *readings, struct str limit,
                                       struct str reading) {
  for (size_t i = 0; i < readings->claim_count; i++) {
    if (is_about(s, readings->claims[i].text, limit, reading))
      return &readings->claims[i];
  }
  return NULL;
}

static struct str without(const struct limit_search *s, struct str words, struct texts texts) {
  return key_without_words(s->l->a, words, texts.items, texts.count);
}

/* Is this plainly the value that is held against the limit: UsedMemory against MaxMemory, Used
 * against Max, Lag in "the lag exceeds"? */
static bool is_held_against(const struct limit_search *s, const struct readings *readings,
                            const struct reading *reading, struct str limit_words) {
  struct str what = without(s, reading->words, s->current);
  if (what.n == 0 || str_equal(what, without(s, limit_words, s->limits)))
    return true;
  for (size_t i = 0; i < readings->claim_count; i++) {
    if (all_stand_in(readings->claims[i].text, what))
      return true;
  }
  return false;
}

/* The value that contradicts the limit; NULL if one of its kind reaches it, or none is plainly
 * the one that should. */
static const struct reading *find_below(const struct limit_search *s,
                                        const struct readings *readings,
                                        const struct quantity *limit,
                                        const struct reading *own) {
  const struct reading *below = NULL;
  for (size_t i = 0; i < readings->count; i++) {
    const struct reading *reading = &readings->items[i];
    if (reading == own || !quantity_is_like(&reading->quantity, limit))
      continue;
    if (reading->is_limit || has_word(reading->words, s->falling) ||
        reading->quantity.value + reading->quantity.half >= limit->value)
      return NULL;
    if (!below && is_held_against(s, readings, reading, own ? own->words : STR("")))
      below = reading;
  }
  return below;
}

static void report_below(const struct limit_search *s, const struct reading *below,
                         struct span limit, const struct claim *claim) {
  struct diag *diag = diag_add(s->l->bag, s->row, below->value,
                               "a limit of %.*s is said to be exceeded, but this is %.*s",
                               STR_ARG(span_text(limit)), STR_ARG(span_text(below->value)));
  diag_relate(s->l->bag, diag, limit, "the limit");
  if (claim && !claim->is_message)
    diag_relate(s->l->bag, diag, claim->span, "where that is said");
}

/* ---- The limits of one line ---- */

static void check_limit_keys(const struct limit_search *s, const struct readings *readings) {
  for (size_t i = 0; i < readings->count; i++) {
    const struct reading *limit = &readings->items[i];
    const struct reading *below =
        limit->is_limit ? find_below(s, readings, &limit->quantity, limit) : NULL;
    const struct claim *claim =
        below ? claim_about(s, readings, limit->words, below->words) : NULL;
    if (claim)
      report_below(s, below, limit->value, claim);
  }
}

/* "exceeded 2000ms": the limit stands right behind what the line says. */
static void check_message(const struct limit_search *s, const struct readings *readings) {
  const struct claim *claim = &readings->claims[0];
  struct quantity limit;
  size_t at = claim->is_message ? find_claim(s, claim->text) : STR_NONE;
  while (at < claim->text.n && claim->text.p[at] == ' ')
    at++;
  if (at == STR_NONE || !quantity_at(&s->units, claim->text, at, &limit) || !limit.has_unit)
    return;
  const struct reading *below = find_below(s, readings, &limit, NULL);
  size_t offset = claim->span.offset;
  if (below)
    report_below(s, below, span_of(claim->span.source, offset + limit.from, offset + limit.to),
                 NULL);
}

/* Is the limit above all other values of its kind? Only then may it be said wrongly that it was
 * exceeded, which costs more to find out. */
static bool is_above(const struct readings *readings, const struct reading *limit) {
  bool any = false;
  for (size_t i = 0; i < readings->count; i++) {
    const struct reading *reading = &readings->items[i];
    if (reading == limit || !quantity_is_like(&reading->quantity, &limit->quantity))
      continue;
    if (reading->quantity.value + reading->quantity.half >= limit->quantity.value)
      return false;
    any = true;
  }
  return any;
}

/* The values of the line that are quantities. Tells whether one of them is such a limit. */
static bool take_readings(const struct limit_search *s, const struct log_line *line,
                          struct readings *readings) {
  bool has_limit = false;
  readings->items = arena_array(s->l->a, struct reading, line->pair_count);
  for (size_t i = 0; i < line->pair_count; i++) {
    struct reading reading = {.value = line->pairs[i].value};
    if (!quantity_whole(&s->units, span_text(reading.value), &reading.quantity))
      continue;
    reading.words = key_words(s->l->a, span_text(line->pairs[i].key));
    reading.is_limit = has_word(reading.words, s->limits);
    readings->items[readings->count++] = reading;
  }
  for (size_t i = 0; i < readings->count && !has_limit; i++)
    has_limit = readings->items[i].is_limit && is_above(readings, &readings->items[i]);
  return has_limit;
}

static void check_line(const struct limit_search *s, const struct kb_case *kb_case,
                       const struct log_line *line) {
  struct readings readings = {.count = 0};
  if (line->pair_count == 0)
    return;
  bool has_limit = take_readings(s, line, &readings);
  if (readings.count == 0)
    return;
  take_claims(s, kb_case, line, has_limit, &readings);
  if (readings.claim_count == 0)
    return;
  if (has_limit)
    check_limit_keys(s, &readings);
  check_message(s, &readings);
}

static struct texts option_texts(const struct linter *l, const struct rule *row,
                                 size_t option) {
  const struct option_value *value = rule_option(l->kb->schema, row, option, RULE_OPTION_TEXTS);
  struct texts texts = {arena_array(l->a, struct str, value->count), value->count};
  for (size_t i = 0; i < value->count; i++)
    texts.items[i] = key_words(l->a, value->texts[i]);
  return texts;
}

static const struct word_set *option_words(const struct linter *l, const struct rule *row,
                                           size_t option) {
  const struct option_value *words = rule_option(l->kb->schema, row, option, RULE_OPTION_TEXTS);
  return word_set_new(l->a, words->texts, words->count, true);
}

static void find_limits(const struct linter *l, const struct rule *row) {
  struct limit_search search = {.l = l,
                                .row = row,
                                .current = option_texts(l, row, CURRENT),
                                .falling = option_texts(l, row, FALLING),
                                .limits = option_texts(l, row, LIMITS),
                                .claims = option_words(l, row, CLAIMS),
                                .unless = option_words(l, row, UNLESS),
                                .units = limit_units(l)};
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct kb_case *kb_case = l->kb->cases[i];
    for (size_t j = 0; j < kb_case->log_line_count; j++)
      check_line(&search, kb_case, &kb_case->log_lines[j]);
  }
}

/* ---- The row ---- */

#define CASE(used)                                                                             \
  "---\nservice: cache\nerror_message: memory limit exceeded\n---\n# Cache - Memory Full\n\n"  \
  "## Incident Summary\n[ERROR] 2026-01-01T00:00:00.000Z cache/v1 [a1b2c3d4]: memory limit "   \
  "exceeded | Context: {UsedMemory=\"" used "\", MaxMemory=\"4GB\"}\n\n"                       \
  "## Root Cause\nKeys without an end pile up.\n\n"                                            \
  "## Action Items\n1. Give each key an end.\n2. Drop the oldest ones.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0803",
      .name = "limit-not-exceeded",
      .level = LEVEL_WARNING,
      .summary = "a limit is said to be exceeded, but the value in the log line is below it",
      .why = "One of the two is wrong: who trusts the values looks for another cause, who "
             "trusts the message raises a limit that nothing has reached.",
      .bad = CASE("3.2GB"),
      .good = CASE("4096MB"),
      .options = limit_options},
     find_limits},
};

const struct lint_family agreement_limit_family = {"agreement", rules,
                                                   sizeof rules / sizeof *rules};

struct unit_table limit_units(const struct linter *l) {
  const struct option_value *units =
      rule_option(l->kb->schema, &rules[0].row, UNITS, RULE_OPTION_TEXTS);
  return unit_table_new(l->a, units->texts, units->count);
}
