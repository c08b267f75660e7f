/* Says what is wrong with a log line that does not fit its template. */
#include "check/log_report.h"

#include "base/arena.h"
#include "base/odd.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "check/log_blame.h"
#include "model/timestamp.h"

enum { LONGEST_QUOTE = 60 }; /* code points of the line that a message repeats */

static struct str upper(struct arena *a, struct str text) {
  char *copy = arena_alloc(a, text.n);
  for (size_t i = 0; i < text.n; i++) {
    bool is_small = is_alpha_char(text.p[i]) && lower_char(text.p[i]) == text.p[i];
    copy[i] = (char)(is_small ? text.p[i] - 'a' + 'A' : text.p[i]);
  }
  return (struct str){copy, text.n};
}

static struct str lower(struct arena *a, struct str text) {
  char *copy = arena_alloc(a, text.n);
  for (size_t i = 0; i < text.n; i++)
    copy[i] = lower_char(text.p[i]);
  return (struct str){copy, text.n};
}

static struct str map_form_text(struct checker *c, const struct map_form *map) {
  return arena_printf(c->scratch, "%.*s%.*sKEY%.*sVALUE%.*s%.*s…%.*s", STR_ARG(map->open),
                      STR_ARG(map->before_key), STR_ARG(map->between),
                      STR_ARG(map->behind_value), STR_ARG(map->join), STR_ARG(map->close));
}

struct str log_form_text(struct checker *c, const struct log_template *template, bool whole) {
  struct str text = STR("");
  bool is_left_out = false;
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_OPEN || part->kind == PART_OPTIONAL_CLOSE) {
      is_left_out = !whole && part->kind == PART_OPTIONAL_OPEN;
      continue;
    }
    if (is_left_out)
      continue;
    struct str next = part->literal;
    if (part->kind == PART_FIELD) {
      const struct log_field *field = &template->fields[part->field];
      next = field->type == FIELD_MAP ? map_form_text(c, &field->map)
                                      : upper(c->scratch, field->name);
    }
    text = arena_printf(c->scratch, "%.*s%.*s", STR_ARG(text), STR_ARG(next));
  }
  return text;
}

static void help_form(struct checker *c, struct diag *diag, const struct log_template *template,
                      bool whole) {
  diag_help(c->bag, diag, "a line of this kind is written  %.*s",
            STR_ARG(log_form_text(c, template, whole)));
}

static struct str quoted_or_nothing(struct checker *c, struct span span) {
  if (span.n == 0)
    return STR("nothing stands there");
  struct str text = span_text(span);
  size_t n = utf8_offset(text, LONGEST_QUOTE);
  return arena_printf(c->scratch, "\"%.*s%s\" stands there", STR_ARG(str_slice(text, 0, n)),
                      n < text.n ? "…" : "");
}

/* A blank that is no space, a letter of another alphabet: no eye sees what is wrong. */
static void label_odd(struct checker *c, struct diag *diag, struct log_failure failure) {
  struct str odd = odd_words(c->scratch, span_text(failure.span));
  if (odd.n > 0 && diag->label.n == 0)
    diag_label(c->bag, diag, "%.*s", STR_ARG(odd));
  else if (odd.n > 0)
    diag_help(c->bag, diag, "%.*s", STR_ARG(odd));
}

/* ---- Fields ---- */

static const char *expected_type(const struct log_field *field) {
  static const char *const names[] = {"text", "a word of a list", "a timestamp", "a map"};
  return names[field->type];
}

/* What the schema wants there: the pattern, the values, the format. */
static struct str expected_text(struct checker *c, const struct log_field *field) {
  if (field->type == FIELD_TIMESTAMP)
    return arena_printf(c->scratch, "a time of the form %.*s", STR_ARG(field->format));
  if (field->type == FIELD_TEXT && field->pattern_text.n > 0)
    return arena_printf(c->scratch, "text that matches %.*s", STR_ARG(field->pattern_text));
  struct str list = str_from_c(field->value_count > 0 ? "one of " : expected_type(field));
  for (size_t i = 0; i < field->value_count; i++)
    list = arena_printf(c->scratch, "%.*s%s%.*s", STR_ARG(list), i > 0 ? ", " : "",
                        STR_ARG(field->values[i]));
  return list;
}

enum { SHORTEST_ABBREVIATION = 2 };

/* The value that begins with the word, or with which the word begins, case aside: ERR, WARNING.
 * STR_NONE if there is none, or more than one. */
static size_t abbreviated(struct arena *scratch, const struct log_field *field,
                          struct str word) {
  size_t found = STR_NONE;
  struct str big = upper(scratch, word);
  for (size_t i = 0; i < field->value_count && word.n >= SHORTEST_ABBREVIATION; i++) {
    struct str value = upper(scratch, field->values[i]);
    if (value.n < SHORTEST_ABBREVIATION ||
        !(str_starts_with(value, big) || str_starts_with(big, value)))
      continue;
    if (found != STR_NONE)
      return STR_NONE;
    found = i;
  }
  return found;
}

static void suggest_value(struct checker *c, struct diag *diag, const struct log_field *field,
                          struct str text) {
  size_t near = suggest(c->scratch, text, field->values, field->value_count);
  if (near == STR_NONE)
    near = abbreviated(c->scratch, field, text);
  if (near == STR_NONE)
    return;
  struct str value = field->values[near], big = upper(c->scratch, value);
  bool only_case = str_equal(upper(c->scratch, text), big);
  const char *how = !only_case              ? ""
                    : str_equal(value, big) ? " (in capitals)"
                                            : " (the case of letters counts)";
  diag_label(c->bag, diag, "did you mean %.*s?%s", STR_ARG(value), how);
}

/* A time in the format, to show what it looks like. */
static struct str example_time(struct checker *c, struct str format) {
  struct str text = STR("");
  for (size_t i = 0; i < format.n; i++) {
    struct str next = str_slice(format, i, i + 1);
    if (format.p[i] == '%' && i + 1 < format.n) {
      char spec = format.p[++i];
      next = spec == 'Y'   ? STR("2026")
             : spec == 'm' ? STR("01")
             : spec == 'd' ? STR("31")
             : spec == 'H' ? STR("23")
             : spec == 'M' ? STR("59")
             : spec == 'S' ? STR("08")
             : spec == 'z' ? STR("+00:00")
             : spec == '%' ? STR("%")
                           : str_slice(STR("123456789"), 0, (size_t)(spec - '0'));
      i += is_digit_char(spec);
    }
    text = arena_printf(c->scratch, "%.*s%.*s", STR_ARG(text), STR_ARG(next));
  }
  return text;
}

/* Four digits may be the half of anything. */
enum { SHORTEST_HEAD = 4 };

static void help_time(struct checker *c, struct diag *diag, const struct log_field *field,
                      struct str text) {
  size_t length = 0;
  int64_t time = 0;
  bool is_too_long = timestamp_parse(field->format, text, &length, &time) == TIMESTAMP_OK;
  struct str example = example_time(c, field->format), head = str_slice(text, 0, length);
  if (length <= SHORTEST_HEAD)
    diag_help(c->bag, diag, "a time is written as  %.*s", STR_ARG(example));
  else
    diag_help(c->bag, diag, "\"%.*s\" fits, but %s; a time is written as  %.*s", STR_ARG(head),
              length < text.n || is_too_long ? "what follows does not" : "a time goes on there",
              STR_ARG(example));
}

static void report_field(struct checker *c, const struct log_template *template,
                         struct log_failure failure) {
  const struct log_field *field = &template->fields[failure.field];
  struct str there = quoted_or_nothing(c, failure.span);
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_FIELD], failure.span,
               "the field \"%.*s\" of this log line should be %.*s, but %.*s",
               STR_ARG(field->name), STR_ARG(expected_text(c, field)), STR_ARG(there));
  struct str text = span_text(failure.span), bare = str_trim(text);
  if (bare.n < text.n && log_value_fits(c->scratch, field, bare))
    diag_label(c->bag, diag, "without the blanks it would fit");
  suggest_value(c, diag, field, text);
  struct str small = lower(c->scratch, text);
  if (field->type == FIELD_TEXT && !str_equal(small, text) &&
      log_value_fits(c->scratch, field, small))
    diag_label(c->bag, diag, "did you mean %.*s? (in small letters)", STR_ARG(small));
  if (field->type == FIELD_TIMESTAMP)
    help_time(c, diag, field, span_text(failure.span));
  label_odd(c, diag, failure);
  if (field->span.source)
    diag_relate(c->bag, diag, field->span, "the field in the schema");
}

static void report_time(struct checker *c, const struct log_template *template,
                        struct log_failure failure) {
  const struct log_field *field = &template->fields[failure.field];
  const char *part = timestamp_impossible_part(field->format, span_text(failure.span));
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_TIMESTAMP], failure.span,
               "the field \"%.*s\" of this log line is no time that exists: \"%.*s\"",
               STR_ARG(field->name), STR_ARG(span_text(failure.span)));
  if (part)
    diag_label(c->bag, diag, "there is no such %s", part);
}

/* ---- Maps ---- */

static struct str map_fault_text(struct checker *c, struct log_failure failure) {
  struct str there = quoted_or_nothing(c, failure.span), expected = failure.expected;
  switch (failure.fault) {
  case MAP_OPEN:
    return arena_printf(c->scratch, "it begins with \"%.*s\", but %.*s", STR_ARG(expected),
                        STR_ARG(there));
  case MAP_CLOSE:
    return arena_printf(c->scratch, "\"%.*s\" is missing at its end", STR_ARG(expected));
  case MAP_BEHIND:
    return arena_printf(c->scratch, "\"%.*s\" ends it, but \"%.*s\" stands behind that",
                        STR_ARG(expected), STR_ARG(span_text(failure.span)));
  case MAP_PAIR:
    return arena_printf(c->scratch,
                        "\"%.*s\" should stand between a key and its value, but %.*s",
                        STR_ARG(expected), STR_ARG(there));
  case MAP_KEY:
    return expected.n > 0
               ? arena_printf(c->scratch, "\"%.*s\" should stand before a key, but %.*s",
                              STR_ARG(expected), STR_ARG(there))
               : arena_printf(c->scratch,
                              "a key, without blanks beside it, should begin this "
                              "pair, but %.*s",
                              STR_ARG(there));
  case MAP_VALUE_END:
    return arena_printf(c->scratch, "\"%.*s\" should end this value, and stands nowhere",
                        STR_ARG(expected));
  case MAP_JOIN:
    return arena_printf(c->scratch, "\"%.*s\" should stand between two pairs, but %.*s",
                        STR_ARG(expected), STR_ARG(there));
  case MAP_JOIN_LAST:
    return arena_printf(c->scratch, "no pair stands behind the last \"%.*s\"",
                        STR_ARG(expected));
  }
  return STR("");
}

static void report_map(struct checker *c, const struct log_template *template,
                       struct log_failure failure) {
  const struct log_field *field = &template->fields[failure.field];
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_LOG_MAP], failure.span,
                               "the field \"%.*s\" of this log line is malformed: %.*s",
                               STR_ARG(field->name), STR_ARG(map_fault_text(c, failure)));
  diag_help(c->bag, diag, "it is written  %.*s", STR_ARG(map_form_text(c, &field->map)));
  if (failure.span.n > 0)
    label_odd(c, diag, failure);
}

/* ---- The line ---- */

/* "]:" at the end of a line, where "]: " should stand and more behind it. */
static struct str literal_there(struct checker *c, struct span line,
                                struct log_failure failure) {
  struct str there = str_trim(span_text(failure.span));
  bool is_last = failure.span.offset + failure.span.n >= line.offset + line.n;
  if (!is_last || there.n == 0 || !str_equal(there, str_trim_end(failure.expected)))
    return quoted_or_nothing(c, failure.span);
  return arena_printf(c->scratch, "the line ends with \"%.*s\"", STR_ARG(there));
}

static void report_literal(struct checker *c, const struct log_template *template,
                           struct span line, struct log_failure failure) {
  struct str behind = STR("");
  if (failure.field != STR_NONE)
    behind = arena_printf(c->scratch, ", behind the field \"%.*s\"",
                          STR_ARG(template->fields[failure.field].name));
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_LOG_FORM], failure.span,
                               "\"%.*s\" should stand here in the log line%.*s, but %.*s",
                               STR_ARG(failure.expected), STR_ARG(behind),
                               STR_ARG(literal_there(c, line, failure)));
  help_form(c, diag, template, true);
  size_t end = failure.span.offset + failure.span.n;
  if (end < line.offset + line.n && line.source->bytes.p[end] == '\t')
    failure.span.n++; /* a tab ends the word that is shown, and is what is wrong with it */
  label_odd(c, diag, failure);
}

static void report_trailing(struct checker *c, const struct log_template *template,
                            struct log_failure failure) {
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_LOG_FORM], failure.span,
                               "the log line should end here, but %.*s",
                               STR_ARG(quoted_or_nothing(c, failure.span)));
  help_form(c, diag, template, true);
}

static void report_endless(struct checker *c, const struct log_template *template,
                           struct log_failure failure) {
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_FORM], failure.span,
               "nothing ends the field \"%.*s\" of this log line: \"%.*s\" should "
               "stand behind it",
               STR_ARG(template->fields[failure.field].name), STR_ARG(failure.expected));
  help_form(c, diag, template, true);
}

void report_log_failure(struct checker *c, const struct log_template *template,
                        struct span line, struct log_failure failure) {
  failure = log_blame(c->scratch, template, line, failure);
  switch (failure.kind) {
  case LOG_FITS:
    return;
  case LOG_LITERAL:
    report_literal(c, template, line, failure);
    return;
  case LOG_TRAILING:
    report_trailing(c, template, failure);
    return;
  case LOG_ENDLESS:
    report_endless(c, template, failure);
    return;
  case LOG_FIELD:
    report_field(c, template, failure);
    return;
  case LOG_MAP:
    report_map(c, template, failure);
    return;
  case LOG_TIMESTAMP:
    report_time(c, template, failure);
    return;
  case LOG_LIMIT:
    diag_add(c->bag, &check_rules[CHECK_LOG_FIELD], failure.span,
             "matching the field \"%.*s\" here takes its pattern too long",
             STR_ARG(template->fields[failure.field].name));
    return;
  }
}
