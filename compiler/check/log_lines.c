/* Finds the log lines of a section. */
#include "base/arena.h"
#include "check/checker.h"
#include "check/log_report.h"

/* What a section of log lines holds, as it is found. */
struct findings {
  bool is_lone; /* the section is one line of text */
  size_t fitting, broken;
  struct span prose; /* the first stretch that is no log line */
  struct span extra; /* the first line beyond the count */
};

/* Where the template begins with a field, the first one has to fit; but a line that stands
 * there alone can be meant as nothing else. Where nothing but the line belongs, one with a time
 * of its form is meant as that, whatever it begins with. */
static bool is_meant_as_log_line(struct checker *c, const struct section_rule *rule,
                                 struct span line, bool is_lone) {
  const struct log_template *template = rule->content.log;
  const struct log_part *first = &template->parts[0];
  if (rule->content.allow == 0 && first->kind == PART_LITERAL)
    return str_starts_with(span_text(line), first->literal) ||
           log_line_has_time(template, span_text(line));
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
    report_log_failure(c, rule->content.log, span, failure);
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
  const struct log_template *template = rule->content.log;
  bool has_prose = found->prose.source != NULL;
  bool is_wrapped = has_prose && log_line_has_time(template, span_text(found->prose));
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_LOG_MISSING],
               has_prose && rule->content.allow == 0 ? found->prose : section->heading,
               !has_prose    ? "\"%.*s\" lacks its log line"
               : !is_wrapped ? "\"%.*s\" holds text, but not the log line that belongs there"
                             : "\"%.*s\" lacks its log line: one in a list or a quote is none",
               STR_ARG(rule->title));
  diag_help(c->bag, diag, "quote the line as the machine prints it, alone on one line:  %.*s",
            STR_ARG(log_form_text(c, template, false)));
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
