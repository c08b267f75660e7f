/* What stands in a section: kinds of blocks, lists and their items, lengths. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/checker.h"

#include <stdint.h>

static unsigned content_kind_of(const struct block *block) {
  switch (block->kind) {
  case BLOCK_PARAGRAPH:
  case BLOCK_REFERENCE:
    return CONTENT_PARAGRAPH;
  case BLOCK_BULLET_LIST:
    return CONTENT_LIST;
  case BLOCK_ORDERED_LIST:
    return CONTENT_ORDERED_LIST;
  case BLOCK_CODE:
    return CONTENT_CODE;
  case BLOCK_QUOTE:
    return CONTENT_QUOTE;
  case BLOCK_HTML:
    return CONTENT_HTML;
  default:
    return 0;
  }
}

static const char *block_name(const struct block *block) {
  switch (block->kind) {
  case BLOCK_PARAGRAPH:
    return "a paragraph";
  case BLOCK_REFERENCE:
    return "a link definition";
  case BLOCK_BULLET_LIST:
    return "a bullet list";
  case BLOCK_ORDERED_LIST:
    return "an ordered list";
  case BLOCK_CODE:
    return "code";
  case BLOCK_QUOTE:
    return "a quote";
  case BLOCK_HTML:
    return "HTML";
  case BLOCK_HEADING:
    return "a heading";
  default:
    return "this";
  }
}

static struct str allowed_list(struct checker *c, unsigned allow) {
  static const char *const names[] = {"a paragraph", "a bullet list", "an ordered list",
                                      "code",        "a quote",       "HTML"};
  struct str list = {NULL, 0};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (allow & (1u << i))
      list =
          arena_printf(c->scratch, "%.*s%s%s", STR_ARG(list), list.n > 0 ? ", " : "", names[i]);
  }
  return list;
}

/* A heading below the section's own level is content as good as any where anything goes. */
static bool is_allowed(const struct block *block, unsigned allow) {
  if (block->kind == BLOCK_COMMENT || block->kind == BLOCK_BREAK)
    return true;
  if (block->kind == BLOCK_HEADING)
    return allow == CONTENT_ANY;
  return (content_kind_of(block) & allow) != 0;
}

static void report_kind(struct checker *c, const struct section_rule *rule,
                        const struct block *block) {
  unsigned allow = rule->content.allow;
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_CONTENT_KIND], block->span,
               "%s does not belong in \"%.*s\"", block_name(block), STR_ARG(rule->title));
  if (block->kind == BLOCK_BULLET_LIST && (allow & CONTENT_ORDERED_LIST))
    diag_help(c->bag, diag, "number the items:  1. … 2. …");
  else
    diag_help(c->bag, diag, "this section holds: %.*s", STR_ARG(allowed_list(c, allow)));
}

/* One finding a section: the first block that is out of place stands for those behind it. */
static bool check_kinds(struct checker *c, const struct section_rule *rule,
                        const struct kb_section *section) {
  for (size_t i = 0; i < section->block_count; i++) {
    if (is_allowed(&section->blocks[i], rule->content.allow))
      continue;
    report_kind(c, rule, &section->blocks[i]);
    return false;
  }
  return true;
}

/* "2 to 6", "at least 5", "at most 400", "exactly 1" */
static struct str range_text(struct checker *c, struct range range) {
  if (range.min == range.max)
    return arena_printf(c->scratch, "exactly %zu", range.min);
  if (range.max == SIZE_MAX)
    return arena_printf(c->scratch, "at least %zu", range.min);
  if (range.min == 0)
    return arena_printf(c->scratch, "at most %zu", range.max);
  return arena_printf(c->scratch, "%zu to %zu", range.min, range.max);
}

static bool is_within(struct range range, size_t n) {
  return n >= range.min && n <= range.max;
}

/* The digits with which an item of an ordered list begins. */
static struct span item_digits(const struct block *item) {
  struct str text = span_text(item->span);
  size_t n = 0;
  while (n < text.n && is_digit_char(text.p[n]))
    n++;
  return (struct span){item->span.source, item->span.offset, n};
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

static void check_items(struct checker *c, const struct block *list, struct range items,
                        struct range chars) {
  if (!is_within(items, list->child_count))
    diag_add(c->bag, &check_rules[CHECK_LIST_ITEMS],
             list->child_count > items.max ? list->children[items.max].span : list->span,
             "this list has %zu item%s; %.*s should stand here", list->child_count,
             list->child_count == 1 ? "" : "s", STR_ARG(range_text(c, items)));
  for (size_t i = 0; i < list->child_count; i++) {
    struct str text = str_trim(span_text(list->children[i].inner));
    size_t n = utf8_count(text);
    if (!is_within(chars, n))
      diag_add(c->bag, &check_rules[CHECK_ITEM_LENGTH], list->children[i].span,
               "this item has %zu characters; %.*s are wanted", n,
               STR_ARG(range_text(c, chars)));
  }
}

static size_t count_lists(struct checker *c, const struct section_rule *rule,
                          const struct kb_section *section, enum block_kind kind) {
  const struct content_rules *content = &rule->content;
  bool is_ordered = kind == BLOCK_ORDERED_LIST;
  struct range count = is_ordered ? content->ordered_list_count : content->list_count;
  size_t n = 0;
  for (size_t i = 0; i < section->block_count; i++) {
    const struct block *list = &section->blocks[i];
    if (list->kind != kind)
      continue;
    if (++n == count.max + 1 && count.max != SIZE_MAX) {
      struct diag *diag =
          diag_add(c->bag, &check_rules[CHECK_LIST_COUNT], list->span,
                   "this is list number %zu in \"%.*s\"; %.*s should stand here", n,
                   STR_ARG(rule->title), STR_ARG(range_text(c, count)));
      diag_help(c->bag, diag, "is something between the items that is no item?");
    }
    check_items(c, list, is_ordered ? content->ordered_list_items : content->list_items,
                content->item_chars);
    if (is_ordered && content->is_sequential)
      check_numbering(c, list);
  }
  return n;
}

static void report_too_few(struct checker *c, const struct section_rule *rule,
                           const struct kb_section *section, const char *what, size_t n,
                           struct range count) {
  if (n >= count.min)
    return;
  diag_add(c->bag, &check_rules[CHECK_CONTENT_MISSING], section->heading,
           "\"%.*s\" lacks %s; %.*s should stand here", STR_ARG(rule->title), what,
           STR_ARG(range_text(c, count)));
}

void check_content(struct checker *c, struct kb_section *section) {
  const struct section_rule *rule = &c->schema->sections.list[section->rule];
  if (rule->content.log) {
    check_log_lines(c, section);
    if (rule->content.allow == 0)
      return;
  }
  bool fits = check_kinds(c, rule, section);
  size_t ordered = count_lists(c, rule, section, BLOCK_ORDERED_LIST);
  size_t bullets = count_lists(c, rule, section, BLOCK_BULLET_LIST);
  if (fits) {
    report_too_few(c, rule, section, "an ordered list", ordered,
                   rule->content.ordered_list_count);
    report_too_few(c, rule, section, "a bullet list", bullets, rule->content.list_count);
  }
  size_t n = utf8_count(section->text);
  if (!is_within(rule->content.chars, n))
    diag_add(c->bag, &check_rules[CHECK_SECTION_LENGTH], section->heading,
             "\"%.*s\" has %zu characters; %.*s are wanted", STR_ARG(rule->title), n,
             STR_ARG(range_text(c, rule->content.chars)));
}
