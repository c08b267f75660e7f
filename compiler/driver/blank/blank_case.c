/* A case that has everything but its words. */
#include "driver/blank/blank_case.h"

#include "driver/blank/blank_front.h"
#include "driver/blank/blank_text.h"
#include "driver/layout/heading_text.h"
#include "model/schema.h"

static void add_heading(struct buf *out, int level, struct str text) {
  buf_add_repeat(out, '#', (size_t)level);
  buf_add_char(out, ' ');
  heading_add_escaped(out, text);
  buf_add_char(out, '\n');
}

/* To kbc a comment is no content: a section that holds nothing else is empty. */
static void add_comment(struct buf *out, struct str text) {
  buf_printf(out, "<!-- %.*s -->\n", STR_ARG(text));
}

/* The pattern as the schema has it, without its quotes. */
static struct str title_pattern(const struct record_rules *record) {
  if (!record->title.pattern)
    return (struct str){NULL, 0};
  struct str text = str_trim(span_text(record->title.span));
  bool is_quoted = text.n > 2 && (text.p[0] == '\'' || text.p[0] == '"');
  text = is_quoted ? str_slice(text, 1, text.n - 1) : text;
  return blank_is_plain(text) ? text : (struct str){NULL, 0};
}

/* A heading of a comment alone has no text, and hardly a pattern takes that for a title. */
static void add_title(struct buf *out, int level, const struct record_rules *record,
                      struct str title) {
  if (title.n > 0) {
    add_heading(out, level, title);
    return;
  }
  struct str pattern = title_pattern(record);
  buf_add_repeat(out, '#', (size_t)level);
  buf_printf(out, " <!-- the title%s%.*s -->\n", pattern.n > 0 ? ", which matches " : "",
             STR_ARG(pattern));
}

/* A fence that no backticks at the beginning of the line close: what stands in it is the line
 * and no Markdown. */
static void add_log_line(struct buf *out, struct str line) {
  size_t ticks = 0;
  while (ticks < line.n && line.p[ticks] == '`')
    ticks++;
  ticks = ticks < 3 ? 3 : ticks + 1;
  buf_add_char(out, '\n');
  buf_add_repeat(out, '`', ticks);
  buf_printf(out, "\n%.*s\n", STR_ARG(line));
  buf_add_repeat(out, '`', ticks);
  buf_add_char(out, '\n');
}

static void add_sections(struct buf *out, const struct sections_rules *sections,
                         const struct blank_words *known, int level);

static void add_section(struct buf *out, const struct section_rule *section,
                        const struct blank_words *known, int level) {
  struct buf words = {0};
  if (section->is_required) {
    buf_add_char(out, '\n');
    add_heading(out, level, section->title);
  } else if (blank_is_plain(section->title)) {
    buf_printf(&words, "may follow: %.*s %.*s: ", level, "######", STR_ARG(section->title));
  } else {
    return;
  }
  if (section->is_required && known->line.n > 0 && section->content.log == known->log) {
    add_log_line(out, known->line);
    return;
  }
  blank_describe_content(&words, &section->content);
  buf_add_char(out, '\n');
  add_comment(out, buf_str(&words));
  buf_free(&words);
  if (section->is_required && section->nested)
    add_sections(out, section->nested, known, level + 1);
}

static void add_sections(struct buf *out, const struct sections_rules *sections,
                         const struct blank_words *known, int level) {
  for (size_t i = 0; i < sections->count; i++)
    add_section(out, &sections->list[i], known, level);
}

void blank_case_add(struct arena *scratch, struct buf *out, const struct schema *schema,
                    const struct blank_words *words) {
  /* In a file of its own a case's title may be on any level, but where every heading of one
   * level opens a case it has to be on that. */
  int level = schema->record.split == SPLIT_HEADING ? schema->record.level : 1;
  blank_front_add(scratch, out, &schema->front, words);
  if (out->n > 0)
    buf_add_char(out, '\n');
  add_title(out, level, &schema->record, words->title);
  add_sections(out, &schema->sections, words, level + 1);
}
