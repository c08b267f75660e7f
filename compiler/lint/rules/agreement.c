/* Rules about two places of one case that must say the same thing. */
#include "base/arena.h"
#include "base/unicode.h"
#include "diag/diag.h"
#include "lint/rules/families.h"
#include "model/kb.h"

/* The front matter value that a log field is compared with; NULL if the case has none. */
static const struct value *front_value(const struct kb_case *kb_case, struct str key) {
  const struct value *value = key.n > 0 ? value_get(kb_case->doc->front, key) : NULL;
  return value && value_is_textual(value) && value->text.n > 0 ? value : NULL;
}

static bool contains(const struct linter *l, struct str text, struct str what) {
  return str_find(unicode_nfc(l->a, text), unicode_nfc(l->a, what), 0) != STR_NONE;
}

/* Letters and digits alone, folded: what is left where case, punctuation and space do not
 * count. */
static struct str bare_text(struct arena *a, struct str text) {
  struct str folded = unicode_fold(a, text);
  char *bare = arena_alloc(a, folded.n);
  size_t n = 0;
  for (size_t i = 0; i < folded.n; i++) {
    char c = folded.p[i];
    if (is_alpha_char(c) || is_digit_char(c) || (unsigned char)c >= 0x80)
      bare[n++] = c;
  }
  return (struct str){bare, n};
}

/* The fields of the case's lines that must contain the value: in one of them is enough. */
static void check_contains(const struct linter *l, const struct rule *row,
                           const struct kb_case *kb_case, const struct log_template *template,
                           size_t field) {
  const struct value *value = front_value(kb_case, template->fields[field].contains);
  struct span first = {0};
  bool is_near = false;
  for (size_t i = 0; value && i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    if (line->template != template || !line->fields[field].source)
      continue;
    struct str text = span_text(line->fields[field]);
    if (contains(l, text, value->text))
      return;
    first = first.source ? first : line->fields[field];
    is_near =
        is_near || str_find(bare_text(l->a, text), bare_text(l->a, value->text), 0) != STR_NONE;
  }
  if (!first.source)
    return;
  struct diag *diag =
      diag_add(l->bag, row, value->span,
               is_near ? "this %.*s occurs in the case's own log line only with other case, "
                         "punctuation or spaces"
                       : "this %.*s does not occur in the case's own log line",
               STR_ARG(template->fields[field].contains));
  diag_relate(l->bag, diag, first, "the %.*s of the log line",
              STR_ARG(template->fields[field].name));
  diag_help(l->bag, diag, "use the words that the machine prints");
}

/* Was something said about the value itself? Then that it differs may be the same mistake. */
static bool is_reported(const struct linter *l, struct span span) {
  for (size_t i = 0; i < l->said->count; i++) {
    const struct diag *diag = &l->said->diags[i];
    if (diag->span.source == span.source && diag->span.offset == span.offset &&
        diag->level == LEVEL_ERROR)
      return true;
  }
  return false;
}

static void check_equals(const struct linter *l, const struct rule *row,
                         const struct kb_case *kb_case, const struct log_template *template,
                         size_t field) {
  const struct value *value = front_value(kb_case, template->fields[field].equals);
  for (size_t i = 0; value && i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    if (line->template != template || !line->fields[field].source ||
        str_equal(span_text(line->fields[field]), value->text) || value->is_reported ||
        is_reported(l, value->span))
      continue;
    struct diag *diag = diag_add(l->bag, row, line->fields[field],
                                 "the log line says \"%.*s\", the front matter \"%.*s\"",
                                 STR_ARG(span_text(line->fields[field])), STR_ARG(value->text));
    diag_relate(l->bag, diag, value->span, "the front matter's %.*s",
                STR_ARG(template->fields[field].equals));
  }
}

static void for_each_field(const struct linter *l, const struct rule *row,
                           void (*check)(const struct linter *, const struct rule *,
                                         const struct kb_case *, const struct log_template *,
                                         size_t)) {
  const struct schema *schema = l->kb->schema;
  for (size_t c = 0; c < l->kb->case_count; c++) {
    for (size_t i = 0; i < schema->log_count; i++) {
      for (size_t j = 0; j < schema->logs[i].field_count; j++)
        check(l, row, l->kb->cases[c], &schema->logs[i], j);
    }
  }
}

static void find_message_in_log(const struct linter *l, const struct rule *row) {
  for_each_field(l, row, check_contains);
}

static void find_log_service(const struct linter *l, const struct rule *row) {
  for_each_field(l, row, check_equals);
}

#define CASE(message, service)                                                                 \
  "---\nservice: pay-api\nerror_message: " message                                             \
  "\n---\n# Pay - Card Declined\n\n## Incident Summary\n[WARN] "                               \
  "2026-01-01T00:00:00.000Z " service "/v1 [a1b2c3d4]: card declined by issuer\n\n"            \
  "## Root Cause\nThe issuer refused the card.\n\n"                                            \
  "## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0800",
      .name = "error-message-in-log",
      .level = LEVEL_WARNING,
      .summary = "the error message does not occur in the case's own log line",
      .why =
          "A log router looks for the error message in what the machine prints. If it is not "
          "even in the line that the case quotes, no line will ever lead to this case.",
      .bad = CASE("payment was refused", "pay-api"),
      .good = CASE("card declined by issuer", "pay-api")},
     find_message_in_log},
    {{.code = "KBC0801",
      .name = "log-service",
      .level = LEVEL_ERROR,
      .summary =
          "a field of the log line differs from the front matter value that it must equal",
      .why =
          "The router files the line under one service and the case under another: they never "
          "meet.",
      .bad = CASE("card declined by issuer", "billing-api"),
      .good = CASE("card declined by issuer", "pay-api")},
     find_log_service},
};

const struct lint_family agreement_family = {"agreement", rules, sizeof rules / sizeof *rules};
