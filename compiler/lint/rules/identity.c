/* Rules about what makes a case itself: identities, titles, error messages. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "lint/rules/matching.h"
#include "model/kb.h"

/* Is it the same case twice? Then duplicate-identity says so, and what they share besides is no
 * finding of its own. */
static bool is_same_identity(const struct kb *kb, size_t a, size_t b) {
  return str_equal(kb->cases[a]->identity, kb->cases[b]->identity);
}

/* The names that make the identity: "the same frontmatter.service and title". */
static void add_identity_label(const struct linter *l, struct diag *diag) {
  const struct record_rules *record = &l->kb->schema->record;
  struct str names = {NULL, 0};
  for (size_t i = 0; i < record->identity_count; i++)
    names = arena_printf(l->a, "%.*s%s%.*s", STR_ARG(names),
                         i == 0                           ? ""
                         : i + 1 < record->identity_count ? ", "
                                                          : " and ",
                         STR_ARG(record->identity[i].text));
  if (names.n > 0)
    diag_label(l->bag, diag, "the same %.*s", STR_ARG(names));
}

/* Where a case says who it is: its title, if that is a part of it; else the first value. */
static struct span identity_span(const struct linter *l, size_t index, struct span title) {
  const struct record_rules *record = &l->kb->schema->record;
  for (size_t i = 0; i < record->identity_count; i++) {
    if (record->identity[i].kind == NAME_TITLE)
      return title;
  }
  return record->identity_count > 0
             ? case_span(l->kb->cases[index], l->kb->schema, &record->identity[0])
             : title;
}

static void find_duplicate_identity(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->set_count; i++) {
    const struct kb_group_set *set = &l->kb->sets[i];
    for (size_t j = 0; set->kind == GROUP_IDENTITY && j < set->group_count; j++) {
      const struct kb_group *group = &set->groups[j];
      for (size_t k = 1; k < group->count; k++) {
        struct diag *diag =
            diag_add(l->bag, row, identity_span(l, group->cases[k], group->spans[k]),
                     "this case is already in the knowledge base");
        add_identity_label(l, diag);
        diag_relate(l->bag, diag, identity_span(l, group->cases[0], group->spans[0]),
                    "the first one");
        diag_help(l->bag, diag,
                  "merge the two, or say in title or front matter how they differ");
      }
    }
  }
}

enum unique_kind { UNIQUE_TITLE, UNIQUE_ERROR_MESSAGE, UNIQUE_OTHER };

static enum unique_kind unique_kind_of(const struct schema *schema,
                                       const struct unique_rule *unique) {
  if (unique->name_count == 1 && unique->names[0].kind == NAME_TITLE)
    return UNIQUE_TITLE;
  for (size_t i = 0; i < unique->name_count; i++) {
    if (name_is_message(schema, &unique->names[i]))
      return UNIQUE_ERROR_MESSAGE;
  }
  return UNIQUE_OTHER;
}

/* Was the pair reported for another relation of the schema? */
static bool is_told(const struct linter *l, const struct rule *row, struct span span) {
  for (size_t i = l->bag->count; i-- > 0 && l->bag->diags[i].rule == row;) {
    const struct span *told = &l->bag->diags[i].span;
    if (told->source == span.source && told->offset == span.offset)
      return true;
  }
  return false;
}

/* Two cases of one service that share their error message are pattern-ambiguous, which is an
 * error. */
static bool is_ambiguous(const struct kb *kb, const struct kb_group_set *set,
                         const struct kb_group *group, size_t index) {
  return unique_kind_of(kb->schema, set->unique) == UNIQUE_ERROR_MESSAGE &&
         cases_are_ambiguous(kb, group->cases[index], group->cases[0]);
}

/* Is what they share the same to the letter? */
static bool is_same_text(const struct kb *kb, const struct unique_rule *unique, size_t a,
                         size_t b) {
  for (size_t i = 0; i < unique->name_count; i++) {
    const struct name *name = &unique->names[i];
    if (!str_equal(case_text(kb->cases[a], kb->schema, name),
                   case_text(kb->cases[b], kb->schema, name)))
      return false;
  }
  return true;
}

static void report_shared(const struct linter *l, const struct rule *row,
                          const struct kb_group_set *set, const struct kb_group *group) {
  for (size_t k = 1; k < group->count; k++) {
    if (is_same_identity(l->kb, group->cases[0], group->cases[k]) ||
        is_told(l, row, group->spans[k]) || is_ambiguous(l->kb, set, group, k))
      continue;
    bool is_same = is_same_text(l->kb, set->unique, group->cases[0], group->cases[k]);
    bool is_message = unique_kind_of(l->kb->schema, set->unique) == UNIQUE_ERROR_MESSAGE;
    struct diag *diag = diag_add(
        l->bag, row, group->spans[k], "another case of this %s has the same %.*s%s",
        set->scope == SCOPE_FILE ? "file" : "knowledge base", STR_ARG(set->unique->text),
        is_message && !is_same ? ", but for case, punctuation or white space" : "");
    diag_relate(l->bag, diag, group->spans[0], "the first one");
  }
}

static void find_shared(const struct linter *l, const struct rule *row, enum unique_kind kind) {
  for (size_t i = 0; i < l->kb->set_count; i++) {
    const struct kb_group_set *set = &l->kb->sets[i];
    if (set->kind != GROUP_UNIQUE || unique_kind_of(l->kb->schema, set->unique) != kind)
      continue;
    for (size_t j = 0; j < set->group_count; j++)
      report_shared(l, row, set, &set->groups[j]);
  }
}

static void find_title_duplicate(const struct linter *l, const struct rule *row) {
  find_shared(l, row, UNIQUE_TITLE);
}

static void find_message_duplicate(const struct linter *l, const struct rule *row) {
  find_shared(l, row, UNIQUE_ERROR_MESSAGE);
}

static void find_value_duplicate(const struct linter *l, const struct rule *row) {
  find_shared(l, row, UNIQUE_OTHER);
}

#define CASE_A                                                                                 \
  "---\nservice: pay-api\nerror_message: card declined\n---\n# Pay - Card Declined\n\n"        \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card "          \
  "declined\n\n"                                                                               \
  "## Root Cause\nThe issuer refused the card.\n\n"                                            \
  "## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"
#define CASE_B                                                                                 \
  "---\nservice: pay-api\nerror_message: card expired\n---\n# Pay - Card Expired\n\n"          \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:09.000Z pay-api/v1 [e5f6a7b8]: card "          \
  "expired\n\n"                                                                                \
  "## Root Cause\nThe card is out of date.\n\n"                                                \
  "## Action Items\n1. Ask for another card.\n2. Mark the stored card as expired.\n"
#define BUNDLED_BY(service, number, title, message, trace)                                     \
  "## 0" number ". " title "\n---\nservice: " service "\nerror_message: " message              \
  "\n---\n### Incident Summary\n[WARN] 2026-01-01T00:00:0" number ".000Z " service             \
  "/v1 [" trace "]: " message                                                                  \
  "\n\n### Root Cause\nThe issuer refused it.\n\n### Action Items\n1. Ask the customer.\n"     \
  "2. Ask the issuer.\n\n---\n\n"
#define BUNDLED(number, title, message, trace)                                                 \
  BUNDLED_BY("pay-api", number, title, message, trace)

static const struct lint_rule rules[] = {
    {{.code = "KBC0600",
      .name = "duplicate-identity",
      .level = LEVEL_ERROR,
      .summary = "two cases have the same identity",
      .why =
          "The identity is what a case's id is made of. Two cases with one id overwrite each "
          "other in the store, and which of them is found depends on the order of loading.",
      .bad =
          "=== kb/a.md\n" CASE_A "=== kb/b.md\n"
          "---\nservice: pay-api\nerror_message: card declined\n---\n# Pay - Card Declined\n\n"
          "## Incident Summary\n"
          "[WARN] 2026-01-01T00:00:05.000Z pay-api/v1 [e5f6a7b8]: card declined\n\n"
          "## Root Cause\nThe bank did not like it.\n\n"
          "## Action Items\n1. Call the bank.\n2. Try another card.\n",
      .good = "=== kb/a.md\n" CASE_A "=== kb/b.md\n" CASE_B},
     find_duplicate_identity},
    {{.code = "KBC0601",
      .name = "title-duplicate",
      .level = LEVEL_ERROR,
      .summary = "two cases in one place have the same title",
      .why = "Whoever looks for a case by its title finds two, and cannot tell which one is "
             "meant.",
      .bad = BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED("2", "Card Declined", "card expired", "e5f6a7b8"),
      .good = BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED("2", "Card Expired", "card expired", "e5f6a7b8")},
     find_title_duplicate},
    {{.code = "KBC0602",
      .name = "error-message-duplicate",
      .level = LEVEL_WARNING,
      .summary = "two cases have the same error message",
      .why =
          "A log line with that message belongs to both cases, so the router has to guess and "
          "the person on call reads the wrong one half of the time. Of one service it is "
          "pattern-ambiguous, an error.",
      .bad = BUNDLED_BY("pay-api", "1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED_BY("web-api", "2", "Card Refused", "card declined", "e5f6a7b8"),
      .good = BUNDLED_BY("pay-api", "1", "Card Declined", "card declined", "a1b2c3d4")
          BUNDLED_BY("web-api", "2", "Card Refused", "card refused", "e5f6a7b8")},
     find_message_duplicate},
    {{.code = "KBC0603",
      .name = "corpus-value-duplicate",
      .level = LEVEL_ERROR,
      .summary = "two cases share a value that the schema wants to be unique",
      .why = "The schema says that this value belongs to one case alone; whoever looks one up "
             "by it "
             "finds two.",
      .bad = "=== schema\nkbc: 1\nname: pages\nrecord:\n  unique: {frontmatter.page: corpus}\n"
             "frontmatter:\n  schema: {type: object, properties: {page: {type: string}}}\n"
             "=== kb/a.md\n---\npage: intro\n---\n# First\n\n## Text\nHello.\n"
             "=== kb/b.md\n---\npage: intro\n---\n# Second\n\n## Text\nHello.\n",
      .good = "=== schema\nkbc: 1\nname: pages\nrecord:\n  unique: {frontmatter.page: corpus}\n"
              "frontmatter:\n  schema: {type: object, properties: {page: {type: string}}}\n"
              "=== kb/a.md\n---\npage: intro\n---\n# First\n\n## Text\nHello.\n"
              "=== kb/b.md\n---\npage: usage\n---\n# Second\n\n## Text\nHello.\n"},
     find_value_duplicate},
};

const struct lint_family identity_family = {"identity", rules, sizeof rules / sizeof *rules};
