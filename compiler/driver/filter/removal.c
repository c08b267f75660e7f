/* The edits that take a comment that silences nothing out of its text. */
#include "driver/filter/removal.h"

#include "base/buf.h"
#include "diag/diag.h"
#include "driver/filter/directive.h"
#include "read/lines.h"

/* One edit for all of them: those of neighbours would both want the comma. */
void removal_of_words(struct bag *bag, struct diag *diag, const struct directive *directive,
                      const bool *is_out) {
  const struct source *source = directive->span.source;
  struct buf rest = {0};
  for (size_t i = 0; i < directive->rule_count; i++) {
    if (is_out[i])
      continue;
    buf_add_c(&rest, rest.n > 0 ? ", " : "");
    buf_add(&rest, directive->rules[i]);
  }
  struct span first = span_of_text(source, directive->rules[0]);
  struct span last = span_of_text(source, directive->rules[directive->rule_count - 1]);
  diag_edit(bag, diag, span_of(source, first.offset, last.offset + last.n), buf_str(&rest));
  buf_free(&rest);
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
