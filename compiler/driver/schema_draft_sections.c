/* The parts of a draft that are about bodies: sections, what they hold, and log lines. */
#include "driver/schema_draft.h"
#include "driver/yaml_text.h"
#include "model/content.h"

/* ---- What a section holds ----------------------------------------------------------------
 */

/* The head "content:" stands before the first line of it, and as a comment where all are. */
struct content {
  struct draft *draft;
  bool is_open;
};

static void start_content(struct content *content, bool is_rule) {
  if (is_rule && !content->is_open)
    buf_add_c(content->draft->out, "      content:\n");
  content->is_open = content->is_open || is_rule;
  draft_start(content->draft, content->is_open ? 8 : 6, is_rule);
  if (!content->is_open)
    buf_add_c(content->draft->out, "content: {");
}

static void close_content(struct content *content) {
  if (!content->is_open)
    buf_add_char(content->draft->out, '}');
}

static size_t filled(const struct survey_section *section) {
  return section->occurrences - section->empty;
}

static void add_kinds(struct buf *out, const struct survey_section *section) {
  buf_add_c(out, "allow: [");
  bool is_first = true;
  for (size_t i = 0; i < CONTENT_KINDS; i++) {
    if (!(section->kinds & CONTENT_BIT(i)))
      continue;
    buf_printf(out, "%s%s", is_first ? "" : ", ", content_words[i]);
    is_first = false;
  }
  buf_add_char(out, ']');
}

static void add_allow(struct content *content, const struct survey_section *section) {
  if (section->kinds == 0 || section->kinds == CONTENT_ANY ||
      !share_is_habit(section->only_kinds, filled(section)))
    return;
  start_content(content, share_is_rule(section->only_kinds, filled(section)));
  add_kinds(content->draft->out, section);
  close_content(content);
  draft_note(content->draft, "%zu of %zu", section->only_kinds, filled(section));
}

/* `which`: 0 for ordered lists, 1 for bullet lists. */
static void add_lists(struct content *content, const struct survey_section *section,
                      size_t which) {
  static const enum content_kind kinds[] = {CONTENT_ORDERED_LIST, CONTENT_LIST};
  size_t count = section->kind_counts[kinds[which]], all = filled(section);
  if (!share_is_habit(count, all))
    return;
  bool is_one = share_is_rule(section->one_list[which], all);
  start_content(content, share_is_rule(count, all));
  struct buf *out = content->draft->out;
  buf_printf(out, "%s: {count: %s", content_words[kinds[which]], is_one ? "1" : "1..");
  if (which == 0 && share_is_rule(section->sequential, count))
    buf_add_c(out, ", numbering: sequential");
  buf_add_char(out, '}');
  close_content(content);
  draft_note(content->draft, "%zu of %zu; %zu to %zu items", count, all, section->items.min,
             section->items.max);
}

static void add_code(struct content *content, const struct survey_section *section) {
  size_t count = section->kind_counts[CONTENT_CODE], all = filled(section);
  if (!share_is_habit(count, all))
    return;
  start_content(content, KNOWS_CODE_COUNT && share_is_rule(count, all));
  buf_add_c(content->draft->out, "code: {count: 1..}");
  close_content(content);
  draft_note(content->draft, "%zu of %zu", count, all);
}

static void add_chars(struct content *content, const struct survey_section *section) {
  if (section->chars.max == 0)
    return;
  start_content(content, false);
  buf_printf(content->draft->out, "chars: %zu..%zu", section->chars.min, section->chars.max);
  close_content(content);
  draft_note(content->draft, "the shortest and the longest");
}

/* Nothing but log lines, or log lines among other text. */
static void add_log(struct content *content, const struct survey_section *section) {
  const struct survey_log *log = &content->draft->survey->log;
  const struct draft_plan *plan = content->draft->plan;
  size_t all = filled(section);
  bool is_rule = share_is_rule(section->log_units, section->units) &&
                 share_is_rule(log->explained, log->candidates);
  bool is_alone = share_is_rule(section->only_log, all);
  start_content(content, is_rule);
  buf_add_c(content->draft->out, is_rule ? "log: main" : "log: main, ");
  if (is_rule) {
    size_t explained = plan->is_tried ? plan->explained_lines : log->explained;
    draft_note(content->draft, "explains %zu of %zu lines", explained, section->log_lines);
    draft_start(content->draft, 8, true);
  }
  buf_printf(content->draft->out, "count: %s",
             share_is_rule(section->one_log, all) ? "1" : "1..");
  close_content(content);
  draft_note(content->draft, "%zu of %zu", section->log_units, section->units);
  if (!is_alone)
    add_allow(content, section);
}

static void add_content(struct draft *draft, const struct survey_section *section) {
  struct content content = {draft, false};
  const struct survey_log *log = &draft->survey->log;
  bool has_log = log->template.n > 0 && section == &draft->survey->sections[log->section];
  if (has_log) {
    add_log(&content, section);
    return;
  }
  add_allow(&content, section);
  add_lists(&content, section, 0);
  add_lists(&content, section, 1);
  add_code(&content, section);
  add_chars(&content, section);
}

/* ---- Sections ----------------------------------------------------------------------------
 */

static void add_aliases(struct draft *draft, const struct survey_section *section) {
  if (section->alias_count == 0)
    return;
  draft_start(draft, 6, true);
  buf_add_c(draft->out, "aliases: [");
  for (size_t i = 0; i < section->alias_count; i++) {
    buf_add_c(draft->out, i > 0 ? ", " : "");
    yaml_add_text(draft->out, section->aliases[i]);
  }
  buf_add_char(draft->out, ']');
  draft_end(draft);
}

static void add_section(struct draft *draft, const struct survey_section *section) {
  const struct survey *survey = draft->survey;
  draft_start(draft, 4, true);
  buf_printf(draft->out, "- id: %.*s", STR_ARG(section->id));
  draft_end(draft);
  draft_start(draft, 6, true);
  buf_add_c(draft->out, "title: ");
  yaml_add_text(draft->out, section->title);
  draft_share(draft, section->units, survey->unit_count);
  add_aliases(draft, section);
  if (!share_is_rule(section->units, survey->unit_count)) {
    draft_start(draft, 6, true);
    buf_add_c(draft->out, "required: false");
    draft_end(draft);
  }
  if (!share_is_rule(section->units - section->repeated, section->units)) {
    draft_start(draft, 6, KNOWS_REPEATED);
    buf_add_c(draft->out, "repeated: true");
    draft_note(draft, "%zu of %zu have it more than once", section->repeated, section->units);
  }
  if (!share_is_rule(filled(section), section->occurrences)) {
    draft_start(draft, 6, KNOWS_EMPTY);
    buf_add_c(draft->out, "empty: allow");
    draft_note(draft, "%zu of %zu are empty", section->empty, section->occurrences);
  }
  add_content(draft, section);
}

/* A line of which the strict form is a rule, or a comment behind the lenient one. */
static void add_choice(struct draft *draft, const char *key, const char *strict,
                       const char *lenient, size_t count, const char *what) {
  size_t all = draft->survey->unit_count;
  bool is_rule = share_is_rule(count, all);
  if (!is_rule) {
    draft_start(draft, 2, true);
    buf_printf(draft->out, "%s: %s", key, lenient);
    draft_end(draft);
  }
  draft_start(draft, 2, is_rule);
  buf_printf(draft->out, "%s: %s", key, strict);
  draft_share_of(draft, count, all, what);
}

void draft_sections(struct draft *draft) {
  const struct survey *survey = draft->survey;
  buf_add_c(draft->out, "\nsections:\n");
  if (survey->section_count == 0) {
    draft_start(draft, 2, true);
    buf_add_c(draft->out, "additional: true");
    draft_note(draft, "no section returns in several %s", survey_noun(survey, 2));
    return;
  }
  add_choice(draft, "order", "strict", "any", survey->ordered_count, "have it");
  add_choice(draft, "additional", "false", "true", survey->closed_count, "have no other");
  add_choice(draft, "preamble", "forbid", "allow", survey->no_preamble_count, "have none");
  buf_add_c(draft->out, "  list:\n");
  for (size_t i = 0; i < survey->section_count; i++)
    add_section(draft, &survey->sections[i]);
}

/* ---- Log lines ---------------------------------------------------------------------------
 */

static void add_field(struct draft *draft, const struct survey_field *field) {
  struct buf *out = draft->out;
  draft_start(draft, 6, true);
  buf_printf(out, "%.*s: {", STR_ARG(field->name));
  if (field->type == FIELD_TIMESTAMP) {
    buf_add_c(out, "type: timestamp, format: ");
    yaml_add_text(out, field->format);
  } else if (field->type == FIELD_MAP) {
    buf_add_c(out, "type: map, open: '{', close: '}', pair: ");
    yaml_add_text(out, field->pair);
    buf_add_c(out, ", join: ");
    yaml_add_text(out, field->join);
  } else if (field->type == FIELD_ENUM) {
    buf_add_c(out, "enum: [");
    for (size_t i = 0; i < field->value_count; i++) {
      buf_add_c(out, i > 0 ? ", " : "");
      yaml_add_text(out, field->values[i]);
    }
    buf_add_char(out, ']');
  } else {
    buf_add_c(out, "pattern: ");
    yaml_add_text(out, field->pattern);
  }
  if (field->is_unique)
    buf_add_c(out, ", unique: corpus");
  struct str key = field->equals.n > 0 ? field->equals : field->contains;
  struct buf name = {0};
  buf_printf(&name, "frontmatter.%.*s", STR_ARG(key));
  if (key.n > 0) {
    buf_add_c(out, field->equals.n > 0 ? ", equals: " : ", contains: ");
    yaml_add_text(out, buf_str(&name));
  }
  buf_free(&name);
  buf_add_char(out, '}');
  if (key.n > 0)
    draft_note(draft, "%zu of %zu lines", field->relation_count, draft->survey->log.explained);
  else
    draft_end(draft);
}

void draft_logs(struct draft *draft) {
  const struct survey_log *log = &draft->survey->log;
  if (log->template.n == 0)
    return;
  buf_add_c(draft->out, "\nlogs:\n  main:\n");
  draft_start(draft, 4, true);
  buf_add_c(draft->out, "template: ");
  yaml_add_text(draft->out, log->template);
  draft_note(draft, "%zu of %zu lines begin so", log->explained, log->candidates);
  buf_add_c(draft->out, "    fields:\n");
  for (size_t i = 0; i < log->field_count; i++)
    add_field(draft, &log->fields[i]);
}
