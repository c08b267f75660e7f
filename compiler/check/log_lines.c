/* Finds the log lines of a section, and explains those that do not fit their template. */
#include "base/arena.h"
#include "base/suggest.h"
#include "check/checker.h"
#include "check/log_line.h"

#include <stdint.h>

/* What a section of log lines holds, as it is found. */
struct findings {
  bool is_lone; /* the section is one line of text */
  size_t fitting, broken;
  struct span prose; /* the first stretch that is no log line */
  struct span extra; /* the first line beyond the count */
};

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

static void suggest_value(struct checker *c, struct diag *diag, const struct log_field *field,
                          struct str text) {
  size_t near = suggest(c->scratch, text, field->values, field->value_count);
  if (near != STR_NONE)
    diag_label(c->bag, diag, "did you mean %.*s?", STR_ARG(field->values[near]));
}

static struct str quoted_or_nothing(struct checker *c, struct span span) {
  if (span.n == 0)
    return STR("nothing stands there");
  struct str text = span_text(span);
  if (text.n <= 60)
    return arena_printf(c->scratch, "\"%.*s\" stands there", STR_ARG(text));
  return STR("this stands there");
}

static void report_field(struct checker *c, const struct log_template *template,
                         struct log_failure failure) {
  const struct log_field *field = &template->fields[failure.field];
  struct str there = quoted_or_nothing(c, failure.span);
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_FIELD], failure.span,
               "the field \"%.*s\" of this log line should be %.*s, but %.*s",
               STR_ARG(field->name), STR_ARG(expected_text(c, field)), STR_ARG(there));
  suggest_value(c, diag, field, span_text(failure.span));
  if (field->span.source)
    diag_relate(c->bag, diag, field->span, "the field in the schema");
}

static void report_map(struct checker *c, const struct log_template *template,
                       struct log_failure failure) {
  const struct log_field *field = &template->fields[failure.field];
  const struct map_form *map = &field->map;
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_LOG_MAP], failure.span,
                               "the field \"%.*s\" of this log line is malformed from here on",
                               STR_ARG(field->name));
  diag_help(c->bag, diag, "it is written  %.*s%.*skey%.*svalue%.*s%.*s…%.*s",
            STR_ARG(map->open), STR_ARG(map->before_key), STR_ARG(map->between),
            STR_ARG(map->behind_value), STR_ARG(map->join), STR_ARG(map->close));
}

static void report_form(struct checker *c, const struct log_template *template,
                        struct log_failure failure) {
  bool is_trailing = failure.kind == LOG_TRAILING;
  struct str there = quoted_or_nothing(c, failure.span);
  struct diag *diag = is_trailing
                          ? diag_add(c->bag, &check_rules[CHECK_LOG_FORM], failure.span,
                                     "the log line should end here, but %.*s", STR_ARG(there))
                          : diag_add(c->bag, &check_rules[CHECK_LOG_FORM], failure.span,
                                     "\"%.*s\" should stand here in the log line, but %.*s",
                                     STR_ARG(failure.expected), STR_ARG(there));
  diag_help(c->bag, diag, "a line of this kind is written  %.*s", STR_ARG(template->text));
}

static void report_endless(struct checker *c, const struct log_template *template,
                           struct log_failure failure) {
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_FORM], failure.span,
               "nothing ends the field \"%.*s\" of this log line: \"%.*s\" should "
               "stand behind it",
               STR_ARG(template->fields[failure.field].name), STR_ARG(failure.expected));
  diag_help(c->bag, diag, "a line of this kind is written  %.*s", STR_ARG(template->text));
}

static void report_failure(struct checker *c, const struct log_template *template,
                           struct log_failure failure) {
  switch (failure.kind) {
  case LOG_FITS:
    return;
  case LOG_LITERAL:
  case LOG_TRAILING:
    report_form(c, template, failure);
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
    diag_add(c->bag, &check_rules[CHECK_LOG_TIMESTAMP], failure.span, "there is no such time");
    return;
  case LOG_LIMIT:
    diag_add(c->bag, &check_rules[CHECK_LOG_FIELD], failure.span,
             "matching the field \"%.*s\" here takes its pattern too long",
             STR_ARG(template->fields[failure.field].name));
    return;
  }
}

/* Where the template begins with a field, the first one has to fit; but a line that stands
 * there alone can be meant as nothing else. */
static bool is_meant_as_log_line(struct checker *c, const struct section_rule *rule,
                                 struct span line, bool is_lone) {
  const struct log_template *template = rule->content.log;
  const struct log_part *first = &template->parts[0];
  if (rule->content.allow == 0 && first->kind == PART_LITERAL)
    return str_starts_with(span_text(line), first->literal);
  return (rule->content.allow == 0 && is_lone) || log_line_begins(c->scratch, template, line) ||
         (rule->content.allow == 0 && log_line_resembles(c->scratch, template, line));
}

static bool is_lone_line(const struct kb_section *section) {
  return section->block_count == 1 && section->blocks[0].kind == BLOCK_PARAGRAPH &&
         str_find_char(section->text, '\n', 0) == STR_NONE;
}

static void take_line(struct checker *c, const struct section_rule *rule, struct span span,
                      struct findings *found) {
  if (!is_meant_as_log_line(c, rule, span, found->is_lone)) {
    if (!found->prose.source)
      found->prose = span;
    return;
  }
  struct log_line line;
  struct log_failure failure = log_line_parse(c->a, c->scratch, rule->content.log, span, &line);
  if (failure.kind != LOG_FITS) {
    found->broken++;
    report_failure(c, rule->content.log, failure);
    return;
  }
  if (found->fitting++ == rule->content.log_count.max)
    found->extra = span;
  struct kb_case *kb_case = c->kb_case;
  kb_case->log_lines =
      arena_grow(c->a, kb_case->log_lines, kb_case->log_line_count, sizeof line);
  kb_case->log_lines[kb_case->log_line_count++] = line;
}

static void take_block(struct checker *c, const struct section_rule *rule,
                       const struct block *block, struct findings *found) {
  bool is_text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_CODE ||
                 block->kind == BLOCK_REFERENCE;
  if (!is_text) {
    bool counts = block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK;
    if (counts && !found->prose.source)
      found->prose = block->span;
    return;
  }
  struct str rest = span_text(block->inner), line;
  while (str_next_line(&rest, &line)) {
    line = str_trim(line);
    if (line.n > 0)
      take_line(c, rule, span_of_text(block->inner.source, line), found);
  }
}

static void report_missing(struct checker *c, const struct section_rule *rule,
                           const struct kb_section *section, const struct findings *found) {
  bool has_prose = found->prose.source != NULL;
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_MISSING],
               has_prose && rule->content.allow == 0 ? found->prose : section->heading,
               has_prose ? "\"%.*s\" holds text, but not the log line that belongs there"
                         : "\"%.*s\" lacks its log line",
               STR_ARG(rule->title));
  diag_help(c->bag, diag, "quote the line as the machine prints it, alone on one line:  %.*s",
            STR_ARG(rule->content.log->text));
}

void check_log_lines(struct checker *c, struct kb_section *section) {
  const struct section_rule *rule = section->rule;
  struct findings found = {.is_lone = is_lone_line(section)};
  for (size_t i = 0; i < section->block_count; i++)
    take_block(c, rule, &section->blocks[i], &found);
  if (found.fitting + found.broken < rule->content.log_count.min) {
    report_missing(c, rule, section, &found);
    return;
  }
  if (found.extra.source) {
    struct diag *diag =
        diag_add(c->bag, &check_rules[CHECK_LOG_COUNT], found.extra,
                 "\"%.*s\" holds %zu log lines; %zu is the most", STR_ARG(rule->title),
                 found.fitting, rule->content.log_count.max);
    diag_help(c->bag, diag, "keep the line that names the problem");
  }
  if (rule->content.allow == 0 && found.prose.source && found.broken == 0) {
    struct diag *diag =
        diag_add(c->bag, &check_rules[CHECK_CONTENT_KIND], found.prose,
                 "\"%.*s\" holds the log line and nothing else", STR_ARG(rule->title));
    diag_help(c->bag, diag, "move this text into another section");
  }
}
