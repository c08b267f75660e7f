/* Where the blocks that hold no others begin and end, each kind in its own way. */
#include "parse/body_leaf.h"

#include "parse/definitions.h"

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

/* The end of the last line from `line` to `last_line` that holds more than blanks and markers.
 * Not before `from`, which stands in `line`. */
static size_t content_end(const struct region *region, size_t from, size_t line,
                          size_t last_line) {
  const struct body_text *text = region->text;
  for (size_t i = last_line; i > line; i--) {
    size_t end = text->ends[i];
    if (body_content(text, i) < end)
      return end;
  }
  size_t end = text->ends[line];
  return end > from ? end : from;
}

static void set_span(const struct region *region, struct block *block, size_t from, size_t to) {
  block->span = span_of(region->text->source, from, to);
  block->inner = block->span;
}

static size_t run_length(struct str s, size_t at, char c) {
  size_t n = 0;
  while (at + n < s.n && s.p[at + n] == c)
    n++;
  return n;
}

/* Fenced code ends in the line of its closing fence. If it has none, cmark names the line
 * behind its container, which is how the two are told apart. */
static void fenced_block(const struct region *region, const struct markdown_node *node,
                         struct block *block) {
  const struct body_text *text = region->text;
  struct str opening = body_slice(text, node->offset, text->ends[node->line]);
  size_t fence = run_length(opening, 0, opening.p[0]);
  size_t last = smaller(node->last_line, region->last_line);
  block->is_fenced = true;
  block->is_closed = node->last_line > node->line && node->last_line <= region->last_line;
  size_t to = block->is_closed
                  ? text->ends[last]
                  : content_end(region, node->offset + opening.n, node->line, last);
  set_span(region, block, node->offset, to);
  struct str info = str_trim(str_slice(opening, fence, opening.n));
  while (block->info.n < info.n && !is_blank_char(info.p[block->info.n]))
    block->info.n++;
  block->info.p = block->info.n > 0 ? info.p : NULL;
  size_t inner = smaller(text->starts[node->line + 1], to);
  if (block->is_closed && last > node->line + 1) {
    struct str last_content = body_line(text, last - 1);
    to = text->starts[last - 1] + last_content.n;
  } else if (block->is_closed) {
    to = inner;
  }
  block->inner = span_of(text->source, inner, to);
}

static void code_block(const struct region *region, const struct markdown_node *node,
                       struct block *block) {
  const struct body_text *text = region->text;
  size_t last = smaller(node->last_line, region->last_line);
  size_t from = body_skip_blanks(text, node->offset, text->ends[node->line]);
  set_span(region, block, from, content_end(region, from, node->line, last));
}

/* Nothing but comments and white space? As in HTML, "<!-->" is one. */
static bool is_comment(struct str html) {
  struct str rest = str_trim(html);
  if (rest.n == 0)
    return false;
  while (rest.n > 0) {
    size_t end = str_starts_with(rest, STR("<!--")) ? str_find(rest, STR("-->"), 2) : STR_NONE;
    if (end == STR_NONE)
      return false;
    rest = str_trim(str_slice(rest, end + 3, rest.n));
  }
  return true;
}

/* cmark's last line is one short where the block ends by itself, not by what follows. The
 * number of lines that it holds is right. */
static void html_block(const struct region *region, const struct markdown_node *node,
                       struct block *block) {
  size_t lines = 0;
  for (size_t i = 0; i < node->text.n; i++)
    lines += node->text.p[i] == '\n';
  size_t last = smaller(node->line + (lines > 0 ? lines - 1 : 0), region->last_line);
  set_span(region, block, node->offset, content_end(region, node->offset, node->line, last));
  if (is_comment(node->text))
    block->kind = BLOCK_COMMENT;
}

/* "## Text ##": a run of # and then a blank or the end, which nothing else begins with. */
static bool is_atx(struct str line) {
  size_t n = run_length(line, 0, '#');
  return n >= 1 && n <= 6 && (n == line.n || is_blank_char(line.p[n]));
}

static void atx_block(const struct region *region, const struct markdown_node *node,
                      struct block *block) {
  const struct source *source = region->text->source;
  size_t to = region->text->ends[node->line];
  set_span(region, block, node->offset, to);
  struct str line = span_text(block->span);
  struct str content = str_slice(line, run_length(line, 0, '#'), line.n);
  size_t end = content.n;
  while (end > 0 && content.p[end - 1] == '#')
    end--;
  if (end > 0 && is_blank_char(content.p[end - 1]))
    content.n = end;
  content = str_trim(content);
  block->inner = content.n > 0 ? span_of_text(source, content) : span_of(source, to, to);
}

/* Paragraphs and underlined headings, from which the definitions in front are cut. The
 * underline is the line before the one in which cmark says that the heading ends. */
static void text_block(const struct region *region, const struct markdown_node *node,
                       struct block *block, struct span *definitions) {
  const struct body_text *text = region->text;
  bool is_heading = node->kind == BLOCK_HEADING;
  size_t last = smaller(is_heading ? node->last_line - 1 : node->last_line, region->last_line);
  size_t last_content = is_heading ? last - 1 : last;
  size_t from = node->offset;
  size_t count = 0;
  if (text->source->bytes.p[from] == '[')
    count = definitions_lines(text, from, node->line, last_content);
  if (count > 0) {
    size_t line = node->line + count, end = text->ends[line];
    *definitions = span_of(text->source, from, text->ends[line - 1]);
    from = body_content(text, line);
    /* Where the outline is lost, what it takes for markers may be all that there is. */
    from = from < end ? from : body_skip_blanks(text, text->starts[line], end);
  }
  set_span(region, block, from, text->ends[last]);
  block->inner = span_of(text->source, from, text->ends[last_content]);
}

void leaf_block(const struct region *region, const struct markdown_node *node,
                struct block *block, struct span *definitions) {
  const struct body_text *text = region->text;
  size_t end = text->ends[node->line];
  block->kind = node->kind;
  if (node->kind == BLOCK_CODE && node->is_fenced)
    fenced_block(region, node, block);
  else if (node->kind == BLOCK_CODE)
    code_block(region, node, block);
  else if (node->kind == BLOCK_HTML)
    html_block(region, node, block);
  else if (node->kind == BLOCK_BREAK)
    set_span(region, block, node->offset, end);
  else if (node->kind == BLOCK_HEADING && is_atx(body_slice(text, node->offset, end)))
    atx_block(region, node, block);
  else
    text_block(region, node, block, definitions);
}
