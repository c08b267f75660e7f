/* Findings as SARIF 2.1.0, as GitHub's code scanning takes it.
 *
 * GitHub takes 25,000 results and 10 MB, packed. The worst findings come first, so what is left
 * out are the least of them; a notification says how many. */
#include "diag/gzip_size.h"
#include "diag/sarif_result.h"
#include "diag/sarif_rules.h"

/* What stands behind the results has room in the last few kilobytes. */
enum { MOST_RESULTS = 25000, MOST_BYTES = 10 * 1000 * 1000 - 8192 };

#define SCHEMA_URI "https://json.schemastore.org/sarif-2.1.0.json"
/* Validators ask for one. There is no page on the network to name, but a page of the manual. */
#define INFORMATION_URI "man:kbc(1)"

struct sarif_page {
  struct sarif_results results;
  struct print_target *target;
  struct arena size_arena;
  struct gzip_size *size;
  size_t measured; /* bytes of the buffer that are in the size */
  size_t count;
  bool is_full;
};

/* ---- Limits -------------------------------------------------------------------------------
 */

/* What has been written since the last time, not handed on yet. */
static void measure(struct sarif_page *page) {
  struct str written = buf_str(&page->target->buf);
  gzip_size_add(page->size, str_slice(written, page->measured, written.n));
  page->measured = written.n;
}

/* A result that would be too much is taken back, and is the last that was tried. */
static void write_if_it_fits(struct sarif_page *page, const struct diag *diag) {
  struct buf *out = &page->target->buf;
  if (page->is_full || page->count == MOST_RESULTS) {
    page->target->left_out++;
    return;
  }
  size_t start = out->n;
  struct json_writer before = page->results.w;
  sarif_write_result(&page->results, diag);
  measure(page);
  if (gzip_size_of(page->size) > MOST_BYTES) {
    out->n = page->measured = start;
    page->results.w = before;
    page->is_full = true;
    page->target->left_out++;
    return;
  }
  page->count++;
  print_pass(page->target);
  page->measured = out->n;
}

static void write_results(struct sarif_page *page) {
  const struct diag_report *report = page->results.page.report;
  json_key(&page->results.w, "results");
  json_open_array(&page->results.w);
  for (enum level level = LEVEL_ERROR; level > LEVEL_OFF; level--) {
    for (size_t i = 0; i < report->count; i++) {
      if (report->diags[i].level == level)
        write_if_it_fits(page, &report->diags[i]);
    }
  }
  json_close_array(&page->results.w);
}

/* ---- The document -------------------------------------------------------------------------
 */

static void write_tool(struct sarif_page *page) {
  struct json_writer *w = &page->results.w;
  json_key(w, "tool");
  json_open_object(w);
  json_key(w, "driver");
  json_open_object(w);
  json_member(w, "name", STR("kbc"));
  json_member(w, "version", str_from_c(page->results.page.report->version));
  json_member(w, "semanticVersion", str_from_c(page->results.page.report->version));
  json_member(w, "informationUri", STR(INFORMATION_URI));
  sarif_write_rules(w, page->results.page.report);
  json_close_object(w);
  json_close_object(w);
}

/* Where the root lies is nobody's business but the reader's. */
static void write_root(struct json_writer *w) {
  json_key(w, "originalUriBaseIds");
  json_open_object(w);
  json_key(w, SARIF_ROOT);
  json_open_object(w);
  json_key(w, "description");
  json_open_object(w);
  json_member(w, "text", STR("The root of the repository."));
  json_close_object(w);
  json_close_object(w);
  json_close_object(w);
}

static void write_notification(struct sarif_page *page) {
  struct json_writer *w = &page->results.w;
  json_key(w, "toolExecutionNotifications");
  json_open_array(w);
  json_open_object(w);
  json_member(w, "level", STR("warning"));
  buf_clear(&page->results.text);
  buf_printf(
      &page->results.text,
      "%zu of %zu findings are left out: code scanning takes no more than %d results and "
      "10 MB. The least important ones were dropped.",
      page->target->left_out, page->results.page.report->count, MOST_RESULTS);
  json_key(w, "message");
  json_open_object(w);
  json_member(w, "text", buf_str(&page->results.text));
  json_close_object(w);
  json_close_object(w);
  json_close_array(w);
}

static void write_invocation(struct sarif_page *page) {
  struct json_writer *w = &page->results.w;
  json_key(w, "invocations");
  json_open_array(w);
  json_open_object(w);
  json_key(w, "executionSuccessful");
  json_bool(w, !page->results.page.report->has_failed);
  if (page->target->left_out > 0)
    write_notification(page);
  json_close_object(w);
  json_close_array(w);
}

static void write_run(struct sarif_page *page) {
  struct json_writer *w = &page->results.w;
  json_open_object(w);
  write_tool(page);
  json_member(w, "columnKind", STR("unicodeCodePoints"));
  write_root(w);
  write_results(page);
  write_invocation(page);
  json_close_object(w);
}

static void sarif_print(struct print_target *target, const struct diag_report *report) {
  struct sarif_page page = {.results = {.page = {.report = report}}, .target = target};
  struct json_writer *w = &page.results.w;
  page.size = arena_new(&page.size_arena, struct gzip_size);
  json_start(w, &target->buf, JSON_COMPACT);
  json_open_object(w);
  json_member(w, "$schema", STR(SCHEMA_URI));
  json_member(w, "version", STR("2.1.0"));
  json_key(w, "runs");
  json_open_array(w);
  write_run(&page);
  json_close_array(w);
  json_close_object(w);
  buf_add_char(&target->buf, '\n');
  gzip_size_end(page.size);
  arena_free(&page.size_arena);
  sarif_results_end(&page.results);
}

const struct printer sarif_printer = {
    "sarif", "SARIF 2.1.0, for GitHub's code scanning and others", sarif_print};
