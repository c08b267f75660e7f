/* Rules about the values in the contexts of log lines: what no machine prints. */
#include "base/arena.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "lint/rules/logs_keys.h"
#include "lint/words.h"
#include "model/kb.h"
#include "model/rule_options.h"

/* A rule that looks at each value by itself. */
struct value_search {
  const struct linter *l;
  const struct rule *row;
  const struct word_set *words;
  const struct option_value *tags;
  void (*check)(const struct value_search *s, struct span key, struct span value);
};

static void check_pairs(void *ctx, const struct log_line *line) {
  const struct value_search *s = ctx;
  for (size_t i = 0; i < line->pair_count; i++)
    s->check(s, line->pairs[i].key, line->pairs[i].value);
}

static struct span part_of(struct span span, size_t from, size_t to) {
  return span_of(span.source, span.offset + from, span.offset + to);
}

static bool is_word_char(char c) {
  return is_alpha_char(c) || is_digit_char(c) || (unsigned char)c >= 0x80;
}

/* ---- Malformed ---- */

/* The bytes of a sign with which nobody begins a number; 0 if there is none. */
static size_t comparing_sign(struct str text, size_t at) {
  static const char *const signs[] = {"=", "<", ">", "~", "!", "≤", "≥", "≈", "≠", "±"};
  struct str rest = str_slice(text, at, text.n);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (str_starts_with(rest, str_from_c(signs[i])))
      return str_from_c(signs[i]).n;
  }
  return 0;
}

/* Comparing signs or two and more minuses and pluses before a number: how much of it should not
 * be there. */
static size_t junk_before_number(struct str text) {
  size_t at = 0, n = 0;
  while ((n = comparing_sign(text, at)) > 0)
    at += n;
  size_t junk = at;
  while (at > 0 && at < text.n && is_blank_char(text.p[at]))
    at++;
  size_t sign = at;
  while (at < text.n && (text.p[at] == '-' || text.p[at] == '+'))
    at++;
  if (at - sign > 1)
    junk = at - 1;
  return at < text.n && is_digit_char(text.p[at]) ? junk : 0;
}

static void check_malformed(const struct value_search *s, struct span key, struct span value) {
  (void)key;
  struct str text = span_text(value);
  if (text.n == 0 || is_alpha_char(text.p[0]) || is_digit_char(text.p[0]))
    return;
  size_t junk = junk_before_number(text);
  if (junk == 0)
    return;
  struct diag *diag = diag_add(s->l->bag, s->row, value,
                               "\"%.*s\" is no value but a comparison or a slip of the hand",
                               STR_ARG(log_quote(s->l, text)));
  struct str number = str_trim(str_slice(text, junk, text.n));
  diag_label(s->l->bag, diag, "the number itself is %.*s", STR_ARG(log_quote(s->l, number)));
}

void find_log_value_malformed(const struct linter *l, const struct rule *row) {
  struct value_search search = {.l = l, .row = row, .check = check_malformed};
  log_lines_visit(l, check_pairs, &search);
}

/* ---- Below zero ---- */

enum { VALUES };

/* Were a third of a key's numbers below zero, eight in a row that are not would come in one
 * case of 25: with fewer the finding would be a guess. */
const struct rule_option log_sign_options[] = {
    [VALUES] = {"values", RULE_OPTION_INTEGER, "8",
                "how many other values the key must have, all of them numbers from 0 on", NULL},
    {0},
};

enum sign { SIGN_NONE, SIGN_COUNT, SIGN_MINUS };

static enum sign sign_of(struct str text) {
  bool is_minus = text.n > 1 && text.p[0] == '-' && is_digit_char(text.p[1]);
  bool is_count = text.n > 0 && is_digit_char(text.p[0]);
  return is_minus ? SIGN_MINUS : is_count ? SIGN_COUNT : SIGN_NONE;
}

void find_log_value_sign(const struct linter *l, const struct rule *row) {
  size_t least = rule_option(l->kb->schema, row, VALUES, RULE_OPTION_INTEGER)->number;
  const struct key_table *table = log_keys_of(l);
  size_t *counts = arena_array(l->a, size_t, table->group_count);
  size_t *others = arena_array(l->a, size_t, table->group_count);
  for (size_t i = 0; i < table->use_count; i++) {
    size_t group = table->spellings[table->uses[i].spelling].group;
    bool is_count = sign_of(span_text(table->uses[i].value)) == SIGN_COUNT;
    counts[group] += is_count;
    others[group] += !is_count;
  }
  for (size_t i = 0; i < table->use_count; i++) {
    const struct key_use *use = &table->uses[i];
    size_t group = table->spellings[use->spelling].group;
    if (sign_of(span_text(use->value)) != SIGN_MINUS || others[group] != 1 ||
        counts[group] < least)
      continue;
    diag_add(l->bag, row, use->value,
             "\"%.*s\" lies below zero, and all %zu other values of \"%.*s\" do not",
             STR_ARG(log_quote(l, span_text(use->value))), counts[group],
             STR_ARG(log_quote(l, span_text(use->key))));
  }
}

/* ---- Uncertain ---- */

enum { WORDS, TAGS };

const struct rule_option log_uncertain_options[] = {
    [WORDS] = {"words", RULE_OPTION_TEXTS, "[maybe, perhaps, presumably, probably]",
               "words by which a writer says that he does not know; case does not count", NULL},
    {0},
};

/* Programs ask, too, but in whole sentences: "Is the server running?" */
enum { MOST_WORDS = 3 };

static bool is_short(struct str text) {
  size_t words = 1;
  for (size_t i = 0; i < text.n && words <= MOST_WORDS; i++)
    words += is_blank_char(text.p[i]);
  return words <= MOST_WORDS;
}

/* A question mark behind a word, at the end or before a blank: not that of an address, nor the
 * one that stands for a parameter of a query. STR_NONE if there is none. */
static size_t find_question(struct str text) {
  for (size_t at = str_find_char(text, '?', 0); at != STR_NONE;
       at = str_find_char(text, '?', at + 1)) {
    bool is_last = at + 1 == text.n || is_blank_char(text.p[at + 1]);
    if (!is_last || at == 0 || !is_word_char(text.p[at - 1]))
      continue;
    size_t from = at;
    while (from > 0 && !is_blank_char(text.p[from - 1]))
      from--;
    struct str word = str_slice(text, from, at);
    bool is_address = str_find_char(word, '/', 0) != STR_NONE ||
                      str_find_char(word, '=', 0) != STR_NONE ||
                      str_find_char(word, ':', 0) != STR_NONE;
    if (!is_address)
      return at;
  }
  return STR_NONE;
}

static void check_uncertain(const struct value_search *s, struct span key, struct span value) {
  struct str text = span_text(value);
  struct word_hit hit;
  size_t question = is_short(text) ? find_question(text) : STR_NONE;
  bool has_word = question == STR_NONE && word_set_next(s->words, text, 0, &hit);
  if (question == STR_NONE && !has_word)
    return;
  struct span span = has_word ? part_of(value, hit.from, hit.to) : value;
  struct diag *diag = diag_add(s->l->bag, s->row, span,
                               "\"%.*s\" is a guess of the writer, no machine prints it",
                               STR_ARG(log_quote(s->l, span_text(span))));
  diag_help(s->l->bag, diag,
            "write what \"%.*s\" was, or leave it out and put the question into the text",
            STR_ARG(log_quote(s->l, span_text(key))));
}

static const struct word_set *words_of(const struct linter *l, const struct rule *row,
                                       bool any_case) {
  const struct option_value *words = rule_option(l->kb->schema, row, WORDS, RULE_OPTION_TEXTS);
  return word_set_new(l->a, words->texts, words->count, any_case);
}

void find_log_value_uncertain(const struct linter *l, const struct rule *row) {
  struct value_search search = {
      .l = l, .row = row, .words = words_of(l, row, true), .check = check_uncertain};
  log_lines_visit(l, check_pairs, &search);
}

/* ---- Placeholders ---- */

const struct rule_option log_placeholder_options[] = {
    [WORDS] = {"words", RULE_OPTION_TEXTS,
               "[..., \"…\", \"???\", xx, xxx, xxxx, xxxxxxxx, XX, XXX, XXXX, TODO, TBD]",
               "whole words that stand for what was left out; case counts", NULL},
    [TAGS] = {"tags", RULE_OPTION_TEXTS,
              "[nil, none, \"null\", empty, unknown, anonymous, init, clinit, module, lambda, "
              "string, "
              "stdin, eof]",
              "names in angle brackets that machines do print; any other, as <id>, stands for "
              "something",
              NULL},
    {0},
};

static bool is_printed_tag(const struct value_search *s, struct str name) {
  for (size_t i = 0; i < s->tags->count; i++) {
    if (str_equal(s->tags->texts[i], name))
      return true;
  }
  return false;
}

/* <id>, <user-name>: small letters in angle brackets that are not behind a word, which would be
 * a type, and no HTML, which closes what it opens. The bytes [*from, *to). */
static bool find_tag(const struct value_search *s, struct str text, size_t *from, size_t *to) {
  if (str_find(text, STR("</"), 0) != STR_NONE)
    return false;
  for (size_t at = str_find_char(text, '<', 0); at != STR_NONE;
       at = str_find_char(text, '<', at + 1)) {
    size_t end = at + 1;
    while (end < text.n && (lower_char(text.p[end]) == text.p[end]) &&
           (is_alpha_char(text.p[end]) || is_digit_char(text.p[end]) || text.p[end] == '-' ||
            text.p[end] == '_'))
      end++;
    bool is_tag = end > at + 1 && end < text.n && text.p[end] == '>' &&
                  is_alpha_char(text.p[at + 1]) &&
                  !(at > 0 && (is_word_char(text.p[at - 1]) || text.p[at - 1] == '.'));
    if (is_tag && !is_printed_tag(s, str_slice(text, at + 1, end))) {
      *from = at;
      *to = end + 1;
      return true;
    }
  }
  return false;
}

/* Words and then dots, as in "Waiting for the lock ...": a machine says what it is doing. Not
 * "UPDATE ...", nor "sk_live_...": those are a query and a name that were cut off. */
static bool is_progress(struct str text, struct word_hit hit) {
  struct str dots = str_slice(text, hit.from, hit.to);
  if (hit.to != text.n || !(str_equal_c(dots, "...") || str_equal_c(dots, "…")))
    return false;
  bool has_small = false;
  size_t first = 0;
  for (; first < hit.from && is_alpha_char(text.p[first]); first++)
    has_small = has_small || lower_char(text.p[first]) == text.p[first];
  for (size_t i = first; i < hit.from; i++) {
    if (!is_word_char(text.p[i]) && str_find_char(STR(" ,:;'-"), text.p[i], 0) == STR_NONE)
      return false;
  }
  return has_small;
}

static void look_for_placeholder(const struct value_search *s, struct str name,
                                 struct span value) {
  struct str text = span_text(value);
  struct word_hit hit = {0, 0, 0};
  bool has_word = word_set_next(s->words, text, 0, &hit);
  if (has_word ? is_progress(text, hit) : !find_tag(s, text, &hit.from, &hit.to))
    return;
  struct str found = str_slice(text, hit.from, hit.to);
  struct diag *diag =
      diag_add(s->l->bag, s->row, part_of(value, hit.from, hit.to),
               "\"%.*s\" stands for something that the machine printed in \"%.*s\"",
               STR_ARG(log_quote(s->l, found)), STR_ARG(log_quote(s->l, name)));
  diag_help(s->l->bag, diag, "quote the line whole, or make up a value of the same form");
}

static void check_placeholder(const struct value_search *s, struct span key,
                              struct span value) {
  look_for_placeholder(s, span_text(key), value);
}

/* The other fields, too, but for the message, in which a machine may say anything. */
static void check_line(void *ctx, const struct log_line *line) {
  const struct value_search *s = ctx;
  const struct log_template *template = line->template;
  size_t message = log_template_message(template);
  for (size_t i = 0; i < template->field_count; i++) {
    if (i != message && template->fields[i].type == FIELD_TEXT && line->fields[i].n > 0)
      look_for_placeholder(s, template->fields[i].name, line->fields[i]);
  }
  check_pairs(ctx, line);
}

void find_log_value_placeholder(const struct linter *l, const struct rule *row) {
  struct value_search search = {.l = l,
                                .row = row,
                                .words = words_of(l, row, false),
                                .tags =
                                    rule_option(l->kb->schema, row, TAGS, RULE_OPTION_TEXTS),
                                .check = check_placeholder};
  log_lines_visit(l, check_line, &search);
}
