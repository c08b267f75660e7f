/* Findings as a Code Quality report of GitLab, which shows what a merge request adds and mends.
 */
#include "base/json_writer.h"
#include "diag/fingerprint.h"
#include "diag/page.h"

struct gitlab_page {
  struct page page;
  struct json_writer w;
  struct fingerprints fingerprints;
  struct buf text;
};

static const char *severity_of(enum level level) {
  static const char *const names[] = {
      [LEVEL_NOTE] = "info", [LEVEL_WARNING] = "minor", [LEVEL_ERROR] = "major"};
  return names[level];
}

/* What has no line stands on the first. */
static void write_lines(struct gitlab_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  size_t begin = 1, end = 1;
  if (diag->span.source) {
    struct place place = page_place(&page->page, diag->span);
    begin = place.start.line;
    end = place_last_line(place);
  }
  json_key(w, "lines");
  json_open_object(w);
  json_member_number(w, "begin", begin);
  json_member_number(w, "end", end);
  json_close_object(w);
}

static void write_diag(struct gitlab_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  struct str path = page_file(&page->page, diag->path);
  struct hash_text fingerprint = fingerprint_next(&page->fingerprints, diag, path);
  buf_clear(&page->text);
  page_add_message(&page->text, diag);
  json_open_object(w);
  json_member(w, "description", buf_str(&page->text));
  json_member(w, "check_name", str_from_c(diag->rule->name));
  json_member(w, "fingerprint", str_from_c(fingerprint.digits));
  json_member(w, "severity", str_from_c(severity_of(diag->level)));
  json_key(w, "location");
  json_open_object(w);
  json_member(w, "path", path);
  write_lines(page, diag);
  json_close_object(w);
  json_close_object(w);
}

static void gitlab_print(struct print_target *target, const struct diag_report *report) {
  struct gitlab_page page = {.page = {.report = report}};
  json_start(&page.w, &target->buf, JSON_COMPACT);
  json_open_array(&page.w);
  for (size_t i = 0; i < report->count; i++) {
    write_diag(&page, &report->diags[i]);
    print_pass(target);
  }
  json_close_array(&page.w);
  buf_add_char(&target->buf, '\n');
  fingerprints_end(&page.fingerprints);
  buf_free(&page.text);
  page_end(&page.page);
}

const struct printer gitlab_printer = {"gitlab", "for GitLab: a Code Quality report",
                                       gitlab_print};
