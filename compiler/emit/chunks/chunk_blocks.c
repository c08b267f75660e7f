/* The blocks of a Markdown text, as far as cutting it must know them. */
#include "emit/chunks/chunk_blocks.h"

/* An item that is indented by less than that more than the first of its list is its sibling. */
enum { DEEPER = 2, CODE_INDENT = 4 };

struct str block_line(struct str text, size_t *at, size_t end) {
  struct str rest = str_slice(text, *at, end), line;
  str_next_line(&rest, &line);
  *at = end - rest.n;
  return line;
}

struct block_reader block_reader_of(struct str text, size_t from, size_t to, bool is_in_item) {
  struct block_reader r = {.text = text, .at = from, .end = to, .is_in_item = is_in_item};
  if (is_in_item) {
    struct str line = block_line(text, &from, to);
    /* The marker is as wide as the blanks that would stand in its place. */
    size_t indent = line_indent(line), offset = line_item_offset(line), blanks = 0;
    while (blanks < line.n && is_blank_char(line.p[blanks]))
      blanks++;
    r.indent = indent + offset - blanks;
  }
  return r;
}

/* The row of dashes below the head of a table. */
static bool is_table_rule(struct str line) {
  struct str text = str_trim(line);
  bool has_dash = false, has_bar = false;
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    has_dash = has_dash || c == '-';
    has_bar = has_bar || c == '|';
    if (c != '-' && c != '|' && c != ':' && !is_blank_char(c))
      return false;
  }
  return has_dash && has_bar;
}

static bool is_table_at(const struct block_reader *r, struct str line, size_t next) {
  return str_find_char(line, '|', 0) != STR_NONE && next < r->end &&
         is_table_rule(block_line(r->text, &next, r->end));
}

static bool is_heading(struct str line) {
  struct str text = str_trim(line);
  size_t n = 0;
  while (n < text.n && text.p[n] == '#')
    n++;
  return n >= 1 && n <= 6 && (n == text.n || is_blank_char(text.p[n]));
}

static bool is_quote(struct str line) {
  struct str text = str_trim(line);
  return text.n > 0 && text.p[0] == '>';
}

/* The form of the block that begins with the line. */
static enum block_form form_of(const struct block_reader *r, struct str line, size_t next) {
  struct fence fence = {0, 0};
  if (r->is_in_item)
    line = str_slice(line, line_item_offset(line), line.n);
  enum line_kind kind = line_kind_of(&fence, line);
  if (kind == LINE_FENCE_OPEN)
    return FORM_FENCE;
  if (r->is_in_item)
    return FORM_TEXT;
  if (kind == LINE_ITEM)
    return FORM_ITEM;
  if (line_indent(line) >= r->indent + CODE_INDENT)
    return FORM_CODE;
  if (is_heading(line))
    return FORM_HEADING;
  if (is_quote(line))
    return FORM_QUOTE;
  return is_table_at(r, line, next) ? FORM_TABLE : FORM_TEXT;
}

/* Behind the closing fence, or at the end. */
static size_t fence_end(const struct block_reader *r, size_t at) {
  struct fence fence = {0, 0};
  struct str first = block_line(r->text, &at, r->end);
  line_kind_of(&fence, str_slice(first, r->is_in_item ? line_item_offset(first) : 0, first.n));
  while (at < r->end) {
    if (line_kind_of(&fence, block_line(r->text, &at, r->end)) == LINE_FENCE_CLOSE)
      break;
  }
  return at;
}

static size_t behind_blank_lines(const struct block_reader *r, size_t at) {
  for (size_t next = at; next < r->end; at = next) {
    if (str_trim(block_line(r->text, &next, r->end)).n > 0)
      break;
  }
  return at;
}

/* An item goes on while lines are indented, blank or, without a blank line before, plain text.
 * Fences in it may hold anything. */
static size_t item_end(const struct block_reader *r, size_t at) {
  struct fence fence = {0, 0};
  size_t next = at;
  struct str first = block_line(r->text, &next, r->end);
  size_t indent = line_indent(first);
  line_kind_of(&fence, str_slice(first, line_item_offset(first), first.n));
  bool is_behind_blank = false;
  for (at = next; at < r->end; at = next) {
    struct str line = block_line(r->text, &next, r->end);
    bool was_open = fence.mark != 0;
    enum line_kind kind = line_kind_of(&fence, line);
    bool is_deeper = line_indent(line) >= indent + DEEPER;
    bool is_lazy = kind == LINE_TEXT && !is_behind_blank && !is_heading(line);
    if (!was_open && kind != LINE_BLANK && !is_deeper && !is_lazy)
      break;
    is_behind_blank = kind == LINE_BLANK;
  }
  return at;
}

/* Lines up to a blank one, or to what begins another block without one. */
static size_t lines_end(const struct block_reader *r, size_t at, enum block_form form) {
  size_t next = at;
  block_line(r->text, &next, r->end);
  for (at = next; at < r->end; at = next) {
    struct fence fence = {0, 0};
    struct str line = block_line(r->text, &next, r->end);
    enum line_kind kind = line_kind_of(&fence, line);
    bool is_quoted = is_quote(line);
    if (kind == LINE_BLANK || kind == LINE_FENCE_OPEN || kind == LINE_ITEM ||
        is_heading(line) || is_quoted != (form == FORM_QUOTE) ||
        (form != FORM_TABLE && is_table_at(r, line, next)))
      break;
  }
  return at;
}

/* Blank lines are a part of the code if code follows them. */
static size_t code_end(const struct block_reader *r, size_t at) {
  size_t end = at;
  for (size_t next = at; at < r->end; at = next) {
    struct str line = block_line(r->text, &next, r->end);
    if (str_trim(line).n == 0)
      continue;
    if (line_indent(line) < r->indent + CODE_INDENT)
      break;
    end = next;
  }
  return end;
}

static size_t heading_end(const struct block_reader *r, size_t at) {
  block_line(r->text, &at, r->end);
  return at;
}

bool block_next(struct block_reader *reader, struct text_block *block) {
  struct block_reader *r = reader;
  size_t from = r->at, at = behind_blank_lines(r, from), next = at;
  if (at >= r->end)
    return false;
  struct str line = block_line(r->text, &next, r->end);
  enum block_form form = form_of(r, line, next);
  size_t end = form == FORM_FENCE     ? fence_end(r, at)
               : form == FORM_ITEM    ? item_end(r, at)
               : form == FORM_CODE    ? code_end(r, at)
               : form == FORM_HEADING ? heading_end(r, at)
                                      : lines_end(r, at, form);
  r->is_in_item = false;
  r->at = behind_blank_lines(r, end);
  *block = (struct text_block){from, r->at, form};
  return true;
}
