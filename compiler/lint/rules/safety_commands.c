/* Rules about steps that destroy something: is there a warning beside them? */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/command.h"
#include "lint/rules/families.h"
#include "lint/text.h"
#include "lint/words.h"
#include "model/kb.h"
#include "model/rule_options.h"

enum { COMMANDS, HARMLESS, WARNINGS, SECTIONS };

static const struct rule_option options[] = {
    [COMMANDS] =
        {"commands", RULE_OPTION_TEXTS,
         "[rm -r, rm -R, rm --recursive, rmdir /s, mkfs, wipefs, shred -u, dd of=, "
         "DROP TABLE, DROP DATABASE, DROP SCHEMA, drop table, drop database, "
         "drop schema, TRUNCATE, truncate table, FLUSHALL, FLUSHDB, flushall, flushdb, "
         "kubectl delete, helm uninstall, helm delete, terraform destroy, "
         "pulumi destroy, git push --force, git push -f, git reset --hard, "
         "git clean -f, docker system prune, docker volume rm, docker volume prune, "
         "aws s3 rb, aws s3 rm, aws s3api delete-bucket, gcloud projects delete, "
         "az group delete, kafka-topics.sh --delete]",
         "words of a command; options and operands may stand between; case counts", NULL},
    [HARMLESS] = {"harmless", RULE_OPTION_TEXTS, "[git rm]",
                  "commands that hold the words of one, and are none", NULL},
    [WARNINGS] =
        {"warnings", RULE_OPTION_TEXTS,
         "[warning, caution, danger, dangerous, careful, carefully, destructive, "
         "irreversible, cannot be undone, data loss, lose, lost, backup, backups, "
         "back up, snapshot, dry run, '--dry-run', never, do not, \"don't\", forbidden, "
         "approval]",
         "what warns of it, in the same step or paragraph, or the one before; case "
         "does not count",
         NULL},
    [SECTIONS] = {"sections", RULE_OPTION_TEXTS, "[]",
                  "ids of the sections whose steps are looked at; of all if there is none",
                  NULL},
    {0},
};

struct command_search {
  const struct linter *l;
  const struct rule *row;
  struct command_set set, harmless;
  const struct word_set *warnings;
  const struct option_value *sections;
};

/* ---- Is there a warning? ---- */

/* What is found on the way to a block: the one before it, and the item that it is in. */
struct neighbours {
  struct span before, around;
  bool is_found;
};

static bool holds_offset(struct span span, size_t offset) {
  return span.offset <= offset && offset < span.offset + span.n;
}

/* Nests as deep as the limits of bodies let it. */
static void look_around(struct neighbours *n, const struct block *blocks, size_t count,
                        size_t offset) {
  for (size_t i = 0; i < count && !n->is_found; i++) {
    const struct block *block = &blocks[i];
    bool is_here = holds_offset(block->span, offset);
    if (is_here && (block->kind == BLOCK_ITEM || block->kind == BLOCK_QUOTE))
      n->around = block->span;
    if (block->child_count > 0) {
      look_around(n, block->children, block->child_count, offset);
    } else if (is_here) {
      n->is_found = true;
      if (n->around.n == 0 || !holds_offset(n->around, offset))
        n->around = block->span;
    } else if (block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK) {
      n->before = block->span;
    }
  }
}

static bool has_word(const struct word_set *words, struct span span) {
  struct word_hit hit;
  return span.n > 0 && word_set_next(words, span_text(span), 0, &hit);
}

static bool has_warning(const struct command_search *s, const struct kb_case *kb_case,
                        size_t offset) {
  struct neighbours n = {{NULL, 0, 0}, {NULL, 0, 0}, false};
  look_around(&n, kb_case->doc->blocks, kb_case->doc->block_count, offset);
  return has_word(s->warnings, n.before) || has_word(s->warnings, n.around);
}

/* ---- Is it a step? ---- */

static bool is_named(const struct command_search *s, struct str id) {
  for (size_t i = 0; i < s->sections->count; i++) {
    if (str_equal(s->sections->texts[i], id))
      return true;
  }
  return false;
}

/* Is the command at `from` a part of one that does no harm? */
static bool is_harmless(const struct command_search *s, struct str text, size_t from) {
  enum { FARTHEST = 64 };
  struct command_hit hit;
  for (size_t at = from > FARTHEST ? from - FARTHEST : 0;
       command_next(&s->harmless, text, at, &hit) && hit.from < from; at = hit.from + 1) {
    if (hit.to > from)
      return true;
  }
  return false;
}

/* Nests as deep as the schema's sections do. */
static bool is_in_named(const struct command_search *s, const struct kb_section *sections,
                        size_t count, size_t offset) {
  for (size_t i = 0; i < count; i++) {
    if (holds_offset(sections[i].span, offset))
      return is_named(s, sections[i].rule->id) ||
             is_in_named(s, sections[i].sections, sections[i].section_count, offset);
  }
  return false;
}

/* A quick look at the named sections as they stand in the source. */
static bool may_be_in(const struct command_search *s, const struct kb_section *sections,
                      size_t count) {
  struct command_hit hit;
  for (size_t i = 0; i < count; i++) {
    bool is_here = is_named(s, sections[i].rule->id)
                       ? command_next(&s->set, span_text(sections[i].span), 0, &hit)
                       : may_be_in(s, sections[i].sections, sections[i].section_count);
    if (is_here)
      return true;
  }
  return false;
}

static bool may_hold(const struct command_search *s, const struct kb_case *kb_case) {
  struct command_hit hit;
  return s->sections->count > 0
             ? may_be_in(s, kb_case->sections, kb_case->section_count)
             : command_next(&s->set, span_text(kb_case->doc->piece->body), 0, &hit);
}

static void look_for_commands(void *ctx, struct text *text) {
  const struct command_search *s = ctx;
  struct command_hit hit;
  if (text->kind != TEXT_PROSE && text->kind != TEXT_CODE)
    return;
  const struct kb_case *kb_case = text->kb_case;
  for (size_t at = 0; command_next(&s->set, text->bytes, at, &hit); at = hit.to) {
    struct span span = text_span(text, hit.from, hit.to);
    if (text_is_quoted(text, hit.from, INLINE_COMMENT | INLINE_ADDRESS) ||
        is_harmless(s, text->bytes, hit.from) ||
        (s->sections->count > 0 &&
         !is_in_named(s, kb_case->sections, kb_case->section_count, span.offset)) ||
        has_warning(s, kb_case, span.offset))
      continue;
    struct diag *diag =
        diag_add(s->l->bag, s->row, span, "\"%.*s\" stands here without a warning",
                 STR_ARG(s->set.commands[hit.command]));
    diag_help(s->l->bag, diag,
              "say beside it what is lost, and what must be sure or saved before");
  }
}

static void find_commands(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *commands = rule_option(schema, row, COMMANDS, RULE_OPTION_TEXTS);
  const struct option_value *warnings = rule_option(schema, row, WARNINGS, RULE_OPTION_TEXTS);
  const struct option_value *harmless = rule_option(schema, row, HARMLESS, RULE_OPTION_TEXTS);
  if (commands->count == 0)
    return;
  struct command_search s = {.l = l,
                             .row = row,
                             .set = command_set_of(l->a, commands->texts, commands->count),
                             .harmless = command_set_of(l->a, harmless->texts, harmless->count),
                             .warnings =
                                 word_set_new(l->a, warnings->texts, warnings->count, true),
                             .sections = rule_option(schema, row, SECTIONS, RULE_OPTION_TEXTS)};
  for (size_t i = 0; i < l->kb->case_count; i++) {
    if (may_hold(&s, l->kb->cases[i]))
      case_texts(l, l->kb->cases[i], look_for_commands, &s);
  }
}

/* ---- The rows ---- */

#define CASE(step)                                                                             \
  "---\nservice: pay-api\nerror_message: disk full\n---\n# Pay - Disk Full\n\n"                \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: disk full on "  \
  "the first node\n\n## Root Cause\nReceipts are kept for ever.\n\n## Action Items\n"          \
  "1. Look which folder grows.\n2. " step "\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC1408",
      .name = "destructive-command",
      .level = LEVEL_WARNING,
      .summary = "a command that destroys something stands without a warning beside it",
      .why = "At night steps are copied without a second look, and what this one takes away "
             "does not come back.",
      .bad = CASE("Run `rm -rf /var/lib/receipts/2024`."),
      .good = CASE("Run `rm -rf /var/lib/receipts/2024`. Caution: they are in no backup."),
      .options = options},
     find_commands},
};

const struct lint_family safety_commands_family = {"safety", rules,
                                                   sizeof rules / sizeof *rules};
