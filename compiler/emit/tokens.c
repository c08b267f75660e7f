/* How many tokens an embedding model will make of a text, without its vocabulary.
 *
 * Byte pair encoders first cut a text into words, groups of up to three digits, runs of
 * punctuation and line breaks, then look for the longest known pieces in each. We make the same
 * first cut and charge each stretch by its kind and length. The charges were fitted by least
 * squares on 675 texts (cases and sections of runbooks, Korean, English, commands and log
 * lines) against the tokenizers themselves, then raised, o200k by 8 % and cl100k by 12 %, so
 * that hardly any is estimated too low. */
#include "emit/tokens.h"

#include "base/utf8.h"

#include <stdint.h>

/* In thousandths of a token. */
struct charges {
  const char *vocabulary;
  size_t word;        /* a word of up to seven Latin letters, capitals first */
  size_t long_word;   /* each letter beyond */
  size_t capital;     /* each capital beyond the first */
  size_t hangul_run;  /* a run of Hangul */
  size_t hangul;      /* and each syllable of it */
  size_t digits;      /* up to three digits */
  size_t punctuation; /* a run of ASCII punctuation */
  size_t joined;      /* one mark alone, where a letter follows */
  size_t space;       /* a line break, or blanks that do not precede a word */
  size_t letter;      /* any other letter of the Basic Multilingual Plane below U+0800 */
  size_t ideograph;   /* other letters of East Asia */
  size_t other;
};

static const struct charges tables[] = {
    {"o200k", 860, 155, 115, 620, 620, 750, 1540, 1200, 390, 650, 1300, 2300},
    {"cl100k", 810, 155, 65, 945, 1075, 650, 1925, 905, 345, 800, 1900, 2430},
};

/* Runs are cut there, so that a long one can be split and none takes more than its share. */
enum { SHORT_WORD = 7, LONGEST_RUN = 16 };

static const struct charges *charges_of(struct str vocabulary) {
  for (size_t i = 1; i < sizeof tables / sizeof *tables; i++) {
    if (str_equal_c(vocabulary, tables[i].vocabulary))
      return &tables[i];
  }
  return &tables[0];
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_break(char c) {
  return c == '\n' || c == '\r';
}

static bool is_mark(char c) {
  return c > ' ' && c < 0x7F && !is_digit_char(c) && !is_alpha_char(c);
}

/* Offset behind the run of such characters at `at`. */
static size_t run_end(struct str text, size_t at, size_t limit, bool (*belongs)(char c)) {
  size_t end = limit < text.n - at ? at + limit : text.n;
  while (at < end && belongs(text.p[at]))
    at++;
  return at;
}

static size_t charge_word(const struct charges *table, struct str text, size_t *at) {
  size_t start = *at;
  size_t lower = run_end(text, start, LONGEST_RUN, is_upper);
  *at = run_end(text, lower, LONGEST_RUN, is_lower);
  size_t capitals = lower - start, letters = *at - start;
  size_t cost = table->word;
  if (capitals > 1)
    cost += (capitals - 1) * table->capital;
  if (capitals > 1)
    letters -= capitals;
  return letters > SHORT_WORD ? cost + (letters - SHORT_WORD) * table->long_word : cost;
}

static bool is_letter_at(struct str text, size_t at) {
  return at < text.n && (is_alpha_char(text.p[at]) || (unsigned char)text.p[at] >= 0x80);
}

static size_t charge_marks(const struct charges *table, struct str text, size_t *at) {
  size_t start = *at;
  *at = run_end(text, start, LONGEST_RUN, is_mark);
  return *at - start == 1 && is_letter_at(text, *at) ? table->joined : table->punctuation;
}

static size_t charge_space(const struct charges *table, struct str text, size_t *at) {
  size_t start = *at;
  bool is_line_end = is_break(text.p[start]);
  *at = run_end(text, start, LONGEST_RUN, is_line_end ? is_break : is_blank_char);
  bool is_free =
      !is_line_end && *at - start == 1 && *at < text.n && !is_digit_char(text.p[*at]);
  return is_free ? 0 : table->space;
}

static bool is_hangul(uint32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) ||
         (c >= 0x3130 && c <= 0x318F);
}

static size_t charge_wide(const struct charges *table, struct str text, size_t *at) {
  uint32_t c = 0;
  size_t n = utf8_decode(text, *at, &c);
  if (!is_hangul(c)) {
    *at += n > 0 ? n : 1;
    if (c < 0x800)
      return table->letter;
    return c >= 0x2E80 && c <= 0x9FFF ? table->ideograph : table->other;
  }
  size_t cost = table->hangul_run;
  for (size_t count = 0; count < LONGEST_RUN && is_hangul(c); count++) {
    cost += table->hangul;
    *at += n;
    n = *at < text.n ? utf8_decode(text, *at, &c) : 0;
    if (n == 0)
      break;
  }
  return cost;
}

/* What the stretch at `at` costs; moves `at` behind it. */
static size_t charge(const struct charges *table, struct str text, size_t *at) {
  char c = text.p[*at];
  if (is_alpha_char(c))
    return charge_word(table, text, at);
  if (is_digit_char(c)) {
    *at = run_end(text, *at, 3, is_digit_char);
    return table->digits;
  }
  if (is_blank_char(c) || is_break(c))
    return charge_space(table, text, at);
  if (is_mark(c))
    return charge_marks(table, text, at);
  return charge_wide(table, text, at);
}

static size_t whole_tokens(size_t thousandths) {
  return (thousandths + 999) / 1000;
}

size_t token_estimate(struct str text, struct str vocabulary) {
  const struct charges *table = charges_of(vocabulary);
  size_t cost = 0;
  for (size_t at = 0; at < text.n;)
    cost += charge(table, text, &at);
  return whole_tokens(cost);
}

size_t token_fit(struct str text, struct str vocabulary, size_t budget) {
  const struct charges *table = charges_of(vocabulary);
  size_t cost = 0, fit = 0;
  for (size_t at = 0, next = 0; at < text.n && whole_tokens(cost) <= budget; at = next) {
    size_t here = charge(table, text, &next);
    /* What a stretch costs depends on what follows, and behind the cut nothing does. */
    size_t again = at, last = charge(table, str_slice(text, 0, next), &again);
    if (whole_tokens(cost + last) <= budget)
      fit = next;
    cost += here;
  }
  return fit;
}
