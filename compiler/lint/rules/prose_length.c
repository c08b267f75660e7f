/* A rule about sections and items that say too little to help. */
#include "base/arena.h"
#include "base/map.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "model/rule_options.h"

enum { SECTION_WIDTH, ITEM_WIDTH, PHRASES, TITLE };

static const struct rule_option options[] = {
    [SECTION_WIDTH] = {"section_width", RULE_OPTION_INTEGER, "0",
                       "letters and digits that a section has at least; a wide one is two",
                       NULL},
    [ITEM_WIDTH] = {"item_width", RULE_OPTION_INTEGER, "0",
                    "the same for an item of a numbered list", NULL},
    [PHRASES] = {"phrases", RULE_OPTION_TEXTS,
                 "[\"see above\", \"same as above\", \"as above\", \"to be determined\", "
                 "\"to be added\", unknown]",
                 "texts that say nothing if they are all that stands there", NULL},
    [TITLE] = {"title", RULE_OPTION_BOOL, "true",
               "two words or more that all stand in the title say nothing", NULL},
    {0},
};

struct search {
  const struct linter *l;
  const struct rule *row;
  size_t section_width, item_width;
  bool compares_title;
  struct map phrases;
  size_t longest_phrase;
  const struct kb_case *kb_case; /* whose title has the words below */
  struct map title_words;
};

/* ---- Words ---- */

static bool is_word_at(struct str text, size_t at, size_t *n) {
  uint32_t c = 0;
  *n = utf8_decode(text, at, &c);
  bool is_word = *n > 0 && (is_unicode_word(c) || is_unicode_mark(c));
  *n = *n > 0 ? *n : 1;
  return is_word;
}

/* The next word at or behind `*at`, which goes behind it. False if there is none. */
static bool next_word(struct str text, size_t *at, struct str *word) {
  size_t n = 1;
  while (*at < text.n && !is_word_at(text, *at, &n))
    *at += n;
  size_t from = *at;
  while (*at < text.n && is_word_at(text, *at, &n))
    *at += n;
  *word = str_slice(text, from, *at);
  return word->n > 0;
}

/* The cells of the character at `at` if it is a letter or a digit; ASCII and Hangul, which is
 * what nearly all texts begin with, need no table. */
static size_t width_at(struct str text, size_t at, size_t *n) {
  uint32_t c = 0;
  *n = 1;
  if ((unsigned char)text.p[at] < 0x80)
    return is_alpha_char(text.p[at]) || is_digit_char(text.p[at]);
  size_t read = utf8_decode(text, at, &c);
  if (read == 0)
    return 0;
  *n = read;
  if (c >= 0xAC00 && c <= 0xD7A3)
    return 2;
  return is_unicode_word(c) ? unicode_width(c) : 0;
}

/* Are the letters and digits narrower than that? Looks no further than it must. */
static bool is_narrower(struct str text, size_t width) {
  size_t sum = 0;
  for (size_t at = 0, n = 0; at < text.n && sum < width; at += n)
    sum += width_at(text, at, &n);
  return sum < width;
}

/* The words alone, with one space between two, regardless of case. */
static struct str words_of(struct arena *a, struct str text) {
  struct str folded = unicode_fold(a, text), word;
  char *bytes = arena_alloc(a, folded.n + 1);
  size_t n = 0;
  for (size_t at = 0; next_word(folded, &at, &word);) {
    if (n > 0)
      bytes[n++] = ' ';
    for (size_t i = 0; i < word.n; i++)
      bytes[n++] = word.p[i];
  }
  return (struct str){bytes, n};
}

/* The words of the title are gathered for a text that may be made of them. */
static void gather_title(struct search *s, const struct kb_case *kb_case) {
  if (s->kb_case == kb_case)
    return;
  struct str folded = unicode_fold(s->l->a, kb_case->full_title), word;
  s->kb_case = kb_case;
  s->title_words = (struct map){0};
  for (size_t at = 0; next_word(folded, &at, &word);)
    map_add(&s->title_words, s->l->a, word, 1);
}

/* Does the title have the first letter of the text at all? Mostly not, if only because it is
 * of another script. */
static bool may_be_of_title(struct str title, struct str text) {
  uint32_t c = 0;
  size_t at = 0, n = utf8_decode(text, at, &c);
  if (n != 1)
    return n > 0 && str_find(title, str_slice(text, 0, n), 0) != STR_NONE;
  char small = lower_char(text.p[0]);
  for (at = 0; at < title.n; at++) {
    if (lower_char(title.p[at]) == small)
      return true;
  }
  return !is_alpha_char(small) && !is_digit_char(small);
}

/* One word may be a state or a name that belongs in both places. */
static bool is_of_title(struct search *s, const struct kb_case *kb_case, struct str text) {
  struct str word;
  size_t count = 0;
  if (text.n > 2 * kb_case->full_title.n || !may_be_of_title(kb_case->full_title, text))
    return false;
  gather_title(s, kb_case);
  struct str words = unicode_fold(s->l->a, text);
  for (size_t at = 0; next_word(words, &at, &word); count++) {
    if (map_find(&s->title_words, word) == STR_NONE)
      return false;
  }
  return count >= 2;
}

/* Is it one of the phrases? A text may be longer than a phrase by its punctuation. */
static bool is_phrase(const struct search *s, struct str text) {
  return text.n <= s->longest_phrase + 16 &&
         map_find(&s->phrases, words_of(s->l->a, text)) != STR_NONE;
}

/* ---- Looking ---- */

static bool has_no_words(struct str text) {
  struct str word;
  size_t at = 0;
  return !next_word(text, &at, &word);
}

/* A text without any word is a picture or a sign, and nobody knows what it says; one with bars
 * is a table. */
static void judge(struct search *s, const struct kb_case *kb_case, struct span span,
                  size_t width, const char *what) {
  if (span.n == 0)
    return; /* nothing but comments: it is empty, and that is said */
  struct str text = span_text(span);
  if (str_find_char(text, '|', 0) != STR_NONE)
    return;
  if (is_narrower(text, width) && !has_no_words(text)) {
    diag_add(s->l->bag, s->row, span, "this %s is too short to help", what);
    return;
  }
  if (is_phrase(s, text))
    diag_add(s->l->bag, s->row, span, "this %s says nothing", what);
  else if (s->compares_title && is_of_title(s, kb_case, text))
    diag_add(s->l->bag, s->row, span, "this %s says no more than the title", what);
}

/* Shorter than the schema wants, which is reported. */
static bool is_too_short_anyway(struct span span, struct range range) {
  return span.n / 4 < range.min && utf8_count(span_text(span)) < range.min;
}

/* What holds more than a paragraph says more than its words. */
static void judge_items(struct search *s, const struct kb_case *kb_case,
                        const struct content_rules *content, const struct block *list) {
  for (size_t i = 0; i < list->child_count; i++) {
    const struct block *item = &list->children[i];
    if (item->kind == BLOCK_ITEM && item->child_count == 1 &&
        item->children[0].kind == BLOCK_PARAGRAPH &&
        !is_too_short_anyway(item->inner, content->item_chars))
      judge(s, kb_case, item->children[0].span, s->item_width, "item");
  }
}

static bool is_prose_alone(const struct kb_section *section) {
  for (size_t i = 0; i < section->block_count; i++) {
    if (section->blocks[i].kind != BLOCK_PARAGRAPH && section->blocks[i].kind != BLOCK_COMMENT)
      return false;
  }
  return section->block_count > 0;
}

static void judge_section(struct search *s, const struct kb_case *kb_case,
                          const struct kb_section *section) {
  const struct content_rules *content = &section->rule->content;
  if (content->log)
    return;
  if (is_prose_alone(section)) {
    if (!is_too_short_anyway(section->span, content->chars))
      judge(s, kb_case, section->span, s->section_width, "section");
    return;
  }
  for (size_t i = 0; i < section->section_count; i++)
    judge_section(s, kb_case, &section->sections[i]);
  for (size_t i = 0; section->section_count == 0 && i < section->block_count; i++) {
    if (section->blocks[i].kind == BLOCK_ORDERED_LIST)
      judge_items(s, kb_case, content, &section->blocks[i]);
  }
}

static void add_phrases(struct search *s, const struct option_value *phrases) {
  for (size_t i = 0; i < phrases->count; i++) {
    struct str words = words_of(s->l->a, phrases->texts[i]);
    if (words.n > 0)
      map_add(&s->phrases, s->l->a, words, i);
    if (words.n > s->longest_phrase)
      s->longest_phrase = words.n;
  }
}

static void find_too_little(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  struct search s = {
      .l = l,
      .row = row,
      .section_width = rule_option(schema, row, SECTION_WIDTH, RULE_OPTION_INTEGER)->number,
      .item_width = rule_option(schema, row, ITEM_WIDTH, RULE_OPTION_INTEGER)->number,
      .compares_title = rule_option(schema, row, TITLE, RULE_OPTION_BOOL)->is_on,
  };
  add_phrases(&s, rule_option(schema, row, PHRASES, RULE_OPTION_TEXTS));
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct kb_case *kb_case = l->kb->cases[i];
    for (size_t j = 0; j < kb_case->section_count; j++)
      judge_section(&s, kb_case, &kb_case->sections[j]);
  }
}

#define PAGE(text)                                                                             \
  "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional}\n"                       \
  "sections: {list: [{id: cause, title: Cause}]}\n=== kb/page.md\n# Disk Full\n\n## "          \
  "Cause\n" text "\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0902",
      .name = "says-too-little",
      .level = LEVEL_WARNING,
      .summary = "a section or an item is too short to help, or repeats what is known",
      .why = "Whoever comes here at night has read the title already. Nothing is found by such "
             "words either.",
      .bad = PAGE("Disk full.\n"),
      .good = PAGE("The disk fills up because old logs are kept.\n"),
      .options = options},
     find_too_little},
};

const struct lint_family prose_length_family = {"prose", rules, sizeof rules / sizeof *rules};
