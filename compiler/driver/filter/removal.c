/* The edits that take a comment that silences nothing out of its text. */
#include "driver/filter/removal.h"

#include "diag/diag.h"
#include "driver/filter/directive.h"
#include "read/lines.h"

void removal_of_word(struct bag *bag, struct diag *diag, const struct directive *directive,
                     size_t word) {
  const struct source *source = directive->span.source;
  struct span span = span_of_text(source, directive->rules[word]);
  size_t from = span.offset, to = span.offset + span.n;
  if (word + 1 < directive->rule_count) {
    to = span_of_text(source, directive->rules[word + 1]).offset;
  } else if (word > 0) {
    struct span before = span_of_text(source, directive->rules[word - 1]);
    from = before.offset + before.n;
  }
  diag_edit(bag, diag, span_of(source, from, to), STR(""));
}

static bool is_blank_line(const struct source *source, size_t line) {
  return line >= source->line_count || str_trim(source_line(source, line)).n == 0;
}

/* Does the line begin something that a paragraph above does not swallow? */
static bool begins_block(struct str line) {
  struct str text = str_trim(line), heading;
  bool is_item = text.n > 1 && str_find_char(STR("-*+"), text.p[0], 0) != STR_NONE &&
                 is_blank_char(text.p[1]);
  return is_item || line_item_number(line) != STR_NONE || line_heading(line, &heading) > 0;
}

/* The comment is a block of its own between these two lines: without it they are one text. */
static bool is_border(const struct directive *directive) {
  const struct source *source = directive->span.source;
  size_t line = directive->line;
  if (directive->is_in_front || line == 0 || is_blank_line(source, line - 1) ||
      is_blank_line(source, line + 1))
    return false;
  return !begins_block(source_line(source, line + 1));
}

void removal_of_line(struct bag *bag, struct diag *diag, const struct directive *directive) {
  const struct source *source = directive->span.source;
  struct span line = source_line_span(source, directive->line);
  size_t end = line.offset + line.n;
  if (!is_border(directive))
    end = directive->line + 1 < source->line_count ? source->line_starts[directive->line + 1]
                                                   : source->bytes.n;
  diag_edit(bag, diag, span_of(source, line.offset, end), STR(""));
}
