/* Rules about the items of one list: how they end, and the tags that they begin with. */
#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "model/rule_options.h"

struct search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *texts; /* the full stops, the tags */
};

static size_t count_items(const struct block *list) {
  size_t count = 0;
  for (size_t i = 0; i < list->child_count; i++)
    count += list->children[i].kind == BLOCK_ITEM;
  return count;
}

/* ---- list-punctuation ---- */

enum { STOPS };

static const struct rule_option stop_options[] = {
    [STOPS] = {"stops", RULE_OPTION_TEXTS,
               "[\".\", \"\xE3\x80\x82\", \"\xEF\xBC\x8E\", \"\xEF\xBD\xA1\", "
               "\"\xE0\xA5\xA4\", \"\xDB\x94\", \"\xD6\x89\", \"\xE1\x8D\xA2\"]",
               "full stops, of any script", NULL},
    {0},
};

enum ending { ENDS_OTHERWISE, ENDS_WITH_STOP, ENDS_WITHOUT };

/* The bytes of the full stop at the end of the text, or 0. */
static size_t stop_length(const struct search *s, struct str text) {
  char last = text.n > 0 ? text.p[text.n - 1] : '\0';
  for (size_t i = 0; i < s->texts->count; i++) {
    struct str stop = s->texts->texts[i];
    if (stop.p[stop.n - 1] == last && str_ends_with(text, stop))
      return s->texts->texts[i].n;
  }
  return 0;
}

/* The offset of the last character. */
static size_t last_char(struct str text) {
  size_t at = text.n - 1;
  while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
    at--;
  return at;
}

/* Without the quotes and the emphasis around the last words. */
static struct str without_closers(struct str text) {
  if (text.n == 0 || text.p[text.n - 1] == '.' || is_alpha_char(text.p[text.n - 1]))
    return text;
  static const char *const closers[] = {
      "\"",           "'",       "*", "_", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE3\x80\x8D",
      "\xE3\x80\x8F", "\xC2\xBB"};
  for (size_t i = 0; i < sizeof closers / sizeof *closers;) {
    struct str closer = str_from_c(closers[i]);
    bool ends = text.n > 0 && str_ends_with(text, closer);
    if (ends)
      text.n -= closer.n;
    i = ends ? 0 : i + 1;
  }
  return text;
}

/* Where the parenthesis opens that closes at the end of the text, or STR_NONE. */
static size_t opening(struct str text) {
  size_t depth = 0;
  for (size_t at = text.n; at > 0; at--) {
    depth += text.p[at - 1] == ')';
    if (text.p[at - 1] == '(' && --depth == 0)
      return at - 1;
  }
  return STR_NONE;
}

/* "Restart it (with care)" ends without a stop. "Restart it. (With care)" and "(See there.)"
 * can be taken for either, and a link says nothing about it. */
static enum ending ending_of_remark(const struct search *s, struct str text) {
  size_t open = opening(text);
  if (open == STR_NONE || open == 0 || text.p[open - 1] == ']')
    return ENDS_OTHERWISE;
  struct str before = without_closers(str_trim_end(str_slice(text, 0, open)));
  struct str inside = str_slice(text, 0, text.n - 1);
  return stop_length(s, before) > 0 || stop_length(s, inside) > 0 ? ENDS_OTHERWISE
                                                                  : ENDS_WITHOUT;
}

static size_t last_word(struct str text) {
  size_t from = text.n;
  while (from > 0 && !is_blank_char(text.p[from - 1]) && text.p[from - 1] != '\n')
    from--;
  return from;
}

static bool is_address(struct str text) {
  return str_find(str_slice(text, last_word(text), text.n), STR("://"), 0) != STR_NONE;
}

/* "The service is down, or": the list is one sentence, and goes on. */
static bool goes_on(struct str text) {
  struct str before = str_trim_end(str_slice(text, 0, last_word(text)));
  return before.n > 0 && before.p[before.n - 1] == ',';
}

static enum ending ending_of(const struct search *s, struct str text) {
  uint32_t c = 0;
  text = without_closers(str_trim(text));
  size_t stop = text.n > 0 ? stop_length(s, text) : 0;
  if (stop > 0)
    return stop_length(s, str_slice(text, 0, text.n - stop)) > 0 ? ENDS_OTHERWISE
                                                                 : ENDS_WITH_STOP;
  if (text.n == 0 || is_address(text) || goes_on(text))
    return ENDS_OTHERWISE;
  if (text.p[text.n - 1] == ')')
    return ending_of_remark(s, text);
  return utf8_decode(text, last_char(text), &c) > 0 && is_unicode_word(c) ? ENDS_WITHOUT
                                                                          : ENDS_OTHERWISE;
}

/* The last character of what the item ends with. */
static struct span ending_span(const struct block *item) {
  struct str tail = str_trim_end(item_tail(item));
  return span_of_text(item->span.source, str_slice(tail, last_char(tail), tail.n));
}

static void report_mixed(const struct search *s, const struct block *list, enum ending odd,
                         size_t most, size_t count) {
  struct diag *diag = NULL;
  bool is_with = odd == ENDS_WITH_STOP;
  for (size_t i = 0; i < list->child_count; i++) {
    const struct block *item = &list->children[i];
    if (item->kind != BLOCK_ITEM || ending_of(s, item_tail(item)) != odd)
      continue;
    if (diag)
      diag_relate(s->l->bag, diag, ending_span(item), "and this one");
    else
      diag = diag_add(s->l->bag, s->row, ending_span(item),
                      "this item ends %s a full stop; %zu of %zu end %s",
                      is_with ? "with" : "without", most, count,
                      is_with ? "without one" : "with one");
  }
}

/* Those that end otherwise (with a colon, a command, an address) count for neither. */
static void look_at_endings(void *ctx, const struct block *list) {
  const struct search *s = ctx;
  size_t counts[3] = {0};
  for (size_t i = 0; i < list->child_count; i++) {
    if (list->children[i].kind == BLOCK_ITEM)
      counts[ending_of(s, item_tail(&list->children[i]))]++;
  }
  size_t with = counts[ENDS_WITH_STOP], without = counts[ENDS_WITHOUT];
  if (with > 0 && without > 0)
    report_mixed(s, list, with < without ? ENDS_WITH_STOP : ENDS_WITHOUT,
                 with < without ? without : with, with + without);
}

static void find_mixed(const struct linter *l, const struct rule *row) {
  struct search search = {l, row, rule_option(l->kb->schema, row, STOPS, RULE_OPTION_TEXTS)};
  prose_visit_lists(l, look_at_endings, &search);
}

/* ---- tag-order, tag-missing ---- */

enum { TAGS };

static const struct rule_option tag_options[] = {
    [TAGS] = {"tags", RULE_OPTION_TEXTS, "[]",
              "what items may begin with, in the order in which they are done", NULL},
    {0},
};

enum { LIST_PUNCTUATION, TAG_ORDER, TAG_MISSING, RULES };

/* Below: one rule asks for the tags of the other. */
static const struct lint_rule rules[RULES];

/* The index of the tag that the item begins with, or STR_NONE. */
static size_t tag_of(const struct search *s, const struct block *item) {
  struct str head = item_head(item);
  for (size_t i = 0; i < s->texts->count; i++) {
    struct str tag = s->texts->texts[i];
    if (head.n > tag.n && head.p[tag.n - 1] == tag.p[tag.n - 1] && str_starts_with(head, tag))
      return i;
  }
  return STR_NONE;
}

static struct span tag_span(const struct block *item, struct str tag) {
  struct str head = item_head(item);
  return span_of_text(item->span.source, str_slice(head, 0, tag.n));
}

static void look_at_order(void *ctx, const struct block *list) {
  const struct search *s = ctx;
  const struct block *latest = NULL; /* the first item with the latest tag so far */
  size_t latest_tag = 0;
  for (size_t i = 0; i < list->child_count; i++) {
    const struct block *item = &list->children[i];
    size_t tag = item->kind == BLOCK_ITEM ? tag_of(s, item) : STR_NONE;
    if (tag == STR_NONE)
      continue;
    if (!latest || tag > latest_tag) {
      latest = item;
      latest_tag = tag;
    }
    if (tag >= latest_tag)
      continue;
    struct str early = s->texts->texts[tag], late = s->texts->texts[latest_tag];
    struct diag *diag =
        diag_add(s->l->bag, s->row, tag_span(item, early), "\"%.*s\" stands behind \"%.*s\"",
                 STR_ARG(early), STR_ARG(late));
    diag_relate(s->l->bag, diag, tag_span(latest, late), "this comes later");
  }
}

/* Does it begin as the tags do, with one that has no place in the order? */
static bool has_other_tag(const struct search *s, const struct block *item) {
  struct str head = item_head(item);
  for (size_t i = 0; i < s->texts->count; i++) {
    if (head.n > 0 && head.p[0] == s->texts->texts[i].p[0] && !is_alpha_char(head.p[0]) &&
        ((unsigned char)head.p[0] & 0x80) == 0)
      return true;
  }
  return false;
}

static void look_for_untagged(void *ctx, const struct block *list) {
  const struct search *s = ctx;
  const struct block *untagged = NULL;
  size_t items = count_items(list), tagged = 0;
  for (size_t i = 0; i < list->child_count; i++) {
    const struct block *item = &list->children[i];
    if (item->kind != BLOCK_ITEM)
      continue;
    if (tag_of(s, item) != STR_NONE || has_other_tag(s, item))
      tagged++;
    else
      untagged = item;
  }
  if (untagged && tagged >= 2 && tagged + 1 == items && item_head(untagged).n > 0)
    diag_add(s->l->bag, s->row, span_of_text(untagged->span.source, item_head(untagged)),
             "this item has no tag, and all others of its list have one");
}

static void look_at_tags(const struct linter *l, const struct rule *row,
                         void (*visit)(void *ctx, const struct block *list)) {
  struct search search = {
      l, row, rule_option(l->kb->schema, &rules[TAG_ORDER].row, TAGS, RULE_OPTION_TEXTS)};
  if (search.texts->count > 0)
    prose_visit_lists(l, visit, &search);
}

static void find_disorder(const struct linter *l, const struct rule *row) {
  look_at_tags(l, row, look_at_order);
}

static void find_untagged(const struct linter *l, const struct rule *row) {
  look_at_tags(l, row, look_for_untagged);
}

/* ---- The rows ---- */

static const struct lint_rule rules[RULES] = {
    [LIST_PUNCTUATION] =
        {{.code = "KBC0904",
          .name = "list-punctuation",
          .level = LEVEL_NOTE,
          .summary = "some items of a list end with a full stop, and others do not",
          .why =
              "The list looks unfinished: the reader asks whether an item was cut off. What a "
              "program cuts out of it has sentences of two kinds.",
          .bad = PROSE_PAGE("", "- Restart the service.\n- Look at its log"),
          .good =
              PROSE_PAGE("", "- Restart the service.\n- Look at its log.\n- Then run `top`"),
          .options = stop_options},
         find_mixed},
    [TAG_ORDER] = {{.code = "KBC0914",
                    .name = "tag-order",
                    .level = LEVEL_WARNING,
                    .summary = "an item with an earlier tag stands behind one with a later tag",
                    .why = "Lists are done from top to bottom. What has to be done at once is "
                           "overlooked below "
                           "what can wait.",
                    .bad =
                        PROSE_PAGE("tag-order: {tags: [(now), (later)]}",
                                   "1. (later) Buy a larger disk.\n2. (now) Delete old logs."),
                    .good =
                        PROSE_PAGE("tag-order: {tags: [(now), (later)]}",
                                   "1. (now) Delete old logs.\n2. (later) Buy a larger disk."),
                    .options = tag_options},
                   find_disorder},
    [TAG_MISSING] =
        {{.code = "KBC0915",
          .name = "tag-missing",
          .level = LEVEL_NOTE,
          .summary = "an item has none of the tags of tag-order, as all others of its list do",
          .why = "Nobody knows whether it has to be done at once or can wait.",
          .bad = PROSE_PAGE(
              "tag-order: {tags: [(now), (later)]}",
              "1. (now) Delete old logs.\n2. Tell the team.\n3. (later) Buy a disk."),
          .good = PROSE_PAGE(
              "tag-order: {tags: [(now), (later)]}",
              "1. (now) Delete old logs.\n2. (now) Tell them.\n3. (later) Buy a disk.")},
         find_untagged},
};

const struct lint_family prose_lists_family = {"prose", rules, RULES};
