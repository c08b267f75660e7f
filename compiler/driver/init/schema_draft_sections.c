/* The parts of a draft that are about bodies: sections, what they hold, and log lines. */
#include "base/arena.h"
#include "driver/init/schema_draft.h"
#include "driver/init/yaml_text.h"
#include "model/content.h"

/* ---- What a section holds ----------------------------------------------------------------
 */

enum { CONTENT_LINES = 8, FEW = 20 };

struct content_line {
  struct str text, note;
  bool is_rule;
};

/* The lines below "content:", which is a comment itself where all of them are. */
struct content {
  struct arena *a;
  const struct survey_section *section;
  bool is_certain; /* there is enough of the section to make a rule of what all have */
  struct content_line lines[CONTENT_LINES];
  size_t count;
};

static void add_line(struct content *content, bool is_rule, struct str text, struct str note) {
  content->lines[content->count++] =
      (struct content_line){text, note, is_rule && content->is_certain};
}

static size_t filled(const struct survey_section *section) {
  return section->occurrences - section->empty;
}

static struct str count_note(struct content *content, size_t n) {
  return arena_printf(content->a, "%zu of %zu", n, filled(content->section));
}

static void add_allow(struct content *content) {
  const struct survey_section *section = content->section;
  if (section->kinds == 0 || section->kinds == CONTENT_ANY ||
      !share_is_habit(section->only_kinds, filled(section)))
    return;
  struct str list = {NULL, 0};
  for (size_t i = 0; i < CONTENT_KINDS; i++) {
    if (section->kinds & CONTENT_BIT(i))
      list = arena_printf(content->a, "%.*s%s%s", STR_ARG(list), list.n > 0 ? ", " : "",
                          content_words[i]);
  }
  add_line(content, share_is_rule(section->only_kinds, filled(section)),
           arena_printf(content->a, "allow: [%.*s]", STR_ARG(list)),
           count_note(content, section->only_kinds));
}

/* `which`: 0 for ordered lists, 1 for bullet lists. */
static void add_lists(struct content *content, size_t which) {
  static const enum content_kind kinds[] = {CONTENT_ORDERED_LIST, CONTENT_LIST};
  const struct survey_section *section = content->section;
  size_t count = section->kind_counts[kinds[which]], all = filled(section);
  if (!share_is_habit(count, all))
    return;
  bool is_one = share_is_rule(section->one_list[which], all);
  bool is_numbered = which == 0 && share_is_rule(section->sequential, count);
  add_line(content, share_is_rule(count, all),
           arena_printf(content->a, "%s: {count: %s%s}", content_words[kinds[which]],
                        is_one ? "1" : "1..", is_numbered ? ", numbering: sequential" : ""),
           arena_printf(content->a, "%zu of %zu; %zu to %zu items", count, all,
                        section->items.min, section->items.max));
}

static void add_code(struct content *content) {
  size_t count = content->section->kind_counts[CONTENT_CODE], all = filled(content->section);
  if (share_is_habit(count, all))
    add_line(content, share_is_rule(count, all), STR("code: {count: 1..}"),
             count_note(content, count));
}

static void add_chars(struct content *content) {
  const struct survey_extent *chars = &content->section->chars;
  if (chars->max > 0)
    add_line(content, false,
             arena_printf(content->a, "chars: %zu..%zu", chars->min, chars->max),
             STR("the shortest and the longest"));
}

/* Nothing but log lines, or log lines among other text. */
static void add_log(struct draft *draft, struct content *content) {
  const struct survey_section *section = content->section;
  const struct survey_log *log = &draft->survey->log;
  size_t explained = draft->plan->is_tried ? draft->plan->explained_lines : log->explained;
  bool is_rule = share_is_rule(section->log_units, section->units) &&
                 share_is_rule(log->explained, log->candidates);
  add_line(
      content, is_rule, STR("log: main"),
      is_rule && content->is_certain
          ? arena_printf(content->a, "explains %zu of %zu lines", explained, section->log_lines)
          : arena_printf(content->a, "%zu of %zu lines", log->explained, log->candidates));
  add_line(content, is_rule,
           arena_printf(content->a, "count: %s",
                        share_is_rule(section->one_log, filled(section)) ? "1" : "1.."),
           arena_printf(content->a, "%zu of %zu", section->log_units, section->units));
  if (!share_is_rule(section->only_log, filled(section)))
    add_allow(content);
}

static void add_content(struct draft *draft, const struct survey_section *section) {
  const struct survey *survey = draft->survey;
  bool is_certain = filled(section) >= FEW || share_is_rule(section->units, survey->unit_count);
  struct content content = {survey->a, section, is_certain, {{{NULL, 0}, {NULL, 0}, false}}, 0};
  if (survey->log.template.n > 0 && section == &survey->sections[survey->log.section]) {
    add_log(draft, &content);
  } else {
    add_allow(&content);
    add_lists(&content, 0);
    add_lists(&content, 1);
    add_code(&content);
    add_chars(&content);
  }
  bool is_open = false;
  for (size_t i = 0; i < content.count; i++)
    is_open = is_open || content.lines[i].is_rule;
  if (content.count > 0)
    buf_add_c(draft->out, is_open ? "      content:\n" : "      # content:\n");
  for (size_t i = 0; i < content.count; i++) {
    const struct content_line *line = &content.lines[i];
    draft_start(draft, is_open ? 8 : 6, line->is_rule);
    buf_printf(draft->out, "%s%.*s", is_open ? "" : "  ", STR_ARG(line->text));
    draft_note(draft, "%.*s", STR_ARG(line->note));
  }
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
  buf_add_c(draft->out, "- id: ");
  yaml_add_text(draft->out, section->id);
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
    draft_start(draft, 6, true);
    buf_add_c(draft->out, "repeated: true");
    draft_note(draft, "%zu of %zu have it more than once", section->repeated, section->units);
  }
  if (!share_is_rule(filled(section), section->occurrences)) {
    draft_start(draft, 6, true);
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
  yaml_add_text(out, field->name);
  buf_add_c(out, ": {");
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
