/* Rules about the keys in the contexts of log lines: malformed, of mixed style, repeated. */
#include "lint/rules/logs_keys.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "model/kb.h"
#include "model/rule_options.h"

/* ---- The table ---- */

/* Signs that names have in them, and those that they may begin with. */
static const struct str inner_signs = STR_INIT("_-./:@$"), first_signs = STR_INIT("_@$");

static bool is_key_name(struct str key) {
  for (size_t at = 0; at < key.n;) {
    uint32_t c;
    size_t n = utf8_decode(key, at, &c);
    bool is_sign =
        c < 0x80 && str_find_char(at == 0 ? first_signs : inner_signs, (char)c, 0) != STR_NONE;
    bool is_digit = c < 0x80 && is_digit_char((char)c);
    if (n == 0 || !(is_sign || (is_unicode_word(c) && !(at == 0 && is_digit))))
      return false;
    at += n;
  }
  return key.n > 0;
}

/* Small letters alone, and what is not ASCII. */
static struct str fold_key(struct arena *a, struct str key) {
  char *folded = arena_alloc(a, key.n);
  size_t n = 0;
  for (size_t i = 0; i < key.n; i++) {
    if (str_find_char(inner_signs, key.p[i], 0) == STR_NONE)
      folded[n++] = lower_char(key.p[i]);
  }
  return n > 0 ? (struct str){folded, n} : key;
}

struct table_maker {
  const struct linter *l;
  struct key_table *table;
  struct map spellings, groups;
};

static size_t spelling_of(struct table_maker *m, struct str key, struct span span) {
  struct key_table *t = m->table;
  struct arena *a = m->l->a;
  size_t index = map_add(&m->spellings, a, key, t->spelling_count);
  if (index < t->spelling_count)
    return index;
  size_t group = map_add(&m->groups, a, fold_key(a, key), t->group_count);
  if (group == t->group_count) {
    t->groups = arena_grow(a, t->groups, t->group_count, sizeof *t->groups);
    t->groups[t->group_count++] = (struct key_group){.best = index};
  }
  t->groups[group].spelling_count++;
  t->spellings = arena_grow(a, t->spellings, t->spelling_count, sizeof *t->spellings);
  t->spellings[t->spelling_count++] = (struct key_spelling){
      .text = key, .first = span, .group = group, .is_malformed = !is_key_name(key)};
  return index;
}

static void count_uses(void *ctx, const struct log_line *line) {
  size_t *count = ctx;
  *count += line->pair_count;
}

static void add_uses(void *ctx, const struct log_line *line) {
  struct table_maker *m = ctx;
  struct key_table *t = m->table;
  for (size_t i = 0; i < line->pair_count; i++) {
    struct span key = line->pairs[i].key;
    size_t spelling = spelling_of(m, span_text(key), key);
    t->spellings[spelling].count++;
    t->uses[t->use_count++] = (struct key_use){line, key, line->pairs[i].value, spelling};
  }
}

const struct key_table *log_keys_of(const struct linter *l) {
  struct key_table *table = l->log_keys;
  if (table->is_filled)
    return table;
  struct table_maker maker = {.l = l, .table = table};
  size_t count = 0;
  log_lines_visit(l, count_uses, &count);
  table->uses = arena_array(l->a, struct key_use, count);
  log_lines_visit(l, add_uses, &maker);
  for (size_t i = 0; i < table->spelling_count; i++) {
    struct key_group *group = &table->groups[table->spellings[i].group];
    if (table->spellings[i].count > table->spellings[group->best].count)
      group->best = i;
  }
  table->is_filled = true;
  return table;
}

static bool is_big(char c) {
  return is_alpha_char(c) && lower_char(c) != c;
}

bool key_word_begins(struct str key, size_t at) {
  if (at == 0)
    return true;
  if (at >= key.n)
    return false;
  char before = key.p[at - 1], c = key.p[at];
  if (str_find_char(inner_signs, before, 0) != STR_NONE)
    return true;
  /* clientIP, and the A of IPAddress */
  bool is_last_big = at + 1 < key.n && is_alpha_char(key.p[at + 1]) && !is_big(key.p[at + 1]);
  return is_big(c) && (!is_big(before) || is_last_big);
}

/* ---- Malformed ---- */

void find_log_key_malformed(const struct linter *l, const struct rule *row) {
  const struct key_table *table = log_keys_of(l);
  for (size_t i = 0; i < table->use_count; i++) {
    const struct key_use *use = &table->uses[i];
    if (!table->spellings[use->spelling].is_malformed)
      continue;
    struct diag *diag =
        diag_add(l->bag, row, use->key, "\"%.*s\" is no key that a program can look for",
                 STR_ARG(log_quote(l, span_text(use->key))));
    diag_help(l->bag, diag,
              "a key begins with a letter and goes on with letters, digits and _ - . / : @ $");
  }
}

/* ---- Style ---- */

enum { FORM, KEYS };
enum key_form { FORM_AUTO, FORM_PASCAL, FORM_CAMEL, FORM_SNAKE, FORM_KEBAB, FORM_UPPER, FORMS };

static const char *const form_names[] = {"auto",  "pascal", "camel", "snake",
                                         "kebab", "upper",  NULL};
static const char *const form_examples[] = {"",         "OrderId",  "orderId",
                                            "order_id", "order-id", "ORDER_ID"};

const struct rule_option log_key_style_options[] = {
    [FORM] =
        {"form", RULE_OPTION_CHOICE, "auto",
         "how keys are written: OrderId, orderId, order_id, order-id or ORDER_ID; auto: as "
         "nine of ten are",
         form_names},
    [KEYS] = {"keys", RULE_OPTION_INTEGER, "10",
              "with auto, how many different keys there must be to see a style in them", NULL},
    {0},
};

/* A key of one word has several forms. */
static bool has_form(struct str key, enum key_form form) {
  bool may_be_big = form == FORM_PASCAL || form == FORM_CAMEL || form == FORM_UPPER;
  char sign = (char)(form == FORM_SNAKE || form == FORM_UPPER ? '_'
                     : form == FORM_KEBAB                     ? '-'
                                                              : '\0');
  for (size_t i = 0; i < key.n; i++) {
    char c = key.p[i];
    bool is_letter = is_alpha_char(c);
    if (i == 0 && is_letter && is_big(c) != (form == FORM_PASCAL || form == FORM_UPPER))
      return false;
    bool fits = is_digit_char(c) || (sign && c == sign) || (unsigned char)c >= 0x80 ||
                (is_letter && (is_big(c) ? may_be_big : form != FORM_UPPER));
    if (!fits)
      return false;
  }
  return true;
}

/* The form of nine keys in ten; FORM_AUTO if there is none, or two. With fewer than ten keys
 * one that stands alone may be half of a style. A group of several spellings is one key, by
 * the one that is used most. */
static enum key_form common_form(const struct key_table *table, size_t least) {
  size_t counts[FORMS] = {0}, keys = 0;
  for (size_t i = 0; i < table->group_count; i++) {
    const struct key_spelling *spelling = &table->spellings[table->groups[i].best];
    keys += !spelling->is_malformed;
    for (enum key_form form = FORM_PASCAL; form < FORMS; form++)
      counts[form] += !spelling->is_malformed && has_form(spelling->text, form);
  }
  enum key_form best = FORM_PASCAL;
  for (enum key_form form = FORM_PASCAL; form < FORMS; form++)
    best = counts[form] > counts[best] ? form : best;
  bool is_tied = false;
  for (enum key_form form = FORM_PASCAL; form < FORMS; form++)
    is_tied = is_tied || (form != best && counts[form] == counts[best]);
  return keys < least || is_tied || counts[best] * 10 < keys * 9 ? FORM_AUTO : best;
}

void find_log_key_style(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  size_t form = rule_option(schema, row, FORM, RULE_OPTION_CHOICE)->number;
  bool is_common = form == FORM_AUTO;
  const struct key_table *table = log_keys_of(l);
  if (is_common)
    form = common_form(table, rule_option(schema, row, KEYS, RULE_OPTION_INTEGER)->number);
  if (form == FORM_AUTO)
    return;
  for (size_t i = 0; i < table->use_count; i++) {
    const struct key_use *use = &table->uses[i];
    const struct key_spelling *spelling = &table->spellings[use->spelling];
    if (spelling->is_malformed || table->groups[spelling->group].spelling_count > 1 ||
        has_form(spelling->text, (enum key_form)form))
      continue;
    diag_add(l->bag, row, use->key,
             is_common ? "nearly all keys are written as in %s, but not \"%.*s\""
                       : "keys are written as in %s, but not \"%.*s\"",
             form_examples[form], STR_ARG(log_quote(l, spelling->text)));
  }
}

/* ---- Mixed ---- */

enum { MOST_PAIRS = 64 }; /* of a line in which a key is looked for by hand */

static bool may_have_key(const struct log_line *line, struct str key) {
  if (line->pair_count > MOST_PAIRS)
    return true;
  for (size_t i = 0; i < line->pair_count; i++) {
    if (str_equal(span_text(line->pairs[i].key), key))
      return true;
  }
  return false;
}

/* Both ways may be meant: whoever wants them to be one says so, and a line that has both would
 * have one key twice. */
void find_log_key_mixed(const struct linter *l, const struct rule *row) {
  const struct key_table *table = log_keys_of(l);
  for (size_t i = 0; i < table->use_count; i++) {
    const struct key_use *use = &table->uses[i];
    const struct key_spelling *spelling = &table->spellings[use->spelling];
    size_t best_index = table->groups[spelling->group].best;
    const struct key_spelling *best = &table->spellings[best_index];
    if (use->spelling == best_index || spelling->is_malformed || best->is_malformed)
      continue;
    struct diag *diag =
        diag_add(l->bag, row, use->key,
                 "one key, written in two ways: \"%.*s\" here, \"%.*s\" in %zu %s",
                 STR_ARG(log_quote(l, spelling->text)), STR_ARG(log_quote(l, best->text)),
                 best->count, best->count == 1 ? "other place" : "other places");
    diag_relate(l->bag, diag, best->first, "the first of them");
    if (!may_have_key(use->line, best->text))
      diag_edit_unsafe(l->bag, diag, use->key, best->text);
  }
}

/* ---- Duplicate ---- */

struct duplicate_search {
  const struct linter *l;
  const struct rule *row;
};

static void check_duplicates(void *ctx, const struct log_line *line) {
  const struct duplicate_search *s = ctx;
  struct map seen = {0};
  for (size_t i = 0; i < line->pair_count && line->pair_count > 1; i++) {
    struct span key = line->pairs[i].key;
    size_t first = map_add(&seen, s->l->a, span_text(key), i);
    if (first == i)
      continue;
    struct diag *diag =
        diag_add(s->l->bag, s->row, key, "this line has the key \"%.*s\" already",
                 STR_ARG(log_quote(s->l, span_text(key))));
    diag_relate(s->l->bag, diag, line->pairs[first].key, "the first one");
  }
}

void find_log_key_duplicate(const struct linter *l, const struct rule *row) {
  struct duplicate_search search = {l, row};
  log_lines_visit(l, check_duplicates, &search);
}
