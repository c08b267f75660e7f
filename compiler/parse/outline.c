/* Follows the lines of a body as cmark would: which containers are open, and what a line is to
 * it. */
#include "parse/outline.h"

#include "base/utf8.h"
#include "parse/line_scan.h"

/* From here on up, indentation makes code; the widest gap between a marker and its content; and
 * a fence is counted no further. */
enum { CODE_INDENT = 4, WIDEST_GAP = 4, LONGEST_FENCE = 255 };

/* A line on its way through the containers: what is left of it begins at `place`. */
struct reading {
  struct outline *outline;
  struct str line;
  struct place place;
  struct place text; /* behind the blanks at `place` */
  size_t matched;    /* of the open containers, those that the line goes on with */
};

static void look_ahead(struct reading *r) {
  r->text = line_skip_blanks(r->line, r->place);
}

static size_t indent_of(const struct reading *r) {
  return r->text.column - r->place.column;
}

static bool is_blank(const struct reading *r) {
  return r->text.at == r->line.n;
}

static char char_at(const struct reading *r) {
  return is_blank(r) ? '\0' : r->line.p[r->text.at];
}

static bool is_all_matched(const struct reading *r) {
  return r->matched == r->outline->depth;
}

/* Behind the marker of a quote, which stands at `text`, and one blank. */
static void skip_quote_marker(struct reading *r) {
  r->place = (struct place){r->text.at + 1, r->text.column + 1};
  r->place = line_skip_columns(r->line, r->place, 1);
  look_ahead(r);
}

static void match_containers(struct reading *r) {
  const struct outline *o = r->outline;
  look_ahead(r);
  for (; r->matched < o->depth; r->matched++) {
    const struct outline_container *container = &o->open[r->matched];
    if (container->is_quote) {
      if (indent_of(r) >= CODE_INDENT || char_at(r) != '>')
        return;
      skip_quote_marker(r);
    } else if (indent_of(r) >= container->width) {
      r->place = line_skip_columns(r->line, r->place, container->width);
      look_ahead(r);
    } else if (is_blank(r) && !container->is_empty) {
      r->place = r->text;
    } else {
      return;
    }
  }
}

/* Closes what the line does not go on with. */
static void close_unmatched(struct reading *r) {
  r->outline->leaf = LEAF_NONE;
  r->outline->depth = r->matched;
}

/* Something begins that stands in the innermost container. */
static void begin_leaf(struct reading *r, enum outline_leaf leaf) {
  struct outline *o = r->outline;
  close_unmatched(r);
  if (o->depth > 0 && o->depth <= OUTLINE_DEPTH)
    o->open[o->depth - 1].is_empty = false;
  o->leaf = leaf;
}

static void open_container(struct reading *r, struct outline_container container) {
  struct outline *o = r->outline;
  begin_leaf(r, LEAF_NONE);
  if (o->depth < OUTLINE_DEPTH)
    o->open[o->depth] = container;
  r->matched = ++o->depth;
}

/* An item's content begins where its first line's does, unless that is blank or code. */
static void open_item(struct reading *r, size_t marker) {
  size_t indent = indent_of(r);
  struct place behind = {r->text.at + marker, r->text.column + marker};
  struct place content = line_skip_blanks(r->line, behind);
  size_t gap = content.column - behind.column;
  bool is_empty = content.at == r->line.n;
  if (gap > WIDEST_GAP || gap == 0 || is_empty)
    gap = 1;
  open_container(r,
                 (struct outline_container){.is_empty = true, .width = indent + marker + gap});
  r->place = line_skip_columns(r->line, behind, gap);
  look_ahead(r);
}

/* cmark looks for the end of such lines with patterns for UTF-8, which stop at anything else.
 */
static void check_utf8(struct reading *r) {
  if (utf8_invalid(r->line) != STR_NONE)
    r->outline->is_lost = true;
}

static enum line_role read_html(struct reading *r, enum html_start start, size_t end) {
  struct outline *o = r->outline;
  check_utf8(r);
  bool ends = start == HTML_SURE && line_ends_html(r->line, r->text.at, end);
  if (start == HTML_SURE) {
    begin_leaf(r, ends ? LEAF_NONE : LEAF_HTML);
    o->html_end = end;
    return LINE_OTHER;
  }
  if (start == HTML_UNKNOWN && !line_ends_html(r->line, r->text.at, end))
    o->is_lost = true;
  /* Whether it closes containers depends on whether it is HTML or goes on with a paragraph. */
  if (o->leaf == LEAF_PARAGRAPH && !is_all_matched(r))
    o->is_lost = true;
  bool goes_on = o->leaf == LEAF_PARAGRAPH;
  o->may_vanish = goes_on && o->may_vanish;
  begin_leaf(r, LEAF_UNSURE);
  return goes_on ? LINE_MORE : LINE_TEXT;
}

/* The last line of a paragraph that is underlined. One of definitions alone goes on instead. */
static enum line_role read_underline(struct reading *r) {
  r->outline->leaf = r->outline->may_vanish ? LEAF_UNSURE : LEAF_NONE;
  return LINE_MORE;
}

static enum line_role read_text(struct reading *r) {
  struct outline *o = r->outline;
  if (o->leaf == LEAF_PARAGRAPH)
    return LINE_MORE; /* also a lazy one: then the containers stay open */
  begin_leaf(r, LEAF_PARAGRAPH);
  o->may_vanish = line_may_define(r->line, r->text.at);
  return LINE_TEXT;
}

/* What opens behind the containers that the line goes on with, in the order in which cmark
 * asks. */
static enum line_role read_rest(struct reading *r) {
  struct outline *o = r->outline;
  for (;;) {
    bool is_in_paragraph = o->leaf == LEAF_PARAGRAPH && is_all_matched(r);
    /* Far too deep is deep enough: what is asked of a line below looks at all of it. */
    if (is_blank(r) || o->depth > OUTLINE_DEPTH)
      return LINE_OTHER;
    if (indent_of(r) >= CODE_INDENT) {
      if (o->leaf == LEAF_PARAGRAPH)
        return LINE_MORE;
      begin_leaf(r, LEAF_NONE);
      return LINE_OTHER;
    }
    size_t end = 0, at = r->text.at, marker = 0;
    enum html_start html = HTML_NONE;
    if (char_at(r) == '>') {
      open_container(r, (struct outline_container){.is_quote = true});
      skip_quote_marker(r);
      continue;
    }
    if (line_is_heading(r->line, at)) {
      begin_leaf(r, LEAF_NONE);
      return LINE_TEXT;
    }
    size_t fence = line_opening_fence(r->line, at);
    if (fence > 0) {
      check_utf8(r);
      o->fence = char_at(r);
      o->fence_length = fence < LONGEST_FENCE ? fence : LONGEST_FENCE;
      begin_leaf(r, LEAF_FENCE);
      return LINE_OTHER;
    }
    if ((html = line_html_start(r->line, at, &end)) != HTML_NONE)
      return read_html(r, html, end);
    if (is_in_paragraph && line_is_underline(r->line, at))
      return read_underline(r);
    if (line_is_break(r->line, at)) {
      begin_leaf(r, LEAF_NONE);
      return LINE_OTHER;
    }
    marker = line_list_marker(r->line, at, is_in_paragraph);
    if (marker == 0)
      return read_text(r);
    open_item(r, marker);
  }
}

/* A line behind one that was a paragraph, HTML or nothing: as long as it opens nothing that
 * would last, and closes nothing, it does not matter what it is. */
static enum line_role read_unsure(struct reading *r) {
  check_utf8(r);
  size_t end = 0, at = r->text.at;
  enum html_start html = line_html_start(r->line, at, &end);
  bool is_indented = indent_of(r) >= CODE_INDENT;
  bool lasts = html == HTML_SURE || html == HTML_UNKNOWN
                   ? !line_ends_html(r->line, at, end)
                   : char_at(r) == '>' || line_opening_fence(r->line, at) > 0 ||
                         line_list_marker(r->line, at, false) > 0;
  if (!is_all_matched(r) || (lasts && !is_indented))
    r->outline->is_lost = true;
  return LINE_MORE;
}

static enum line_role read_inside(struct reading *r) {
  struct outline *o = r->outline;
  if (o->leaf == LEAF_HTML)
    check_utf8(r);
  if (o->leaf == LEAF_HTML && line_ends_html(r->line, r->text.at, o->html_end))
    o->leaf = LEAF_NONE;
  if (o->leaf == LEAF_FENCE && indent_of(r) < CODE_INDENT &&
      line_closing_fence(r->line, r->text.at, o->fence) >= o->fence_length)
    o->leaf = LEAF_NONE;
  return LINE_OTHER;
}

static enum line_role read_blank(struct reading *r) {
  struct outline *o = r->outline;
  /* An item whose only paragraph vanishes is empty to cmark, and closed by the next blank line.
   */
  bool is_text = o->leaf == LEAF_PARAGRAPH || o->leaf == LEAF_UNSURE;
  if (is_text && o->may_vanish && o->depth > 0)
    o->is_lost = true;
  o->leaf = LEAF_NONE;
  o->depth = r->matched;
  return LINE_OTHER;
}

/* No more than this can be nested in a line: an item takes a marker or two columns, and one
 * blank behind a marker belongs to it. */
static enum line_role read_lost(struct outline *o, struct str line) {
  size_t markers = 0, columns = 0, at = 0;
  for (bool is_behind_marker = false; at < line.n; at++) {
    if (is_blank_char(line.p[at])) {
      size_t width = line.p[at] == '\t' ? CODE_INDENT : 1;
      columns += is_behind_marker ? width - 1 : width;
      is_behind_marker = false;
      continue;
    }
    size_t n = line.p[at] == '>' ? 1 : line_list_marker(line, at, false);
    if (n == 0)
      break;
    markers++;
    at += n - 1;
    is_behind_marker = true;
  }
  o->content = 0;
  while (o->content < line.n &&
         (line.p[o->content] == '>' || is_blank_char(line.p[o->content])))
    o->content++;
  if (at == line.n && markers == 0)
    return LINE_OTHER;
  o->depth = markers + columns / 2;
  return LINE_MORE;
}

/* What most lines are: blank, or text that begins with no character that could mean anything,
 * in no container. */
static bool is_plain(const struct outline *o, struct str line) {
  if (o->depth > 0 || (o->leaf != LEAF_NONE && o->leaf != LEAF_PARAGRAPH))
    return false;
  return line.n == 0 || is_alpha_char(line.p[0]) || (unsigned char)line.p[0] >= 0x80;
}

static enum line_role read_plain(struct outline *o, struct str line) {
  bool goes_on = o->leaf == LEAF_PARAGRAPH;
  o->content = 0;
  o->leaf = line.n > 0 ? LEAF_PARAGRAPH : LEAF_NONE;
  if (line.n == 0)
    return LINE_OTHER;
  o->may_vanish = goes_on && o->may_vanish;
  return goes_on ? LINE_MORE : LINE_TEXT;
}

/* What the line is to an outline that knows where it is, or knew until this line. */
static enum line_role read_line(struct outline *outline, struct str line) {
  struct reading r = {.outline = outline, .line = line};
  match_containers(&r);
  outline->content = is_all_matched(&r) ? r.text.at : r.place.at;
  bool is_inside = outline->leaf == LEAF_FENCE || outline->leaf == LEAF_HTML;
  if (is_inside && is_all_matched(&r))
    return read_inside(&r);
  if (is_blank(&r))
    return read_blank(&r);
  if (outline->leaf == LEAF_UNSURE)
    return read_unsure(&r);
  if (is_inside)
    close_unmatched(&r);
  return read_rest(&r);
}

enum line_role outline_read(struct outline *outline, struct str line) {
  enum line_role role = LINE_OTHER;
  if (outline->depth > OUTLINE_DEPTH)
    outline->is_lost = true;
  if (!outline->is_lost && is_plain(outline, line))
    return read_plain(outline, line);
  if (!outline->is_lost)
    role = read_line(outline, line);
  return outline->is_lost ? read_lost(outline, line) : role;
}
