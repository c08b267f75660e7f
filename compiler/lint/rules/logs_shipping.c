/* Rules about what becomes of a log line on its way to whoever looks for its case. */
#include "base/arena.h"
#include "base/pattern.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "model/kb.h"

/* The first choice that the line does not meet, or STR_NONE. */
static size_t missed_choice(const struct line_filter *filter, const struct log_line *line) {
  for (size_t i = 0; i < filter->choice_count; i++) {
    const struct field_choice *choice = &filter->choices[i];
    struct str text = log_line_text(line, choice->field);
    size_t at = 0;
    while (at < choice->value_count && !str_equal(choice->values[at], text))
      at++;
    if (at == choice->value_count)
      return i;
  }
  return STR_NONE;
}

/* A pattern that takes too long has said nothing. */
static bool is_passed(const struct line_filter *filter, const struct log_line *line,
                      struct arena *a) {
  if (!filter->is_asked)
    return true;
  if (filter->pattern)
    return pattern_match(filter->pattern, span_text(line->span), a, NULL, 0) != PATTERN_MISS;
  return missed_choice(filter, line) == STR_NONE;
}

static const struct line_filter *forwarded_of(const struct log_template *template) {
  return &template->forwarded;
}

static const struct line_filter *starts_of(const struct log_template *template) {
  return &template->starts;
}

/* The first log line of a case none of whose lines passes, or NULL. */
static const struct log_line *
stopped_line(const struct linter *l, const struct kb_case *kb_case,
             const struct line_filter *(*filter_of)(const struct log_template *)) {
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    if (is_passed(filter_of(line->template), line, l->a))
      return NULL;
  }
  return kb_case->log_line_count > 0 ? &kb_case->log_lines[0] : NULL;
}

/* Where the line says what stops it, and its name in a message. */
static struct span stop_span(const struct line_filter *filter, const struct log_line *line,
                             struct str *field) {
  size_t missed = filter->pattern ? STR_NONE : missed_choice(filter, line);
  *field = (struct str){NULL, 0};
  if (missed == STR_NONE)
    return line->span;
  size_t index = filter->choices[missed].field;
  *field = line->template->fields[index].name;
  return line->fields[index].source ? line->fields[index] : line->span;
}

static struct diag *report(const struct linter *l, const struct rule *row,
                           const struct line_filter *filter, const struct log_line *line,
                           const char *what) {
  struct str field;
  struct span span = stop_span(filter, line, &field);
  if (field.n == 0)
    return diag_add(l->bag, row, span, "a line like this %s: the pattern does not match it",
                    what);
  if (span.offset == line->span.offset && span.n == line->span.n)
    return diag_add(l->bag, row, span, "a line without %.*s %s", STR_ARG(field), what);
  return diag_add(l->bag, row, span, "a line with \"%.*s\" as its %.*s %s",
                  STR_ARG(log_quote(l, span_text(span))), STR_ARG(field), what);
}

void find_log_not_forwarded(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct log_line *line = stopped_line(l, l->kb->cases[i], forwarded_of);
    if (!line)
      continue;
    const struct line_filter *filter = &line->template->forwarded;
    struct diag *diag = report(l, row, filter, line, "is never forwarded");
    diag_relate(l->bag, diag, filter->span, "what is forwarded");
    diag_help(
        l->bag, diag,
        "no line that arrives can belong to this case: let the router pass it on, and say "
        "so in the schema, or take the line that it does pass on");
  }
}

void find_log_joins_record(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct log_line *line = stopped_line(l, l->kb->cases[i], starts_of);
    if (!line)
      continue;
    const struct line_filter *filter = &line->template->starts;
    struct diag *diag = report(l, row, filter, line, "begins no record");
    diag_relate(l->bag, diag, filter->span, "what begins a record");
    diag_help(
        l->bag, diag,
        "the shipper takes it for a part of the line before: add it to the multiline rule, "
        "and to multiline.start in the schema");
  }
}
