/* Rules about log lines in a row: what must be one line's own, what must go forward. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "model/kb.h"
#include "model/timestamp.h"

void find_trace_duplicate(const struct linter *l, const struct rule *row) {
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

void find_timestamp_order(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      if (schema->logs[i].fields[j].increasing != SCOPE_NONE)
        check_order(l, row, &schema->logs[i], j);
    }
  }
}
