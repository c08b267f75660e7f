/* A rule about words that a space has split: parts that never stand alone, words of a list. */
#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "lint/scan.h"
#include "lint/words.h"
#include "model/rule_options.h"

enum { PARTICLES, WORDS };

static const struct rule_option options[] = {
    [PARTICLES] = {"particles", RULE_OPTION_TEXTS, "[]",
                   "endings of Hangul, Kana or Han that stand right behind a word, never alone",
                   NULL},
    [WORDS] = {"words", RULE_OPTION_TEXTS, "[]", "words that are written as one", NULL},
    {0},
};

struct search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *particles, *words;
  const struct word_set *set; /* of the words, split in every way */
  const size_t *split_words;  /* by the words of the set: which word of the list it is */
  bool filter[256];           /* by filter_hash of what stands behind a blank */
  bool are_wide;              /* do all particles begin with a letter of Hangul or Han? */
};

/* ---- Particles ---- */

/* Before a blank or the end; punctuation may come between. */
static bool ends_there(struct str text, size_t to) {
  while (to < text.n && str_find_char(STR(".,;:!?)"), text.p[to], 0) != STR_NONE)
    to++;
  return to == text.n || is_blank_char(text.p[to]) || text.p[to] == '\n' || text.p[to] == '\r';
}

/* The length of the particle that stands alone at `at`, behind a blank; else 0. Behind words of
 * ASCII many put a space on purpose, and behind code and bold words Markdown may want it. */
static size_t particle_length(const struct search *s, struct str text, size_t at) {
  struct str rest = str_slice(text, at, text.n);
  for (size_t i = 0; i < s->particles->count; i++) {
    struct str particle = s->particles->texts[i];
    if (rest.p[particle.n < 3 ? 0 : 2] != particle.p[particle.n < 3 ? 0 : 2] ||
        !str_starts_with(rest, particle) || !ends_there(text, at + particle.n))
      continue;
    uint32_t before = utf8_before(text, at - 1);
    return before >= 0x80 && is_unicode_word(before) ? particle.n : 0;
  }
  return 0;
}

/* Of the last two bytes of a character of three; the first is nearly always the same. */
static unsigned char filter_hash(const char *p) {
  return (unsigned char)((unsigned char)p[1] * 37u + (unsigned char)p[2]);
}

/* Does a particle of the filter begin at `at`, behind a blank? Nearly all are passed over by
 * what the character there ends with. */
static size_t particle_at(const struct search *s, struct str text, size_t at) {
  bool may_be = at > 1 && at + 2 < text.n && s->filter[filter_hash(text.p + at)];
  return may_be ? particle_length(s, text, at) : 0;
}

/* The next particle that stands alone at or behind `from`, or the end of the text. */
static size_t next_particle(const struct search *s, struct str text, size_t from, size_t *n) {
  for (size_t blank = str_find_char(text, ' ', from); blank != STR_NONE;
       blank = str_find_char(text, ' ', blank + 1)) {
    *n = particle_at(s, text, blank + 1);
    if (*n > 0)
      return blank + 1;
  }
  *n = 0;
  return text.n;
}

static void look_for_particles(void *ctx, struct text *text) {
  const struct search *s = ctx;
  struct str bytes = text->bytes;
  if (text->kind == TEXT_CODE || text->is_from_log)
    return;
  size_t n;
  for (size_t at = 0; (at = next_particle(s, bytes, at, &n)) < bytes.n; at += n) {
    if (text_is_quoted(text, at, ~0u))
      continue;
    struct diag *diag = diag_add(s->l->bag, s->row, text_span(text, at, at + n),
                                 "\"%.*s\" belongs to the word before it, without a space",
                                 STR_ARG(str_slice(bytes, at, at + n)));
    if (text->kind == TEXT_PROSE)
      diag_edit_unsafe(s->l->bag, diag, text_span(text, at - 1, at), STR(""));
  }
}

/* ---- Words of the list ---- */

/* A longer word may end where the first half does: then it is none. */
static void look_for_words(void *ctx, struct text *text) {
  const struct search *s = ctx;
  struct word_hit hit;
  if (text->kind == TEXT_CODE || text->is_from_log)
    return;
  for (size_t at = 0; word_set_next(s->set, text->bytes, at, &hit); at = hit.to) {
    struct str found = str_slice(text->bytes, hit.from, hit.to);
    if (is_unicode_word(utf8_before(text->bytes, hit.from)) ||
        str_find_char(found, '\n', 0) != STR_NONE || text_is_quoted(text, hit.from, ~0u))
      continue;
    struct str whole = s->words->texts[s->split_words[hit.word]];
    struct diag *diag =
        diag_add(s->l->bag, s->row, text_span(text, hit.from, hit.to),
                 "\"%.*s\" is one word, \"%.*s\"", STR_ARG(found), STR_ARG(whole));
    size_t blank = hit.from + str_find_char(found, ' ', 0);
    if (text->kind == TEXT_PROSE && blank < hit.to)
      diag_edit_unsafe(s->l->bag, diag, text_span(text, blank, blank + 1), STR(""));
  }
}

/* What each word becomes when a space splits it, before each of its characters but the first.
 */
static void split_words(struct search *s) {
  size_t most = 0, count = 0;
  for (size_t i = 0; i < s->words->count; i++)
    most += s->words->texts[i].n;
  struct str *texts = arena_array(s->l->a, struct str, most);
  size_t *owners = arena_array(s->l->a, size_t, most);
  for (size_t i = 0; i < s->words->count; i++) {
    struct str whole = s->words->texts[i];
    for (size_t at = 1; at < whole.n; at++) {
      if (((unsigned char)whole.p[at] & 0xC0) == 0x80)
        continue;
      owners[count] = i;
      texts[count++] = arena_printf(s->l->a, "%.*s %.*s", (int)at, whole.p, (int)(whole.n - at),
                                    whole.p + at);
    }
  }
  s->set = word_set_new(s->l->a, texts, count, true);
  s->split_words = owners;
}

/* What is not written with three bytes a character is let through. */
static void make_filter(struct search *s) {
  s->are_wide = true;
  for (size_t i = 0; i < s->particles->count; i++) {
    struct str particle = s->particles->texts[i];
    unsigned char first = (unsigned char)particle.p[0];
    bool is_long = first >= 0xE0 && particle.n >= 3;
    s->are_wide = s->are_wide && first >= 0xE4 && first <= 0xED;
    for (size_t hash = 0; hash < 256; hash++)
      s->filter[hash] = s->filter[hash] || !is_long || filter_hash(particle.p) == hash;
  }
}

/* The source shows whether there is one: no text has to be cut out of it first. */
static bool may_hold_particle(const struct search *s, const struct kb_case *kb_case) {
  struct str source = span_text(kb_case->doc->piece->whole);
  size_t n;
  if (s->particles->count == 0)
    return false;
  if (!s->are_wide)
    return next_particle(s, source, 0, &n) < source.n;
  struct scan scan;
  for (scan_begin(&scan, SCAN_WIDE_LETTERS, source); scan_next(&scan);) {
    for (size_t i = 0; i < scan.count; i++) {
      if (particle_at(s, source, scan.base + scan.places[i]) > 0)
        return true;
    }
  }
  return false;
}

static void find_split(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  struct search s = {.l = l,
                     .row = row,
                     .particles = rule_option(schema, row, PARTICLES, RULE_OPTION_TEXTS),
                     .words = rule_option(schema, row, WORDS, RULE_OPTION_TEXTS)};
  split_words(&s);
  make_filter(&s);
  for (size_t i = 0; i < l->kb->case_count; i++) {
    if (may_hold_particle(&s, l->kb->cases[i]))
      case_texts(l, l->kb->cases[i], look_for_particles, &s);
    if (s.words->count > 0 && case_may_hold(l->kb->cases[i], s.set))
      case_texts(l, l->kb->cases[i], look_for_words, &s);
  }
}

static const struct lint_rule rules[] = {
    {{.code = "KBC0908",
      .name = "split-word",
      .level = LEVEL_WARNING,
      .summary = "a space splits what is one word",
      .why = "Who looks for the word does not find it, and its halves are found where nobody "
             "looks for them.",
      .bad = PROSE_PAGE("split-word: {words: [failover]}", "Start the fail over by hand."),
      .good = PROSE_PAGE("split-word: {words: [failover]}", "Start the failover by hand."),
      .options = options},
     find_split},
};

const struct lint_family prose_split_family = {"prose", rules, sizeof rules / sizeof *rules};
