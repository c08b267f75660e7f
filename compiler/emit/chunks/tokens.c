/* How many tokens an embedding model will make of a text, without its vocabulary.
 *
 * Byte pair encoders first cut a text into words, groups of up to three digits, runs of marks
 * and white space, then join known pieces in each. We cut much the same way and charge each
 * stretch for what can be seen of it: its length, its capitals, which letters or syllables
 * follow each other. The charges are fitted on texts by tests/e2e/tokens/fit.mjs; scan.mjs
 * there finds the same features, and a test holds the two against each other and the
 * tokenizers. */
#include "emit/chunks/tokens.h"

#include "base/utf8.h"
#include "emit/chunks/tokens_table.h"

#include <string.h>

enum { LETTERS = 26, LATIN_MOST = 24, HANGUL_MOST = 12, MARKS_MOST = 6, RUN_MOST = 32 };
enum { SPACE_MOST = 64, MARKS = 32, MARK_PLACES = MARKS + 2 };
enum { FIRST_SYLLABLE = 0xAC00, LAST_SYLLABLE = 0xD7A3, SYLLABLES = 11172 };

/* What stands before a stretch: a blank or a mark is in one token with it, if there is one. */
enum before { BEFORE_NOTHING, BEFORE_BLANK, BEFORE_MARK, BEFORE_LETTER };

struct scanner {
  const struct charges *table;
  bool splits_camel; /* a capital behind a small letter begins a piece */
  struct str text;
  size_t at;
  enum before before;
  struct token_cost cost; /* so far; what is guessed is not known for sure */
};

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

static bool is_hangul(uint32_t c) {
  return c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE;
}

/* Marks, arrows, lines, emoji: roughly what is no letter beyond ASCII. */
static bool is_symbol(uint32_t c) {
  if (c < 0x100)
    return (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 ||
           c == 0xF7;
  return (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) ||
         (c >= 0xFE00 && c < 0x10000) || c >= 0x1F000;
}

/* The code point at the place and its length; a byte that is not UTF-8 stands for itself. */
static size_t decode(struct str text, size_t at, uint32_t *c) {
  size_t n = utf8_decode(text, at, c);
  if (n > 0)
    return n;
  *c = (unsigned char)text.p[at];
  return 1;
}

static bool is_letter_at(struct str text, size_t at) {
  if (at >= text.n)
    return false;
  uint32_t c = (unsigned char)text.p[at];
  if (c < 0x80)
    return is_alpha_char(text.p[at]);
  decode(text, at, &c);
  return !is_symbol(c);
}

static int charge_of(const char *charges, size_t place) {
  return charges[place] - NO_CHARGE;
}

static uint32_t mixed(uint32_t value, unsigned bits) {
  return (value * 0x9E3779B1u) >> (32 - bits);
}

static void add(struct scanner *s, int steps, int least) {
  s->cost.steps += (size_t)(steps > least ? steps : least);
  s->cost.guesses++;
}

static void add_known(struct scanner *s, size_t tokens) {
  s->cost.steps += tokens * TOKEN_STEPS;
}

/* A stretch alone is a token at least; one that is joined may be a part of one. */
static int least_of(enum before before) {
  if (before == BEFORE_LETTER)
    return TOKEN_STEPS / 4;
  return before == BEFORE_MARK ? TOKEN_STEPS / 2 : TOKEN_STEPS;
}

static size_t run_end(struct str text, size_t at, size_t end, bool (*belongs)(char c)) {
  end = end < text.n ? end : text.n;
  while (at < end && belongs(text.p[at]))
    at++;
  return at;
}

static int letters_cost(const struct charges *table, struct str word, bool shouts) {
  const char *pairs = table->letter_pair + (shouts ? 27 * 27 : 0);
  int steps = 0;
  uint32_t second = LETTERS, last = LETTERS;
  for (size_t i = 0; i <= word.n; i++) {
    uint32_t c = i < word.n ? (uint32_t)((word.p[i] | 0x20) - 'a') : LETTERS;
    steps += charge_of(pairs, last * 27 + c);
    if (!shouts)
      steps += charge_of(table->letter_three, mixed((second * 27 + last) * 27 + c, 11));
    second = last;
    last = c;
  }
  return steps;
}

static void charge_word(struct scanner *s) {
  size_t from = s->at;
  size_t lower = run_end(s->text, from, from + LATIN_MOST, is_upper);
  s->at = run_end(s->text, lower, from + LATIN_MOST, is_lower);
  size_t capitals = lower - from, n = s->at - from;
  bool shouts = capitals == n && capitals > 1;
  size_t kind = shouts ? 2 : capitals > 1 ? 3 : capitals;
  size_t before = s->before == BEFORE_LETTER ? BEFORE_NOTHING : s->before;
  int steps = charge_of(s->table->word, before * 4 + kind) +
              charge_of(s->table->word_length, (shouts ? LATIN_MOST : 0) + n - 1) +
              letters_cost(s->table, str_slice(s->text, from, s->at), shouts);
  bool is_alone = s->before == BEFORE_LETTER && s->splits_camel && capitals > 0;
  add(s, steps, is_alone ? TOKEN_STEPS : least_of(s->before));
  s->before = BEFORE_LETTER;
}

static size_t kind_of(const struct charges *table, size_t syllable) {
  unsigned packed = (unsigned)(table->kinds[syllable / 3] - FIRST_KIND);
  return (packed >> (2 * (syllable % 3)) & 3) - 1;
}

static void charge_hangul(struct scanner *s) {
  int steps = charge_of(s->table->hangul, s->before);
  uint32_t last = 0, c = 0;
  size_t count = 0;
  for (bool goes_on = true; goes_on;) {
    size_t n = count < HANGUL_MOST && s->at < s->text.n ? decode(s->text, s->at, &c) : 0;
    goes_on = n > 0 && is_hangul(c);
    uint32_t now = goes_on ? c - FIRST_SYLLABLE + 1 : 0;
    if (goes_on) {
      steps += charge_of(s->table->hangul_kind, kind_of(s->table, now - 1)) +
               charge_of(s->table->syllable, mixed(now, 9));
      s->at += n;
      count++;
    }
    steps += charge_of(s->table->syllable_pair, mixed(last * (SYLLABLES + 1) + now, 11));
    last = now;
  }
  steps += charge_of(s->table->hangul_length, count - 1);
  add(s, steps, least_of(s->before));
  s->before = BEFORE_LETTER;
}

static void charge_digits(struct scanner *s) {
  s->at = run_end(s->text, s->at, s->at + 3, is_digit_char);
  add_known(s, 1);
  s->before = BEFORE_NOTHING;
}

/* 0 to 31. */
static size_t mark_number(char c) {
  int number = c < '0'   ? c - '!'
               : c < 'A' ? c - ':' + 15
               : c < 'a' ? c - '[' + 22
                         : c - '{' + 28;
  return (size_t)number;
}

/* One mark before a word is in one piece with it, unless a blank is before the mark. */
static void charge_joined(struct scanner *s, char mark) {
  uint32_t c = 0;
  decode(s->text, s->at, &c);
  size_t kind = c < 0x80 ? (is_upper((char)c) ? 1 : 0) : is_hangul(c) ? 2 : 3;
  add(s, charge_of(s->table->mark_joined, mark_number(mark) * 4 + kind), 0);
  s->before = BEFORE_MARK;
}

static int marks_cost(const struct charges *table, struct str marks, bool is_spaced,
                      bool breaks) {
  int steps = 0;
  size_t last = MARKS + is_spaced, repeats = 0;
  for (size_t i = 0; i <= marks.n; i++) {
    size_t c = i < marks.n ? mark_number(marks.p[i]) : MARKS + (size_t)breaks;
    repeats = c == last ? repeats + 1 : 0;
    if (repeats < 4)
      steps += charge_of(table->mark_pair, last * MARK_PLACES + c);
    else if (repeats % 4 == 0) /* a rule of dashes is one token, of other marks one in four */
      steps += charge_of(table->mark_repeat, c);
    last = c;
  }
  return steps;
}

static void charge_marks(struct scanner *s) {
  size_t from = s->at;
  s->at = run_end(s->text, from, from + RUN_MOST, is_mark);
  size_t n = s->at - from;
  if (n == 1 && s->before != BEFORE_BLANK && is_letter_at(s->text, s->at)) {
    charge_joined(s, s->text.p[from]);
    return;
  }
  /* Line breaks behind marks are in one piece with them. */
  bool breaks = s->at < s->text.n && is_break(s->text.p[s->at]);
  int steps =
      marks_cost(s->table, str_slice(s->text, from, s->at), s->before == BEFORE_BLANK, breaks);
  size_t length = n < MARKS_MOST ? n : MARKS_MOST;
  steps += charge_of(s->table->mark_length, (breaks ? MARKS_MOST : 0) + length - 1);
  s->at = run_end(s->text, s->at, s->text.n, is_break);
  add(s, steps, TOKEN_STEPS);
  s->before = BEFORE_NOTHING;
}

static bool is_space(char c) {
  return is_blank_char(c) || is_break(c);
}

/* Blanks up to a line break are in one piece with it; the last one before a word is in the
 * word's, and a space is in that of marks. */
static void charge_space(struct scanner *s) {
  size_t from = s->at, end = from, breaks = 0;
  s->at = run_end(s->text, from, from + SPACE_MOST, is_space);
  for (size_t i = from; i < s->at; i++) {
    if (!is_break(s->text.p[i]))
      continue;
    breaks += end != i || end == from;
    end = i + 1;
  }
  add_known(s, breaks);
  size_t blanks = s->at - end;
  bool is_last = s->at == s->text.n;
  bool joins = !is_last && (is_letter_at(s->text, s->at) ||
                            (s->text.p[s->at - 1] == ' ' && !is_digit_char(s->text.p[s->at])));
  s->before = blanks > 0 && joins ? BEFORE_BLANK : BEFORE_NOTHING;
  if (blanks > 1 && !is_last)
    add_known(s, joins ? 1 : 2);
  else if (blanks > 0 && !joins)
    add_known(s, 1);
}

static size_t block_of(uint32_t c) {
  if (c < 0x180)
    return is_symbol(c) ? 0 : 1;
  if (c < 0x800)
    return 2;
  if (c >= 0x2000 && c < 0x2070)
    return 3;
  if ((c >= 0x2190 && c < 0x2194) || (c >= 0x2500 && c < 0x2580))
    return 4;
  if (c >= 0x2E80 && c < 0xA000)
    return 5;
  return c < 0x10000 ? 6 : 7;
}

enum { BLOCKS = 8, WEIGHT_OF_OTHER = 3 };

static void charge_other(struct scanner *s, uint32_t c, size_t n) {
  const char *here = s->text.p + s->at;
  size_t block = block_of(c);
  bool is_line = block == 3 || block == 4; /* of such, many are one token */
  bool repeats = is_line && s->at >= n && memcmp(here - n, here, n) == 0;
  int steps = charge_of(s->table->other, block + (repeats ? BLOCKS : 0));
  add(s, WEIGHT_OF_OTHER * steps, 0);
  s->before = c >= 0x80 && !is_symbol(c) ? BEFORE_LETTER : BEFORE_NOTHING;
  s->at += n;
}

static void charge_next(struct scanner *s) {
  char first = s->text.p[s->at];
  if (is_alpha_char(first)) {
    charge_word(s);
  } else if (is_digit_char(first)) {
    charge_digits(s);
  } else if (is_space(first)) {
    charge_space(s);
  } else if (is_mark(first)) {
    charge_marks(s);
  } else {
    uint32_t c = 0;
    size_t n = decode(s->text, s->at, &c);
    if (is_hangul(c))
      charge_hangul(s);
    else
      charge_other(s, c, n);
  }
}

static struct scanner scanner_of(struct str text, struct str vocabulary) {
  bool is_cl100k = str_equal_c(vocabulary, "cl100k");
  return (struct scanner){.table = is_cl100k ? &charges_cl100k : &charges_o200k,
                          .splits_camel = !is_cl100k,
                          .text = text};
}

static size_t root_of(size_t n) {
  if (n == 0)
    return 0;
  size_t root = n / 2 + 1, next = (root + n / root) / 2;
  while (next < root) {
    root = next;
    next = (root + n / root) / 2;
  }
  return root;
}

/* Guesses that are off add up as their number does, if all are off the same way, and as its
 * root, if each is off its own way. The shares are the smallest that held on all texts of the
 * fit. */
size_t token_cost_bound(struct token_cost cost) {
  size_t thousandths = cost.steps * 1000 / TOKEN_STEPS;
  thousandths += thousandths / 100 * 4 + cost.guesses * 50;
  return (thousandths + root_of(thousandths) * 16 + 1000 + 999) / 1000;
}

static size_t bound_of(struct token_cost cost, size_t bytes) {
  size_t bound = token_cost_bound(cost);
  return bound < bytes ? bound : bytes;
}

struct token_cost token_cost_of(struct str text, struct str vocabulary) {
  struct scanner s = scanner_of(text, vocabulary);
  while (s.at < text.n)
    charge_next(&s);
  return s.cost;
}

struct token_cost token_cost_sum(struct token_cost a, struct token_cost b) {
  return (struct token_cost){a.steps + b.steps, a.guesses + b.guesses};
}

struct token_count token_count(struct str text, struct str vocabulary) {
  struct token_cost cost = token_cost_of(text, vocabulary);
  size_t estimate = (cost.steps + TOKEN_STEPS / 2) / TOKEN_STEPS;
  size_t bound = bound_of(cost, text.n);
  estimate = estimate == 0 && text.n > 0 ? 1 : estimate;
  return (struct token_count){estimate < bound ? estimate : bound, bound};
}

size_t token_estimate(struct str text, struct str vocabulary) {
  return token_count(text, vocabulary).estimate;
}

size_t token_bound(struct str text, struct str vocabulary) {
  return token_count(text, vocabulary).bound;
}

/* So many bytes are no more tokens than that, whatever they are. */
static size_t bytes_that_fit(struct str text, size_t budget) {
  if (budget >= text.n)
    return text.n;
  while (budget > 0 && (text.p[budget] & 0xC0) == 0x80)
    budget--;
  return budget;
}

size_t token_fit(struct str text, struct str vocabulary, const struct token_limit *limit) {
  struct scanner s = scanner_of(text, vocabulary);
  size_t budget = limit->budget;
  size_t fit =
      budget > limit->spent_bytes ? bytes_that_fit(text, budget - limit->spent_bytes) : 0;
  while (s.at < text.n) {
    struct scanner cut = s;
    charge_next(&s);
    /* What a stretch costs depends on what follows, and behind the cut nothing does. */
    cut.text.n = s.at;
    while (cut.at < s.at)
      charge_next(&cut);
    bool is_within = token_cost_bound(token_cost_sum(limit->spent, cut.cost)) <= budget;
    if (is_within && s.at > fit)
      fit = s.at;
    if (!is_within && token_cost_bound(token_cost_sum(limit->spent, s.cost)) > budget)
      break;
  }
  return fit;
}
