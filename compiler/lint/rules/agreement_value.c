/* The rule about values that a text gives for a key of the case's own log line. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/key_words.h"
#include "lint/named_value.h"
#include "lint/paragraphs.h"
#include "lint/rules/agreement_limit.h"
#include "lint/rules/families.h"
#include "lint/sentence.h"
#include "lint/words.h"
#include "model/rule_options.h"

enum { ABOUT, BEFORE, BETWEEN, BEYOND, LIMITS, NAMES, UNLESS };

static const struct rule_option value_options[] = {
    [ABOUT] = {"about", RULE_OPTION_TEXTS,
               "[about, around, up to, at least, at most, under, below, less than, or more, "
               "or less, or so]",
               "words beside a value that make it a rough one", NULL},
    [BEFORE] =
        {"before", RULE_OPTION_TEXTS,
         "[the, a, an, its, this, that, and, or, with, of, by, in, for, from, on, at, to, "
         "within, after, when, because]",
         "words that may stand before a name without making it another one; -x is the end "
         "of such a word",
         NULL},
    [BETWEEN] = {"between", RULE_OPTION_TEXTS, "[is, was, of, at, equals]",
                 "words that may stand between a name and its value", NULL},
    [BEYOND] = {"beyond", RULE_OPTION_TEXTS, "[over, above, more than, exceeded]",
                "the same as about, but for names of limits: what is beyond them has another "
                "value",
                NULL},
    [LIMITS] = {"limits", RULE_OPTION_TEXTS, "[limit, max, maximum, threshold, quota, timeout]",
                "words in the keys of limits", NULL},
    [NAMES] = {"names", RULE_OPTION_TEXTS, "[]",
               "what texts call a key, as in \"waiting time=WaitTime\"", NULL},
    [UNLESS] =
        {"unless", RULE_OPTION_TEXTS,
         "[e.g., example, instance, such as, case, cases, other, another, previous, "
         "previously, earlier, before, default, recommended, should, if, instead, raise, "
         "raised, increase, increased, lower, lowered, reduce, reduced, set, change, "
         "changed, adjust, tune, extend, shorten, '->', '\xE2\x86\x92']",
         "words that speak of examples, of changes or of other cases: their sentences are "
         "left alone",
         NULL},
    {0},
};

struct value_search {
  const struct linter *l;
  const struct rule *row;
  const struct word_set *about, *beyond, *unless;
  struct unit_table units;
  struct name_context context;
  struct str *limits;
  size_t limit_count;
  struct named_key *names; /* of the option */
  size_t name_count;

  const struct kb_case *kb_case; /* at hand */
  struct named_key *keys;
  size_t key_count;
};

/* ---- The keys of a case ---- */

/* The part of a name that is sought in a body before anybody looks closely: its longest word,
 * without the first letter, which may be a capital. */
static struct str core_of(struct str name) {
  struct str core = {NULL, 0};
  for (size_t from = 0, to; from < name.n; from = to + 1) {
    to = str_find_char(name, ' ', from);
    to = to == STR_NONE ? name.n : to;
    if (to - from > core.n)
      core = str_slice(name, from, to);
  }
  return (unsigned char)core.p[0] < 0x80 ? str_slice(core, 1, core.n) : core;
}

/* The core as the key itself has it, if that is another one: TTL. */
static struct str own_core_of(struct str core, struct str key) {
  for (size_t at = 0; core.n > 0 && at + core.n <= key.n; at++) {
    struct str own = str_slice(key, at, at + core.n);
    size_t same = 0;
    while (same < core.n && lower_char(own.p[same]) == core.p[same])
      same++;
    if (same == core.n)
      return str_equal(own, core) ? (struct str){NULL, 0} : own;
  }
  return (struct str){NULL, 0};
}

/* A name of one byte stands anywhere. */
static void add_key(struct value_search *s, struct str name, struct str words, struct span key,
                    struct span value) {
  if (name.n < 2)
    return;
  s->keys = arena_grow(s->l->a, s->keys, s->key_count, sizeof *s->keys);
  struct str core = core_of(name);
  s->keys[s->key_count++] =
      (struct named_key){name, words, core, own_core_of(core, span_text(key)), key, value};
}

static void add_pair(struct value_search *s, const struct log_pair *pair) {
  struct str words = key_words(s->l->a, span_text(pair->key));
  add_key(s, words, words, pair->key, pair->value);
  for (size_t i = 0; i < s->name_count; i++) {
    if (str_equal(s->names[i].key_words, words))
      add_key(s, s->names[i].name, words, pair->key, pair->value);
  }
}

/* Values without a digit are words, and words agree with a text in many ways. */
static bool has_digit(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (is_digit_char(text.p[i]))
      return true;
  }
  return false;
}

enum { REACH = 32 };

/* The next place in the text where the core stands with a digit not far behind it: the offset
 * of the digit, or STR_NONE. */
static size_t next_digit(struct str text, struct str core, size_t *from) {
  for (size_t at; core.n > 0; *from = at + core.n) {
    at = str_find(text, core, *from);
    if (at == STR_NONE)
      break;
    size_t to = at + core.n + REACH < text.n ? at + core.n + REACH : text.n;
    for (size_t i = at + core.n; i < to; i++) {
      if (is_digit_char(text.p[i])) {
        *from = at + core.n;
        return i;
      }
    }
  }
  return STR_NONE;
}

static void take_keys(struct value_search *s, const struct kb_case *kb_case) {
  s->key_count = 0;
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    for (size_t j = 0; j < line->pair_count; j++) {
      if (has_digit(span_text(line->pairs[j].value)))
        add_pair(s, &line->pairs[j]);
    }
  }
}

/* ---- A value in a text ---- */

/* Does a line of the case say this somewhere, whatever the key? */
static bool is_in_lines(const struct text *text, struct str value) {
  const struct kb_case *kb_case = text->kb_case;
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    if (str_find(span_text(kb_case->log_lines[i].span), value, 0) != STR_NONE)
      return true;
  }
  return false;
}

/* Does a word of the set stand right behind `at`, or one particle further on? */
static bool follows(struct str text, size_t at, const struct word_set *words) {
  enum { NEAR = 12 };
  struct word_hit hit;
  size_t to = at + NEAR < text.n ? at + NEAR : text.n;
  if (!word_set_next(words, text, at, &hit) || hit.from > to)
    return false;
  size_t blanks = 0;
  for (size_t i = at; i < hit.from; i++)
    blanks += is_blank_char(text.p[i]);
  return blanks <= 1;
}

static bool is_rough(const struct value_search *s, struct str text, size_t to,
                     const struct named_key *key) {
  bool is_limit = key_has_word(key->key_words, s->limits, s->limit_count);
  return follows(text, to, s->about) || (!is_limit && follows(text, to, s->beyond));
}

/* Does the sentence speak of something that need not be so in the line? A link leads to what
 * it speaks of. */
static bool is_elsewhere(const struct value_search *s, struct str text, size_t at) {
  struct stretch sentence = sentence_around(text, at), none = {at, at};
  struct str words = str_slice(text, sentence.from, sentence.to);
  return str_find(words, STR("]("), 0) != STR_NONE ||
         str_find(words, STR("://"), 0) != STR_NONE ||
         stretch_has_word(text, sentence, none, s->unless);
}

static void report_value(const struct value_search *s, struct text *text,
                         const struct value_token *token, const struct named_key *key) {
  struct str found = str_slice(text->bytes, token->from, token->to);
  struct diag *diag = diag_add(s->l->bag, s->row, text_span(text, token->from, token->to),
                               "this text says %.*s, the log line says %.*s", STR_ARG(found),
                               STR_ARG(span_text(key->value)));
  diag_relate(s->l->bag, diag, key->value, "the value of %.*s in the log line",
              STR_ARG(span_text(key->key)));
}

/* Of all keys with the name none may agree, and all must be of the value's kind. */
static const struct named_key *find_contradicted(const struct value_search *s,
                                                 const struct text *text,
                                                 struct value_token *token) {
  const struct named_key *named = NULL;
  size_t end = name_end_before(&s->context, text->bytes, token->from);
  for (size_t i = 0; end != STR_NONE && i < s->key_count; i++) {
    const struct named_key *key = &s->keys[i];
    if (!name_ends_at(&s->context, text->bytes, end, key->name))
      continue;
    if (!named)
      value_token_measure(&s->units, text->bytes, token);
    if (!value_contradicts(&s->units, text->bytes, token, span_text(key->value)))
      return NULL;
    named = key;
  }
  return named;
}

static bool is_told(const struct value_search *s, struct span span) {
  for (size_t i = s->l->bag->count; i-- > 0 && s->l->bag->diags[i].rule == s->row;) {
    const struct span *told = &s->l->bag->diags[i].span;
    if (told->source == span.source && told->offset == span.offset)
      return true;
  }
  return false;
}

static void check_token(const struct value_search *s, struct text *text,
                        struct value_token *token) {
  const struct named_key *named = find_contradicted(s, text, token);
  if (!named || (text->is_in_list && token->is_quantity) ||
      is_told(s, text_span(text, token->from, token->to)) ||
      is_rough(s, text->bytes, token->to, named) ||
      is_in_lines(text, str_slice(text->bytes, token->from, token->to)) ||
      text_is_quoted(text, token->from, INLINE_ADDRESS | INLINE_TAG | INLINE_COMMENT) ||
      is_elsewhere(s, text->bytes, token->from))
    return;
  report_value(s, text, token, named);
}

/* The values behind one spelling of a key's name. */
static void check_core(const struct value_search *s, struct text *text, struct str core) {
  size_t from = 0;
  for (size_t digit; (digit = next_digit(text->bytes, core, &from)) != STR_NONE;) {
    struct value_token token = value_token_around(text->bytes, from, digit);
    check_token(s, text, &token);
  }
}

/* What a list tells one to do may name another number than what has happened: quantities count
 * in paragraphs alone. */
static void look_for_values(void *ctx, const struct block *block, bool is_in_list) {
  const struct value_search *s = ctx;
  struct text text = paragraph_text(s->l, s->kb_case, block, is_in_list);
  for (size_t i = 0; i < s->key_count; i++) {
    check_core(s, &text, s->keys[i].core);
    check_core(s, &text, s->keys[i].own_core);
  }
}

/* ---- The options ---- */

static const struct option_value *texts_of(const struct linter *l, const struct rule *row,
                                           size_t option) {
  return rule_option(l->kb->schema, row, option, RULE_OPTION_TEXTS);
}

static const struct word_set *words_of(const struct linter *l, const struct rule *row,
                                       size_t option) {
  const struct option_value *words = texts_of(l, row, option);
  return word_set_new(l->a, words->texts, words->count, true);
}

/* "waiting time=WaitTime"; one without "=" names nothing. */
static void take_names(struct value_search *s, const struct option_value *names) {
  s->names = arena_array(s->l->a, struct named_key, names->count);
  for (size_t i = 0; i < names->count; i++) {
    struct str text = names->texts[i];
    size_t equals = str_find_char(text, '=', 0);
    if (equals == STR_NONE)
      continue;
    s->names[s->name_count++] = (struct named_key){
        .name = key_words(s->l->a, str_trim(str_slice(text, 0, equals))),
        .key_words = key_words(s->l->a, str_trim(str_slice(text, equals + 1, text.n)))};
  }
}

static void find_values(const struct linter *l, const struct rule *row) {
  const struct option_value *before = texts_of(l, row, BEFORE);
  const struct option_value *between = texts_of(l, row, BETWEEN);
  const struct option_value *limits = texts_of(l, row, LIMITS);
  struct value_search search = {
      .l = l,
      .row = row,
      .about = words_of(l, row, ABOUT),
      .beyond = words_of(l, row, BEYOND),
      .unless = words_of(l, row, UNLESS),
      .units = limit_units(l),
      .context = {before->texts, before->count, between->texts, between->count},
      .limits = limits->texts,
      .limit_count = limits->count};
  take_names(&search, texts_of(l, row, NAMES));
  for (size_t i = 0; i < l->kb->case_count; i++) {
    search.kb_case = l->kb->cases[i];
    take_keys(&search, l->kb->cases[i]);
    if (search.key_count > 0)
      case_paragraphs(l->kb->cases[i], look_for_values, &search);
  }
}

/* ---- The row ---- */

#define CASE(cause)                                                                            \
  "---\nservice: pay-api\nerror_message: upstream timed out\n---\n# Pay - Timeout\n\n"         \
  "## Incident Summary\n[ERROR] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: upstream "     \
  "timed out | Context: {Timeout=\"5s\", Retries=\"3\"}\n\n## Root Cause\n" cause              \
  "\n\n## Action Items\n1. Look at the status page.\n2. Open the circuit breaker.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0804",
      .name = "value-in-prose",
      .level = LEVEL_WARNING,
      .summary = "the text gives another value for a key than the log line",
      .why = "Who reads the case at night acts on the number in the text, and the machine acts "
             "on the one in the line. Mostly the text is left from another case.",
      .bad = CASE("The provider did not answer within the timeout of 3000ms."),
      .good = CASE("The provider did not answer within the timeout of 5000ms."),
      .options = value_options},
     find_values},
};

const struct lint_family agreement_value_family = {"agreement", rules,
                                                   sizeof rules / sizeof *rules};
