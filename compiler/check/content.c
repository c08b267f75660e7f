/* What stands in a section: kinds of blocks, lists and their items, code, lengths. */
#include "model/content.h"
#include "base/arena.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "check/checker.h"
#include "model/table.h"

#include <stdint.h>

static const char *const kind_names[CONTENT_KINDS] = {
    [CONTENT_PARAGRAPH] = "a paragraph",
    [CONTENT_LIST] = "a bullet list",
    [CONTENT_ORDERED_LIST] = "an ordered list",
    [CONTENT_CODE] = "code",
    [CONTENT_TABLE] = "a table",
    [CONTENT_QUOTE] = "a quote",
    [CONTENT_HTML] = "HTML",
};

static const char *block_name(const struct block *block, unsigned kinds) {
  if (block->kind == BLOCK_HEADING)
    return "a heading";
  if (block->kind == BLOCK_REFERENCE)
    return "a link definition";
  for (size_t i = CONTENT_KINDS; i-- > 0;) {
    if (kinds & CONTENT_BIT(i))
      return kind_names[i];
  }
  return "this";
}

static struct str allowed_list(struct checker *c, unsigned allow) {
  struct str list = {NULL, 0};
  for (size_t i = 0; i < CONTENT_KINDS; i++) {
    if (allow & CONTENT_BIT(i))
      list = arena_printf(c->scratch, "%.*s%s%s", STR_ARG(list), list.n > 0 ? ", " : "",
                          kind_names[i]);
  }
  return list;
}

/* A heading below the section's own level is content as good as any where anything goes. */
static bool is_allowed(const struct block *block, unsigned kinds, unsigned allow) {
  if (block->kind == BLOCK_COMMENT || block->kind == BLOCK_BREAK)
    return true;
  return block->kind != BLOCK_HEADING && (kinds & ~allow) == 0;
}

/* Says why a paragraph that was meant as a table is none. False if it was not. */
static bool explain_table(struct checker *c, struct diag *diag, const struct block *block) {
  size_t head = 0, dashes = 0;
  if (block->kind != BLOCK_PARAGRAPH ||
      !table_is_nearly(span_text(block->span), &head, &dashes))
    return false;
  diag_help(
      c->bag, diag,
      "the lines with bars are no table: the row of dashes has %zu cell%s, the head has %zu",
      dashes, dashes == 1 ? "" : "s", head);
  return true;
}

/* "1.Text", "１. text", "① text": numbered to the eye, and a paragraph to markdown. */
static bool is_nearly_numbered(struct str text) {
  uint32_t c = 0;
  size_t n = text.n > 0 ? utf8_decode(text, 0, &c) : 0;
  if (n > 1)
    return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0x2460 && c <= 0x249B);
  size_t at = 0;
  while (at < text.n && is_digit_char(text.p[at]))
    at++;
  return at > 0 && at + 1 < text.n && (text.p[at] == '.' || text.p[at] == ')') &&
         !is_white_char(text.p[at + 1]) && !is_digit_char(text.p[at + 1]);
}

static void report_kind(struct checker *c, const struct section_rule *rule,
                        const struct block *block, unsigned kinds) {
  unsigned allow = rule->content.allow;
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_CONTENT_KIND], block->span,
                               "%s does not belong in \"%.*s\"",
                               block_name(block, kinds & ~allow), STR_ARG(rule->title));
  if (block->kind == BLOCK_BULLET_LIST && (allow & CONTENT_BIT(CONTENT_ORDERED_LIST)))
    diag_help(c->bag, diag, "number the items:  1. … 2. …");
  else if (block->kind == BLOCK_PARAGRAPH && (allow & CONTENT_BIT(CONTENT_ORDERED_LIST)) &&
           is_nearly_numbered(span_text(block->span)))
    diag_help(c->bag, diag, "an item begins with a number, a full stop and a space:  1. …");
  else if (!(allow & CONTENT_BIT(CONTENT_TABLE)) || !explain_table(c, diag, block))
    diag_help(c->bag, diag, "this section holds: %.*s", STR_ARG(allowed_list(c, allow)));
}

/* One finding a section: the first block that is out of place stands for those behind it. Its
 * index, or the number of blocks. */
static size_t check_kinds(struct checker *c, const struct section_rule *rule,
                          const struct kb_section *section) {
  if (rule->content.allow == CONTENT_ANY)
    return section->block_count;
  for (size_t i = 0; i < section->block_count; i++) {
    const struct block *block = &section->blocks[i];
    unsigned kinds = content_kinds_of(c->scratch, block);
    if (is_allowed(block, kinds, rule->content.allow))
      continue;
    report_kind(c, rule, block, kinds);
    return i;
  }
  return section->block_count;
}

/* "2 to 6", "at least 5", "at most 400", "exactly 1" */
struct str range_text(struct checker *c, struct range range) {
  if (range.min == range.max)
    return arena_printf(c->scratch, "exactly %zu", range.min);
  if (range.max == SIZE_MAX)
    return arena_printf(c->scratch, "at least %zu", range.min);
  if (range.min == 0)
    return arena_printf(c->scratch, "at most %zu", range.max);
  return arena_printf(c->scratch, "%zu to %zu", range.min, range.max);
}

bool range_holds(struct range range, size_t n) {
  return n >= range.min && n <= range.max;
}

/* The digits with which an item of an ordered list begins. */
static struct span item_digits(const struct block *item) {
  struct str text = span_text(item->span);
  size_t n = 0;
  while (n < text.n && is_digit_char(text.p[n]))
    n++;
  return span_part(item->span, 0, n);
}

/* One finding a list, at the first number that is off; the fix renumbers from there. */
static void check_numbering(struct checker *c, const struct block *list) {
  size_t i = 0;
  while (i < list->child_count && list->children[i].number == i + 1)
    i++;
  if (i == list->child_count)
    return;
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LIST_NUMBERING], item_digits(&list->children[i]),
               "this item has the number %zu, but is number %zu in its list",
               list->children[i].number, i + 1);
  diag_help(c->bag, diag, "write  %zu.", i + 1);
  for (; i < list->child_count; i++)
    diag_edit(c->bag, diag, item_digits(&list->children[i]),
              arena_printf(c->scratch, "%zu", i + 1));
}

static void check_item_count(struct checker *c, const struct block *list, struct range items) {
  if (!range_holds(items, list->child_count))
    diag_add(c->bag, &check_rules[CHECK_LIST_ITEMS],
             list->child_count > items.max ? list->children[items.max].span : list->span,
             "this list has %zu item%s; %.*s should stand here", list->child_count,
             list->child_count == 1 ? "" : "s", STR_ARG(range_text(c, items)));
}

/* Has the text that many characters? Its bytes mostly tell: there are no more characters than
 * bytes, and at least a fourth. */
static bool has_chars(struct range chars, struct str text) {
  if (text.n <= chars.max && text.n / 4 >= chars.min)
    return true;
  return range_holds(chars, utf8_count(text));
}

static void check_item_length(struct checker *c, const struct block *list, struct range chars) {
  for (size_t i = 0; i < list->child_count; i++) {
    struct str text = str_trim(span_text(list->children[i].inner));
    if (!has_chars(chars, text))
      diag_add(c->bag, &check_rules[CHECK_ITEM_LENGTH], list->children[i].span,
               "this item has %zu characters; %.*s are wanted", utf8_count(text),
               STR_ARG(range_text(c, chars)));
  }
}

/* ---- How many of each kind ----------------------------------------------------------------
 */

static const char *const kind_nouns[CONTENT_KINDS] = {
    [CONTENT_PARAGRAPH] = "paragraph", [CONTENT_LIST] = "list",
    [CONTENT_ORDERED_LIST] = "list",   [CONTENT_CODE] = "code block",
    [CONTENT_TABLE] = "table",         [CONTENT_QUOTE] = "quote",
    [CONTENT_HTML] = "HTML block",
};

static void report_too_many(struct checker *c, const struct section_rule *rule,
                            const struct block *block, enum content_kind kind, size_t n) {
  bool is_list = kind == CONTENT_LIST || kind == CONTENT_ORDERED_LIST;
  struct str range = range_text(c, rule->content.counts[kind]);
  struct diag *diag;
  if (is_list)
    diag = diag_add(c->bag, &check_rules[CHECK_LIST_COUNT], block->span,
                    "this is list number %zu in \"%.*s\"; %.*s should stand here", n,
                    STR_ARG(rule->title), STR_ARG(range));
  else
    diag = diag_add(c->bag, &check_rules[CHECK_CONTENT_COUNT], block->span,
                    "this is %s number %zu in \"%.*s\"; %.*s should stand here",
                    kind_nouns[kind], n, STR_ARG(rule->title), STR_ARG(range));
  diag_help(c->bag, diag,
            is_list ? "is something between the items that is no item?"
                    : "put them together, or move this one into another section");
}

static void report_too_few(struct checker *c, const struct section_rule *rule,
                           const struct kb_section *section, enum content_kind kind, size_t n) {
  struct range count = rule->content.counts[kind];
  if (n >= count.min)
    return;
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_CONTENT_MISSING], section->heading,
               "\"%.*s\" lacks %s; %.*s should stand here", STR_ARG(rule->title),
               kind_names[kind], STR_ARG(range_text(c, count)));
  bool is_explained = kind != CONTENT_TABLE;
  for (size_t i = 0; i < section->block_count && !is_explained; i++)
    is_explained = explain_table(c, diag, &section->blocks[i]);
}

/* ---- Code ---------------------------------------------------------------------------------
 */

static void check_language(struct checker *c, const struct section_rule *rule,
                           const struct block *block) {
  const struct content_rules *content = &rule->content;
  if (content->language_count == 0)
    return;
  for (size_t i = 0; i < content->language_count; i++) {
    if (str_equal(content->languages[i], block->info))
      return;
  }
  size_t end = str_find_char(span_text(block->span), '\n', 0);
  struct span line = end == STR_NONE ? block->span : span_part(block->span, 0, end);
  struct diag *diag = block->info.n > 0
                          ? diag_add(c->bag, &check_rules[CHECK_CODE_LANGUAGE],
                                     span_of_text(line.source, block->info),
                                     "code in \"%.*s\" is not written in \"%.*s\"",
                                     STR_ARG(rule->title), STR_ARG(block->info))
                          : diag_add(c->bag, &check_rules[CHECK_CODE_LANGUAGE], line,
                                     "this code does not say what language it is written in");
  struct str list = {NULL, 0};
  for (size_t i = 0; i < content->language_count; i++)
    list = arena_printf(c->scratch, "%.*s%s%.*s", STR_ARG(list), i > 0 ? ", " : "",
                        STR_ARG(content->languages[i]));
  size_t near = suggest(c->scratch, block->info, content->languages, content->language_count);
  if (near != STR_NONE)
    diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(content->languages[near]));
  diag_help(c->bag, diag, "behind the opening fence may stand: %.*s", STR_ARG(list));
}

/* ---- All of it ----------------------------------------------------------------------------
 */

/* How many items a list has and how they count says nothing where a list of another kind has
 * cut it in two. */
static void check_block(struct checker *c, const struct section_rule *rule,
                        const struct block *block, bool is_cut) {
  const struct content_rules *content = &rule->content;
  switch (block->kind) {
  case BLOCK_ORDERED_LIST:
    if (!is_cut)
      check_item_count(c, block, content->items[CONTENT_ORDERED_LIST]);
    check_item_length(c, block, content->item_chars);
    if (content->is_sequential && !is_cut)
      check_numbering(c, block);
    return;
  case BLOCK_BULLET_LIST:
    if (!is_cut)
      check_item_count(c, block, content->items[CONTENT_LIST]);
    check_item_length(c, block, content->item_chars);
    return;
  case BLOCK_CODE:
    check_language(c, rule, block);
    return;
  case BLOCK_PARAGRAPH:
    check_table(c, rule, block);
    return;
  default:
    return;
  }
}

static bool is_list(const struct block *block) {
  return block->kind == BLOCK_BULLET_LIST || block->kind == BLOCK_ORDERED_LIST;
}

/* Blocks of each kind; the first one too many is reported. A list of the wrong kind may well be
 * what has made two of one, and what stands behind a heading that is out of place belongs to
 * that: such counts are no findings besides. */
static void count_kinds(struct checker *c, const struct kb_section *section, size_t misplaced,
                        size_t counts[CONTENT_KINDS]) {
  const struct section_rule *rule = section->rule;
  bool is_list_misplaced =
      misplaced < section->block_count && is_list(&section->blocks[misplaced]);
  for (size_t i = 0; i < section->block_count; i++) {
    const struct block *block = &section->blocks[i];
    if (i == misplaced && block->kind == BLOCK_HEADING)
      return;
    unsigned kinds = content_kinds_of(c->scratch, block);
    bool is_half = is_list_misplaced && is_list(block) && i > misplaced;
    for (size_t kind = 0; kind < CONTENT_KINDS; kind++) {
      size_t max = rule->content.counts[kind].max;
      if ((kinds & CONTENT_BIT(kind)) && counts[kind]++ == max && !is_half)
        report_too_many(c, rule, block, (enum content_kind)kind, counts[kind]);
    }
    bool is_beside = i + 1 == misplaced || i == misplaced || i == misplaced + 1;
    check_block(c, rule, block, is_list_misplaced && is_beside);
  }
}

void check_content(struct checker *c, struct kb_section *section) {
  const struct section_rule *rule = section->rule;
  if (rule->content.log) {
    check_log_lines(c, section);
    if (rule->content.allow == 0)
      return;
  }
  size_t misplaced = check_kinds(c, rule, section);
  bool fits = misplaced == section->block_count;
  size_t counts[CONTENT_KINDS] = {0};
  count_kinds(c, section, misplaced, counts);
  for (size_t kind = 0; fits && kind < CONTENT_KINDS; kind++)
    report_too_few(c, rule, section, (enum content_kind)kind, counts[kind]);
  if (!has_chars(rule->content.chars, section->text))
    diag_add(c->bag, &check_rules[CHECK_SECTION_LENGTH], section->heading,
             "\"%.*s\" has %zu characters; %.*s are wanted", STR_ARG(rule->title),
             utf8_count(section->text), STR_ARG(range_text(c, rule->content.chars)));
}
