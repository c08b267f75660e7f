/* Findings as one JSON object for programs; diag/README.md describes every member. */
#include "base/json_writer.h"
#include "diag/page.h"

struct json_page {
  struct page page;
  struct json_writer w;
};

static void write_place(struct json_writer *w, struct place place) {
  json_member_number(w, "line", place.start.line);
  json_member_number(w, "column", place.start.column);
  json_member_number(w, "end_line", place.end.line);
  json_member_number(w, "end_column", place.end.column);
}

static void write_byte(struct json_writer *w, struct span span) {
  json_member_number(w, "byte", span.offset + span.source->bom);
}

static void write_related(struct json_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  json_key(w, "related");
  json_open_array(w);
  for (size_t i = 0; i < diag->related_count; i++) {
    const struct diag_related *related = &diag->related[i];
    json_open_object(w);
    if (related->span.source) {
      json_member(w, "path", page_path(&page->page, related->span.source->path));
      write_place(w, page_related_place(&page->page, related->span));
      write_byte(w, related->span);
    }
    json_member(w, "message", related->message);
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_fixes(struct json_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  json_key(w, "fixes");
  json_open_array(w);
  for (size_t i = 0; i < diag->edit_count; i++) {
    json_open_object(w);
    write_place(w, page_related_place(&page->page, diag->edits[i].span));
    json_member(w, "text", diag->edits[i].text);
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_diag(struct json_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  json_open_object(w);
  json_member(w, "path", page_path(&page->page, diag->path));
  if (diag->span.source) {
    write_place(w, page_place(&page->page, diag->span));
    write_byte(w, diag->span);
  }
  json_member(w, "code", str_from_c(diag->rule->code));
  json_member(w, "rule", str_from_c(diag->rule->name));
  json_member(w, "level", str_from_c(level_name(diag->level)));
  json_member(w, "message", diag->message);
  if (diag->label.n > 0)
    json_member(w, "label", diag->label);
  if (diag->help.n > 0)
    json_member(w, "help", diag->help);
  if (diag->related_count > 0)
    write_related(page, diag);
  bool has_fix = diag->edit_count > 0 && !diag->has_secret_fix;
  if (has_fix)
    write_fixes(page, diag);
  if (has_fix && diag->is_unsafe) {
    json_key(w, "unsafe_fixes");
    json_bool(w, true);
  }
  json_close_object(w);
}

static void write_summary(struct json_writer *w, const struct diag_report *report) {
  json_key(w, "summary");
  json_open_object(w);
  json_member_number(w, "files", report->files);
  json_member_number(w, "cases", report->cases);
  json_member_number(w, "errors", report->errors);
  json_member_number(w, "warnings", report->warnings);
  json_member_number(w, "notes", report->notes);
  json_close_object(w);
}

static void json_print(struct print_target *target, const struct diag_report *report) {
  struct json_page page = {.page = {.report = report}};
  json_start(&page.w, &target->buf, JSON_COMPACT);
  json_open_object(&page.w);
  json_member(&page.w, "kbc", str_from_c(report->version));
  json_member(&page.w, "schema", page_path(&page.page, report->schema));
  write_summary(&page.w, report);
  json_key(&page.w, "diagnostics");
  json_open_array(&page.w);
  for (size_t i = 0; i < report->count; i++) {
    write_diag(&page, &report->diags[i]);
    print_pass(target);
  }
  json_close_array(&page.w);
  json_close_object(&page.w);
  buf_add_char(&target->buf, '\n');
  page_end(&page.page);
}

const struct printer json_printer = {"json", "for programs: one object, all findings in it",
                                     json_print};
