/* Recognises a block of front matter in the lines of a source, and what was meant as one. */
#include "read/front_block.h"

#include "read/lines.h"

static bool is_empty_line(struct str line) {
  return str_trim(line).n == 0;
}

/* "key:" and "key: value", also with blanks in the key or quotes around it. Prose that happens
 * to have a colon looks so, too: nobody asks about a line that does not stand where keys
 * should. */
static bool is_key_line(struct str line) {
  if (line.n == 0 || str_find_char(STR(" \t#>*-|`:"), line.p[0], 0) != STR_NONE)
    return false;
  size_t colon = str_find_char(line, ':', 0);
  if (colon == STR_NONE || colon > 64)
    return false;
  return colon + 1 == line.n || is_blank_char(line.p[colon + 1]);
}

/* What may stand between keys: comments, indented lines, items of a list. */
static bool is_yaml_line(struct str line) {
  return is_empty_line(line) || is_key_line(line) || is_blank_char(line.p[0]) ||
         line.p[0] == '#' || str_starts_with(line, STR("- "));
}

static bool is_run_of(struct str text, char c) {
  size_t n = 0;
  while (n < text.n && text.p[n] == c)
    n++;
  return n == text.n && n >= 3;
}

/* A line that was meant to close front matter. */
static bool is_bad_close(struct str line) {
  struct str text = str_trim_end(line);
  return is_run_of(text, '.') || is_run_of(text, '_') || is_run_of(text, '*') ||
         is_run_of(text, '=') || (is_run_of(text, '-') && text.n > 3);
}

static bool is_indented_dashes(struct str line) {
  return line.n > 0 && is_blank_char(line.p[0]) && is_dashes(str_trim(line));
}

static bool is_section_heading(struct str line) {
  struct str text;
  return line_heading(line, &text) >= 2;
}

static size_t skip_empty(const struct source *source, size_t line) {
  while (line < source->line_count && is_empty_line(source_line(source, line)))
    line++;
  return line;
}

static struct front_block block_of(enum front_form form, size_t first, size_t end,
                                   size_t behind, size_t blame) {
  return (struct front_block){form, first, end, behind, blame};
}

/* The block behind an opening line; `opening` is that line. At the top of a file whatever
 * stands between two lines of dashes is front matter, elsewhere only what has a key. */
static struct front_block scan_opened(const struct source *source, size_t opening, bool is_top,
                                      bool is_indented) {
  size_t keys = 0, yaml_end = STR_NONE, first = opening + 1, i = first;
  bool is_empty = true, begins_with_key = false;
  for (; i < source->line_count; i++) {
    struct str line = source_line(source, i);
    bool is_close = is_dashes(line);
    if (is_close && (keys > 0 || is_empty || is_top))
      return block_of(is_indented ? FRONT_FORM_INDENTED : FRONT_FORM_WHOLE, first, i, i + 1,
                      opening);
    if (is_close || is_section_heading(line))
      break;
    if (keys > 0 && is_indented_dashes(line))
      return block_of(FRONT_FORM_INDENTED, first, i, i + 1, i);
    if (keys > 0 && is_bad_close(line))
      return block_of(FRONT_FORM_CLOSED_BADLY, first, i, i + 1, i);
    begins_with_key = begins_with_key || (is_empty && is_key_line(line));
    is_empty = is_empty && is_empty_line(line);
    keys += is_key_line(line);
    if (yaml_end == STR_NONE && !is_yaml_line(line))
      yaml_end = i;
  }
  if (!begins_with_key)
    return block_of(FRONT_FORM_NONE, 0, 0, 0, 0);
  size_t end = yaml_end == STR_NONE ? i : yaml_end;
  return block_of(FRONT_FORM_UNCLOSED, first, end, end, opening);
}

/* Keys without an opening line: all lines are keys, and dashes follow at once. */
static struct front_block scan_unopened(const struct source *source, size_t first) {
  size_t i = first;
  while (i < source->line_count && is_key_line(source_line(source, i)))
    i++;
  if (i == first || i == source->line_count || !is_dashes(source_line(source, i)))
    return block_of(FRONT_FORM_NONE, 0, 0, 0, 0);
  return block_of(FRONT_FORM_UNOPENED, first, i, i + 1, first);
}

struct front_block front_block_at(const struct source *source, size_t line) {
  bool is_top = line == 0;
  line = skip_empty(source, line);
  if (line >= source->line_count)
    return block_of(FRONT_FORM_NONE, 0, 0, 0, 0);
  struct str opening = source_line(source, line);
  if (is_dashes(opening))
    return scan_opened(source, line, is_top, false);
  if (is_indented_dashes(opening))
    return scan_opened(source, line, is_top, true);
  return scan_unopened(source, line);
}
