/* Rules about the log lines of a knowledge base: what must be one line's own, what must go
 * forward. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "model/kb.h"
#include "model/timestamp.h"

static void find_trace_duplicate(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->set_count; i++) {
    const struct kb_group_set *set = &l->kb->sets[i];
    for (size_t j = 0; set->kind == GROUP_LOG_FIELD && j < set->group_count; j++) {
      const struct kb_group *group = &set->groups[j];
      for (size_t k = 1; k < group->count; k++) {
        const struct kb_case *first = l->kb->cases[group->cases[0]];
        if (str_equal(first->identity, l->kb->cases[group->cases[k]]->identity) &&
            group->cases[0] != group->cases[k])
          continue;
        struct diag *diag =
            diag_add(l->bag, row, group->spans[k], "another log line has the same %.*s",
                     STR_ARG(set->field->name));
        diag_relate(l->bag, diag, group->spans[0], "the first one");
      }
    }
  }
}

/* The latest time so far and where it stands. */
struct clock {
  const struct linter *l;
  const struct rule *row;
  size_t field;
  int64_t latest;
  struct span span;
};

/* A line that goes back does not move the latest time, so that one mistake is one finding. */
static void check_time(struct clock *clock, const struct log_line *line) {
  const struct log_field *field = &line->template->fields[clock->field];
  struct span span = line->fields[clock->field];
  size_t length = 0;
  int64_t time = 0;
  if (!span.source ||
      timestamp_parse(field->format, span_text(span), &length, &time) != TIMESTAMP_OK)
    return;
  if (clock->span.source && time < clock->latest) {
    struct diag *diag =
        diag_add(clock->l->bag, clock->row, span,
                 "this %.*s lies before that of an earlier log line", STR_ARG(field->name));
    diag_relate(clock->l->bag, diag, clock->span, "the earlier line");
    return;
  }
  clock->latest = time;
  clock->span = span;
}

static void check_order(const struct linter *l, const struct rule *row,
                        const struct log_template *template, size_t field) {
  struct clock clock = {l, row, field, 0, {0}};
  struct str path = {NULL, 0};
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct kb_case *kb_case = l->kb->cases[i];
    struct str its_path = kb_case->doc->piece->source->path;
    if (template->fields[field].increasing == SCOPE_FILE && !str_equal(path, its_path))
      clock.span.source = NULL;
    path = its_path;
    for (size_t j = 0; j < kb_case->log_line_count; j++) {
      if (kb_case->log_lines[j].template == template)
        check_time(&clock, &kb_case->log_lines[j]);
    }
  }
}

static void find_timestamp_order(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      if (schema->logs[i].fields[j].increasing != SCOPE_NONE)
        check_order(l, row, &schema->logs[i], j);
    }
  }
}

#define BUNDLED(number, message, second, trace)                                                \
  "## 0" number ". Pay - " message "\n---\nservice: pay-api\nerror_message: " message          \
  "\n---\n### Incident Summary\n[WARN] 2026-01-01T00:00:0" second ".000Z pay-api/v1 [" trace   \
  "]: " message "\n\n### Root Cause\nThe issuer refused it.\n\n### Action Items\n"             \
  "1. Ask the customer.\n2. Ask the issuer.\n\n---\n\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0700",
      .name = "trace-id-duplicate",
      .level = LEVEL_WARNING,
      .summary = "two log lines share a value that should be one line's own",
      .why = "A trace id that stands in two lines was copied with its line: one of the cases "
             "quotes "
             "a log line that was never printed.",
      .bad = BUNDLED("1", "card declined", "1", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "a1b2c3d4"),
      .good = BUNDLED("1", "card declined", "1", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "e5f6a7b8")},
     find_trace_duplicate},
    {{.code = "KBC0701",
      .name = "timestamp-order",
      .level = LEVEL_WARNING,
      .summary = "a log line lies before one that stands above it",
      .why =
          "In a file whose lines go forward in time, one that goes back was mistyped or put in "
          "the wrong place; sample logs that are made of it go back in time, too.",
      .bad = BUNDLED("1", "card declined", "5", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "e5f6a7b8"),
      .good = BUNDLED("1", "card declined", "1", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "e5f6a7b8")},
     find_timestamp_order},
};

const struct lint_family logs_family = {"logs", rules, sizeof rules / sizeof *rules};
