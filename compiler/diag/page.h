/* What the formats for programs share: how a finding's file is named, where it stands, what is
 * said of it. */
#ifndef DIAG_PAGE_H
#define DIAG_PAGE_H

#include "base/arena.h"
#include "diag/cursor.h"
#include "diag/printer.h"

/* One report on its way out: {.report = …} is a new one. Findings come by path and place, so
 * the last answers are kept. page_end frees it. */
struct page {
  const struct diag_report *report;
  struct arena scratch;
  struct str path, shown_path; /* the last path, and what it became */
  struct cursor starts, ends, related_starts, related_ends;
};

/* The end is exclusive. */
struct place {
  struct position start, end;
};

void page_end(struct page *page);

/* The path as seen from the report's path_base; one that names no file stays. Good until the
 * next call. */
struct str page_path(struct page *page, struct str path);
/* The same; "." for a finding about the run, where a format must have a path. */
struct str page_file(struct page *page, struct str path);
/* Does the path name something that is no file, such as <stdin>? */
bool path_is_bracketed(struct str path);

/* Columns count code points; related ones have cursors of their own, and so have fixes. */
struct place page_place(struct page *page, struct span span);
struct place page_related_place(struct page *page, struct span span);
/* The line in which the span ends. A line end belongs to the line before it. */
size_t place_last_line(struct place place);

/* Spelled out as people see it, without a line end: the message with the label in brackets;
 * help and related places behind it, each after a LF. */
void page_add_message(struct buf *out, const struct diag *diag);
void page_add_details(struct page *page, struct buf *out, const struct diag *diag);
/* The lines of a text, spelled out; the indent stands before all but the first. */
void page_add_lines(struct buf *out, struct str text, const char *indent);

#endif
