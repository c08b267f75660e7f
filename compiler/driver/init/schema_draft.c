/* Writes a schema from a survey: the head of it, and how files fall into cases. */
#include "driver/init/schema_draft.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "driver/init/yaml_text.h"

#include <stdarg.h>
#include <stdio.h>

enum { COMMENT_COLUMN = 54 };

void draft_start(struct draft *draft, size_t indent, bool is_rule) {
  draft->line = draft->out->n;
  buf_add_repeat(draft->out, ' ', indent);
  if (!is_rule)
    buf_add_c(draft->out, "# ");
}

void draft_end(struct draft *draft) {
  buf_add_char(draft->out, '\n');
}

static size_t cells_of(struct str text) {
  size_t cells = 0;
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    cells += n > 0 ? unicode_width(c) : 1;
    at += n > 0 ? n : 1;
  }
  return cells;
}

/* Comments stand below each other behind their lines; that of a long line stands above it, and
 * stays one where whoever takes over a line that is a comment takes the "# " away from both. */
static void end_with(struct draft *draft, const char *comment) {
  struct buf *out = draft->out;
  size_t used = cells_of(str_slice(buf_str(out), draft->line, out->n));
  if (used <= COMMENT_COLUMN) {
    buf_add_repeat(out, ' ', COMMENT_COLUMN - used);
    buf_printf(out, "  # %s\n", comment);
    return;
  }
  struct buf line = {0};
  buf_add(&line, str_slice(buf_str(out), draft->line, out->n));
  out->n = draft->line;
  size_t indent = 0;
  while (indent < line.n && line.p[indent] == ' ')
    indent++;
  bool is_comment = str_starts_with(str_slice(buf_str(&line), indent, line.n), STR("# "));
  buf_add_repeat(out, ' ', indent);
  buf_printf(out, "%s# %s:\n", is_comment ? "# " : "", comment);
  buf_add(out, buf_str(&line));
  buf_add_char(out, '\n');
  buf_free(&line);
}

void draft_share(struct draft *draft, size_t n, size_t of) {
  draft_note(draft, "%zu of %zu %s", n, of, survey_noun(draft->survey, of));
}

void draft_share_of(struct draft *draft, size_t n, size_t of, const char *what) {
  draft_note(draft, "%zu of %zu %s %s", n, of, survey_noun(draft->survey, of), what);
}

void draft_note(struct draft *draft, const char *format, ...) {
  char text[160];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  end_with(draft, text);
}

/* ---- What it is for ----------------------------------------------------------------------
 */

static void add_head(struct draft *draft) {
  const struct survey *survey = draft->survey;
  buf_printf(
      draft->out,
      "# What a case of this knowledge base is, as kbc init has read it from %zu %s. The\n"
      "# comment at a line says how many agree with it. What fewer than 95 %% of them meet is\n"
      "# a comment as a whole: take its \"# \" away to demand it.\n",
      survey->unit_count, survey_noun(survey, survey->unit_count));
  draft_start(draft, 0, true);
  buf_add_c(draft->out, "kbc: 1");
  draft_end(draft);
  draft_start(draft, 0, true);
  buf_add_c(draft->out, "name: ");
  yaml_add_text(draft->out, draft->plan->name);
  draft_note(draft, "part of every case's id: choose it now");
}

static void add_list(struct draft *draft, const char *name, const struct str *items,
                     size_t count) {
  if (count == 0)
    return;
  draft_start(draft, 2, true);
  buf_printf(draft->out, "%s: [", name);
  for (size_t i = 0; i < count; i++) {
    buf_add_c(draft->out, i > 0 ? ", " : "");
    yaml_add_text(draft->out, items[i]);
  }
  buf_add_char(draft->out, ']');
  draft_end(draft);
}

static void add_corpus(struct draft *draft) {
  const struct draft_plan *plan = draft->plan;
  buf_add_c(draft->out, "corpus:\n");
  add_list(draft, "include", plan->include, plan->include_count);
  add_list(draft, "exclude", plan->exclude, plan->exclude_count);
}

/* ---- Records -----------------------------------------------------------------------------
 */

static void add_split(struct draft *draft) {
  static const char *const words[] = {"file", "auto", "heading"};
  static const char *const notes[] = {
      "one case in each file",
      "a heading with front matter below it opens a case",
      "every heading of the level opens a case",
  };
  const struct survey *survey = draft->survey;
  draft_start(draft, 2, true);
  buf_printf(draft->out, "split: %s", words[survey->layout]);
  draft_note(draft, "%s", notes[survey->layout]);
  if (survey->layout == LAYOUT_FILE)
    return;
  draft_start(draft, 2, true);
  buf_printf(draft->out, "level: %d", survey->level);
  draft_end(draft);
}

/* The text as a pattern that matches it alone. */
static void add_escaped(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (str_find_char(STR("^$\\.*+?()[]{}|/"), text.p[i], 0) != STR_NONE)
      buf_add_char(out, '\\');
    buf_add_char(out, text.p[i]);
  }
}

static void add_title(struct draft *draft) {
  const struct survey_title *title = &draft->survey->title;
  size_t count = title->number_count > 0 ? title->number_count : title->head_count;
  if (title->category_count > 0 && (count == 0 || title->category_count < count))
    count = title->category_count;
  if (count == 0)
    return;
  struct buf pattern = {0};
  buf_add_char(&pattern, '^');
  add_escaped(&pattern, title->head);
  if (title->number_count > 0) {
    buf_printf(&pattern, title->digits > 1 ? "(?<number>\\d{%zu,})" : "(?<number>\\d+)",
               title->digits);
    add_escaped(&pattern, title->separator);
  }
  if (title->category_count > 0) {
    buf_add_c(&pattern, "(?<category>.+?)");
    add_escaped(&pattern, title->category_separator);
  }
  buf_add_c(&pattern, "(?<title>.+)$");
  draft_start(draft, 2, true);
  buf_add_c(draft->out, "title: ");
  yaml_add_text(draft->out, buf_str(&pattern));
  draft_share(draft, count, draft->survey->unit_count);
  buf_free(&pattern);
}

static void add_stem(struct draft *draft) {
  const struct survey *survey = draft->survey;
  size_t count = survey->title.stem_count;
  if (survey->layout != LAYOUT_FILE || !share_is_habit(count, survey->unit_count))
    return;
  draft_start(draft, 2, share_is_rule(count, survey->unit_count));
  buf_add_c(draft->out, "title_equals: file_stem");
  draft_share(draft, count, survey->unit_count);
}

static void add_sequence(struct draft *draft) {
  enum scope scope = draft->survey->title.sequence;
  if (scope == SCOPE_NONE)
    return;
  draft_start(draft, 2, true);
  buf_printf(draft->out, "number: {sequence: %s}", scope == SCOPE_FILE ? "file" : "corpus");
  draft_note(draft, "they go up by one");
}

static void add_name(struct buf *out, struct str key) {
  struct buf name = {0};
  buf_printf(&name, "frontmatter.%.*s", STR_ARG(key));
  yaml_add_text(out, buf_str(&name));
  buf_free(&name);
}

static void add_identity(struct draft *draft) {
  const struct survey *survey = draft->survey;
  const struct survey_title *title = &survey->title;
  size_t own = survey->unit_count - title->identity_twins;
  draft_start(draft, 2, true);
  buf_add_c(draft->out, "identity: [");
  for (size_t i = 0; i < title->identity_count; i++) {
    add_name(draft->out, title->identity[i]);
    buf_add_c(draft->out, ", ");
  }
  buf_add_c(draft->out, "title");
  buf_add_c(draft->out, share_is_rule(own, survey->unit_count) ? "]" : ", path]");
  if (title->identity_twins == 0)
    draft_note(draft, "no two %s share it", survey_noun(survey, 2));
  else
    draft_note(draft, "%zu of %zu %s share it with another", title->identity_twins,
               survey->unit_count, survey_noun(survey, 2));
}

/* That no two cases have the same title is said by the identity where that is the title alone.
 */
static void add_unique(struct draft *draft) {
  const struct survey *survey = draft->survey;
  const struct survey_title *title = &survey->title;
  bool is_useful = title->is_unique_in_file && title->identity_count > 0;
  if (is_useful && survey->has_bundles) {
    draft_start(draft, 2, true);
    buf_printf(draft->out, "unique: {title: file}");
    draft_note(draft, "no file has a title twice");
  }
}

static void add_record(struct draft *draft) {
  buf_add_c(draft->out, "\nrecord:\n");
  add_split(draft);
  add_title(draft);
  add_stem(draft);
  add_sequence(draft);
  add_identity(draft);
  add_unique(draft);
}

/* ---- Rules -------------------------------------------------------------------------------
 */

static void add_rules(struct draft *draft) {
  const struct draft_plan *plan = draft->plan;
  if (plan->rule_count == 0)
    return;
  buf_add_c(draft->out, "\nrules:\n");
  for (size_t i = 0; i < plan->rule_count; i++) {
    draft_start(draft, 2, true);
    buf_printf(draft->out, "%s: off", plan->rules[i].name);
    draft_note(draft, "%zu of %zu %s break it", plan->rules[i].count, plan->found_cases,
               survey_noun(draft->survey, plan->found_cases));
  }
}

void draft_schema(struct buf *out, const struct survey *survey, const struct draft_plan *plan) {
  struct draft draft = {survey, plan, out, 0};
  add_head(&draft);
  add_corpus(&draft);
  add_record(&draft);
  draft_front(&draft);
  draft_sections(&draft);
  draft_logs(&draft);
  add_rules(&draft);
}
