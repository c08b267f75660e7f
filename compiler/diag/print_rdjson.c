/* Findings in the format of reviewdog, which comments on changes with them. */
#include "base/json_writer.h"
#include "diag/hidden.h"
#include "diag/page.h"

/* A fix of several edits becomes one suggestion over all of them, as far as that is something
 * that one would read in a comment. */
enum { MOST_SUGGESTED = 4096 };

struct rdjson_page {
  struct page page;
  struct json_writer w;
  struct buf text;
};

/* Columns count bytes here, a byte order mark included. */
static void write_position(struct json_writer *w, const char *key, const struct source *source,
                           size_t offset) {
  size_t line = source_line_at(source, offset);
  size_t column = offset - source->line_starts[line] + 1;
  json_key(w, key);
  json_open_object(w);
  json_member_number(w, "line", line + 1);
  json_member_number(w, "column", column + (line == 0 ? source->bom : 0));
  json_close_object(w);
}

static void write_range(struct json_writer *w, struct span span) {
  json_key(w, "range");
  json_open_object(w);
  write_position(w, "start", span.source, span.offset);
  write_position(w, "end", span.source, span.offset + span.n);
  json_close_object(w);
}

static size_t span_end(struct span span) {
  return span.offset + span.n;
}

/* The stretch that all edits lie in, in `whole`, and what stands there afterwards. False if
 * they are no edits of one text that come one after the other, or reach too far. */
static bool join_edits(struct buf *text, const struct diag *diag, struct span *whole) {
  struct span first = diag->edits[0].span, last = diag->edits[diag->edit_count - 1].span;
  size_t at = first.offset;
  buf_clear(text);
  for (size_t i = 0; i < diag->edit_count; i++) {
    const struct diag_edit *edit = &diag->edits[i];
    if (edit->span.source != diag->span.source || edit->span.offset < at)
      return false;
    buf_add(text, str_slice(first.source->bytes, at, edit->span.offset));
    buf_add(text, edit->text);
    at = span_end(edit->span);
  }
  *whole = span_of(first.source, first.offset, span_end(last));
  return whole->n <= MOST_SUGGESTED;
}

static void write_suggestion(struct rdjson_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  struct span whole;
  if (diag->edit_count == 0 || diag->has_secret_fix || !join_edits(&page->text, diag, &whole) ||
      hidden_touches(page->page.report->hidden, whole))
    return;
  json_key(w, "suggestions");
  json_open_array(w);
  json_open_object(w);
  write_range(w, whole);
  json_member(w, "text", buf_str(&page->text));
  json_close_object(w);
  json_close_array(w);
}

static const char *severity_of(enum level level) {
  static const char *const names[] = {
      [LEVEL_NOTE] = "INFO", [LEVEL_WARNING] = "WARNING", [LEVEL_ERROR] = "ERROR"};
  return names[level];
}

static void write_diag(struct rdjson_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  json_open_object(w);
  buf_clear(&page->text);
  page_add_message(&page->text, diag);
  page_add_details(&page->page, &page->text, diag);
  json_member(w, "message", buf_str(&page->text));
  json_key(w, "location");
  json_open_object(w);
  json_member(w, "path", page_file(&page->page, diag->path));
  if (diag->span.source)
    write_range(w, diag->span);
  json_close_object(w);
  json_member(w, "severity", str_from_c(severity_of(diag->level)));
  json_key(w, "code");
  json_open_object(w);
  buf_clear(&page->text);
  buf_printf(&page->text, "%s %s", diag->rule->code, diag->rule->name);
  json_member(w, "value", buf_str(&page->text));
  json_close_object(w);
  write_suggestion(page, diag);
  json_close_object(w);
}

static void rdjson_print(struct print_target *target, const struct diag_report *report) {
  struct rdjson_page page = {.page = {.report = report}};
  struct json_writer *w = &page.w;
  json_start(w, &target->buf, JSON_COMPACT);
  json_open_object(w);
  json_key(w, "source");
  json_open_object(w);
  json_member(w, "name", STR("kbc"));
  json_close_object(w);
  json_key(w, "diagnostics");
  json_open_array(w);
  for (size_t i = 0; i < report->count; i++) {
    write_diag(&page, &report->diags[i]);
    print_pass(target);
  }
  json_close_array(w);
  json_close_object(w);
  buf_add_char(&target->buf, '\n');
  buf_free(&page.text);
  page_end(&page.page);
}

const struct printer rdjson_printer = {
    "rdjson", "for reviewdog: comments on a change, with fixes", rdjson_print};
