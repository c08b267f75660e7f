/* What the formats for programs share: how a finding's file is named, where it stands, what is
 * said of it. */
#include "diag/page.h"

#include "base/path.h"
#include "diag/glyph.h"

void page_end(struct page *page) {
  arena_free(&page->scratch);
}

/* ---- Files --------------------------------------------------------------------------------
 */

bool path_is_bracketed(struct str path) {
  return path.n > 1 && path.p[0] == '<' && path.p[path.n - 1] == '>';
}

struct str page_path(struct page *page, struct str path) {
  if (path.n == 0 || path_is_bracketed(path))
    return path;
  if (page->path.n > 0 && str_equal(page->path, path))
    return page->shown_path;
  arena_reset(&page->scratch);
  struct str joined = path_join(&page->scratch, page->report->working_folder, path);
  page->shown_path = path_relative(&page->scratch, path_clean(&page->scratch, joined),
                                   page->report->path_base);
  page->path = path;
  return page->shown_path;
}

struct str page_file(struct page *page, struct str path) {
  return path.n == 0 ? STR(".") : page_path(page, path);
}

/* ---- Places -------------------------------------------------------------------------------
 */

static struct place place_of(struct span span, struct cursor *starts, struct cursor *ends) {
  return (struct place){cursor_position(starts, span.source, span.offset),
                        cursor_position(ends, span.source, span.offset + span.n)};
}

struct place page_place(struct page *page, struct span span) {
  return place_of(span, &page->starts, &page->ends);
}

struct place page_related_place(struct page *page, struct span span) {
  return place_of(span, &page->related_starts, &page->related_ends);
}

size_t place_last_line(struct place place) {
  bool ends_before = place.end.column == 1 && place.end.line > place.start.line;
  return ends_before ? place.end.line - 1 : place.end.line;
}

/* ---- Texts --------------------------------------------------------------------------------
 */

void page_add_message(struct buf *out, const struct diag *diag) {
  glyph_add(out, diag->message);
  if (diag->label.n == 0)
    return;
  buf_add_c(out, " (");
  glyph_add(out, diag->label);
  buf_add_char(out, ')');
}

void page_add_lines(struct buf *out, struct str text, const char *indent) {
  struct str line;
  for (bool is_first = true; str_next_line(&text, &line); is_first = false) {
    if (!is_first) {
      buf_add_char(out, '\n');
      buf_add_c(out, indent);
    }
    glyph_add(out, line);
  }
}

static void add_related(struct page *page, struct buf *out,
                        const struct diag_related *related) {
  buf_add_char(out, '\n');
  if (related->span.source) {
    struct position at = page_related_place(page, related->span).start;
    glyph_add_path(out, page_path(page, related->span.source->path));
    buf_printf(out, ":%zu:%zu: ", at.line, at.column);
  }
  buf_add_c(out, "note: ");
  glyph_add(out, related->message);
}

void page_add_details(struct page *page, struct buf *out, const struct diag *diag) {
  if (diag->help.n > 0) {
    buf_add_c(out, "\nhelp: ");
    page_add_lines(out, diag->help, "      ");
  }
  for (size_t i = 0; i < diag->related_count; i++)
    add_related(page, out, &diag->related[i]);
}
